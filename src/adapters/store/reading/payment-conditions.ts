import { Prisma } from '../../../../generated/prisma/client.ts';
import type { Search } from '../../../domain/operator/search.ts';
import type { PaymentFilter } from '../../../ports/store/queries.ts';
import { storable } from '../postgres/database.ts';
import type { KindsWanted } from './payment-kinds.ts';
import { OPEN_PROBLEMS } from './problems.ts';

const { sql, raw } = Prisma;

/** What a filter asks for: what few payments match, and what many may match. */
export type Conditions = KindsWanted & { readonly few: readonly Prisma.Sql[] };

export function conditionsOf(filter: PaymentFilter, way: Way, after: readonly Prisma.Sql[]): Conditions {
  const { userId, status, orderId, gymSlug, provider, currency, amountMinor, createdFrom, createdTo, hasProblems } =
    filter;
  return {
    few: [
      ...(way.few ?? []),
      ...(userId === null ? [] : [sql`user_id = ${storable(userId)}`]),
      ...(orderId === null ? [] : [sql`order_id = ${orderId}::uuid`]),
      ...(amountMinor === null ? [] : [sql`amount_minor = ${amountMinor}::bigint`]),
      ...(hasProblems ? [isOneOf(raw(`SELECT payment_id FROM ${OPEN_PROBLEMS} AS problems`))] : []),
    ],
    gym: [...(way.gym ?? []), ...(gymSlug === null ? [] : [isOfGym(gymSlug)])],
    kind: [
      ...(status === null ? [] : [sql`status = ${status}`]),
      ...(provider === null ? [] : [sql`provider = ${storable(provider)}`]),
      ...(currency === null ? [] : [sql`currency = ${currency}`]),
    ],
    time: [
      ...(createdFrom === null ? [] : [sql`created_at >= ${createdFrom.toISOString()}::timestamptz`]),
      ...(createdTo === null ? [] : [sql`created_at < ${createdTo.toISOString()}::timestamptz`]),
      ...after,
    ],
  };
}

/** How a search finds some of the payments. */
export type Way = Partial<Pick<Conditions, 'few' | 'gym'>>;

/** None finds nothing. */
export function waysTo(search: Search | null): readonly Way[] {
  if (search === null) return [{}];
  const { ownId, providerId, email, gymSlug } = search;
  return [
    ...(ownId === null ? [] : [{ few: [isOneOf(ofOwn(ownId))] }]),
    ...(providerId === null ? [] : [{ few: [isOneOf(ofProvider(storable(providerId)))] }]),
    ...(email === null ? [] : [{ few: [sql`lower(customer_email COLLATE "C") = ${storable(email)}`] }]),
    ...(gymSlug === null ? [] : [{ gym: [isOfGym(gymSlug)] }]),
  ];
}

function isOfGym(slug: string): Prisma.Sql {
  return sql`gym_slug = ${storable(slug)}`;
}

/** Ids come as an array that is made first. */
export function isOneOf(ids: Prisma.Sql): Prisma.Sql {
  return sql`id = ANY (ARRAY(${ids}))`;
}

function ofOwn(id: string): Prisma.Sql {
  return sql`
    SELECT id FROM payments WHERE id = ${id}::uuid
    UNION SELECT id FROM payments WHERE order_id = ${id}::uuid
    UNION SELECT payment_id FROM refunds WHERE id = ${id}::uuid`;
}

function ofProvider(id: string): Prisma.Sql {
  return sql`
    SELECT id FROM payments WHERE parent_id = ${id}
    UNION SELECT id FROM payments WHERE intent_id = ${id}
    UNION SELECT payment_id FROM payment_attempts WHERE provider_payment_id = ${id}
    UNION SELECT payment_id FROM payment_attempts
           WHERE charges IS NOT NULL AND jsonb_path_query_array(charges, '$[*].id') @> jsonb_build_array(${id}::text)
    UNION SELECT payment_id FROM refunds WHERE provider_refund_id = ${id}
    UNION SELECT payment_id FROM disputes WHERE provider_dispute_id = ${id} AND status IS NOT NULL`;
}
