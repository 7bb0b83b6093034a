import { Prisma } from '../../../../generated/prisma/client.ts';
import type { Search } from '../../../domain/search.ts';
import type { PaymentFilter, Queries } from '../../../ports/queries.ts';
import { type Database, storable } from '../postgres/database.ts';
import { newestFirst, toPage } from './pages.ts';
import { OPEN_PROBLEMS } from './problems.ts';
import { PAYMENT_COLUMNS, type PaymentRow, paymentOf, selectOf } from './rows.ts';

const { cursorOf, positionOf } = newestFirst('payments');

const { sql, join, raw } = Prisma;

const SELECT = raw(selectOf('payments', PAYMENT_COLUMNS));
const NEWEST_FIRST = raw('ORDER BY created_at DESC, id DESC');

/**
 * The list of payments, in one statement whose every condition an index answers. What is found by ids comes as an array that
 * is made first: however many payments there are, no plan then looks for a few of them in the order of time.
 */
export function createPaymentList({ prisma }: Pick<Database, 'prisma'>): Pick<Queries, 'listPayments'> {
  return {
    async listPayments(filter, { limit, cursor }) {
      const after = cursor === null ? [] : [isOlder(positionOf(cursor))];
      const found = waysTo(filter.search).map(
        (way) => sql`${SELECT} WHERE ${join([way, ...conditionsOf(filter), ...after], ' AND ')}
                     ${NEWEST_FIRST} LIMIT ${limit + 1}`,
      );
      const [only] = found;
      if (only === undefined) return { items: [], nextCursor: null };
      const rows = await prisma.$queryRaw<PaymentRow[]>(found.length === 1 ? only : merged(found, limit));
      return toPage(rows, limit, paymentOf, cursorOf);
    },
  };
}

/** A payment that is found in two ways is listed once. */
function merged(found: readonly Prisma.Sql[], limit: number): Prisma.Sql {
  const parts = join(
    found.map((one) => sql`(${one})`),
    ' UNION ',
  );
  return sql`SELECT * FROM (${parts}) AS found ORDER BY "createdAt" DESC, id DESC LIMIT ${limit + 1}`;
}

function isOlder({ createdAt, id }: { readonly createdAt: Date; readonly id: string }): Prisma.Sql {
  return sql`(created_at, id) < (${createdAt.toISOString()}::timestamptz, ${id}::uuid)`;
}

function conditionsOf(filter: PaymentFilter): readonly Prisma.Sql[] {
  const { userId, status, orderId, gymSlug, provider, currency, amountMinor, createdFrom, createdTo, hasProblems } =
    filter;
  return [
    ...(userId === null ? [] : [sql`user_id = ${storable(userId)}`]),
    ...(status === null ? [] : [sql`status = ${status}`]),
    ...(orderId === null ? [] : [sql`order_id = ${orderId}::uuid`]),
    ...(gymSlug === null ? [] : [sql`gym_slug = ${storable(gymSlug)}`]),
    ...(provider === null ? [] : [sql`provider = ${storable(provider)}`]),
    ...(currency === null ? [] : [sql`currency = ${currency}`]),
    ...(amountMinor === null ? [] : [sql`amount_minor = ${amountMinor}::bigint`]),
    ...(createdFrom === null ? [] : [sql`created_at >= ${createdFrom.toISOString()}::timestamptz`]),
    ...(createdTo === null ? [] : [sql`created_at < ${createdTo.toISOString()}::timestamptz`]),
    ...(hasProblems ? [isOneOf(raw(`SELECT payment_id FROM ${OPEN_PROBLEMS} AS problems`))] : []),
  ];
}

/** Each finds some of the payments; none finds nothing. */
function waysTo(search: Search | null): readonly Prisma.Sql[] {
  if (search === null) return [sql`true`];
  const { ownId, providerId, email, gymSlug } = search;
  return [
    ...(ownId === null ? [] : [isOneOf(ofOwn(ownId))]),
    ...(providerId === null ? [] : [isOneOf(ofProvider(storable(providerId)))]),
    ...(email === null ? [] : [sql`lower(customer_email COLLATE "C") = ${storable(email)}`]),
    ...(gymSlug === null ? [] : [sql`gym_slug = ${storable(gymSlug)}`]),
  ];
}

function isOneOf(ids: Prisma.Sql): Prisma.Sql {
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
    UNION SELECT payment_id FROM refunds WHERE provider_refund_id = ${id}
    UNION SELECT payment_id FROM disputes WHERE provider_dispute_id = ${id} AND status IS NOT NULL`;
}
