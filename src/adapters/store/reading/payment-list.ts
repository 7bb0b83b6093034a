import { Prisma } from '../../../../generated/prisma/client.ts';
import type { ProblemKind } from '../../../domain/operator/problem.ts';
import type { DeclineCode } from '../../../domain/payment/decline.ts';
import type { MethodType } from '../../../domain/payment/method.ts';
import type { PageRequest, PaymentFilter, PaymentSummary, Queries } from '../../../ports/store/queries.ts';
import type { Database } from '../postgres/database.ts';
import { newestFirst, toPage } from './pages.ts';
import { type Conditions, conditionsOf, isOneOf, waysTo } from './payment-conditions.ts';
import { newestOfKinds } from './payment-kinds.ts';
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
  const found = waysTo(filter.search).map((way) => pageOf(conditionsOf(filter, way, after), limit + 1));
  const [only] = found;
  if (only === undefined) return null;
  return found.length === 1 ? only : merged(found, limit);
}

/** By what few payments match, where anything does; else by what many match. */
function pageOf({ few, ...many }: Conditions, limit: number): Prisma.Sql {
  const isOfKinds = few.length === 0 && many.gym.length + many.kind.length > 0;
  const all = isOfKinds ? [isOneOf(newestOfKinds(many, limit))] : [...few, ...Object.values(many).flat()];
  return sql`${SELECT} ${all.length === 0 ? Prisma.empty : sql`WHERE ${join(all, ' AND ')}`} ${NEWEST_FIRST} LIMIT ${limit}`;
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
