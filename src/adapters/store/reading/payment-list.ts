import { Prisma } from '../../../../generated/prisma/client.ts';
import type { ProblemKind } from '../../../domain/operator/problem.ts';
import type { Search } from '../../../domain/operator/search.ts';
import type { DeclineCode } from '../../../domain/payment/decline.ts';
import type { MethodType } from '../../../domain/payment/method.ts';
import type { PageRequest, PaymentFilter, PaymentSummary, Queries } from '../../../ports/store/queries.ts';
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
export function createPaymentList({
  prisma,
}: Pick<Database, 'prisma'>): Pick<Queries, 'listPayments' | 'listSummaries'> {
  return {
    async listPayments(filter, page) {
      const list = statementOf(filter, page);
      const rows = list === null ? [] : await prisma.$queryRaw<PaymentRow[]>(list);
      return toPage(rows, page.limit, paymentOf, cursorOf);
    },

    async listSummaries(filter, page) {
      const list = statementOf(filter, page);
      const rows = list === null ? [] : await prisma.$queryRaw<SummaryRow[]>(summarized(list));
      return toPage(rows, page.limit, summaryOf, cursorOf);
    },
  };
}

/** Null: nothing can be found. */
function statementOf(filter: PaymentFilter, { limit, cursor }: PageRequest): Prisma.Sql | null {
  const after = cursor === null ? [] : [isOlder(positionOf(cursor))];
  const found = waysTo(filter.search).map(
    (way) => sql`${SELECT} WHERE ${join([way, ...conditionsOf(filter), ...after], ' AND ')}
                 ${NEWEST_FIRST} LIMIT ${limit + 1}`,
  );
  const [only] = found;
  if (only === undefined) return null;
  return found.length === 1 ? only : merged(found, limit);
}

type SummaryRow = PaymentRow & {
  readonly refundedMinor: bigint | number;
  readonly providerPaymentId: string | null;
  readonly declineCode: DeclineCode | null;
  readonly methodType: MethodType | null;
  readonly problems: readonly ProblemKind[] | null;
};

/** Problems are few: they are read once for a page, not once for a payment. */
function summarized(list: Prisma.Sql): Prisma.Sql {
  return sql`
    SELECT p.*, a."providerPaymentId", a."declineCode", a."methodType", w.problems,
           (SELECT coalesce(sum(r.amount_minor), 0)::bigint FROM refunds r
             WHERE r.payment_id = p.id AND r.status = 'succeeded' AND r.currency = p.currency) AS "refundedMinor"
      FROM (${list}) AS p
      LEFT JOIN LATERAL (
        SELECT provider_payment_id AS "providerPaymentId", CASE WHEN status IN ('failed', 'cancelled') THEN decline_code END AS "declineCode",
               method_type AS "methodType"
          FROM payment_attempts WHERE payment_id = p.id
         ORDER BY (status = 'succeeded') DESC, created_at DESC, provider_payment_id DESC LIMIT 1) AS a ON true
      LEFT JOIN (
        SELECT payment_id, array_agg(DISTINCT kind ORDER BY kind) AS problems
          FROM ${raw(OPEN_PROBLEMS)} AS problems GROUP BY payment_id) AS w ON w.payment_id = p.id
     ORDER BY p."createdAt" DESC, p.id DESC`;
}

function summaryOf(row: SummaryRow): PaymentSummary {
  const { refundedMinor, providerPaymentId, declineCode, methodType, problems } = row;
  const attempt = { providerPaymentId, declineCode, methodType };
  return { payment: paymentOf(row), refundedMinor: Number(refundedMinor), ...attempt, problems: problems ?? [] };
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
    UNION SELECT payment_id FROM payment_attempts
           WHERE charges IS NOT NULL AND jsonb_path_query_array(charges, '$[*].id') @> jsonb_build_array(${id}::text)
    UNION SELECT payment_id FROM refunds WHERE provider_refund_id = ${id}
    UNION SELECT payment_id FROM disputes WHERE provider_dispute_id = ${id} AND status IS NOT NULL`;
}
