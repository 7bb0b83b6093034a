import type { Problem } from '../../../domain/operator/problem.ts';
import { isDeclinable } from '../../../domain/payment/decline.ts';
import { wholeOf } from '../../../domain/payment/refund.ts';
import { type PurchaseRefund, paymentIn, refundIn } from '../../../domain/purchase/purchase.ts';
import type { Page, PageRequest, PaymentFilter, PaymentSummary, Queries } from '../../../ports/store/queries.ts';
import type { Refunds } from '../../../ports/store/refunds.ts';
import type { PaymentRow, Tables } from '../tables.ts';
import { detailsOf } from './details.ts';
import type { AtOnce } from './methods.ts';
import { newestFirst, toPage } from './pages.ts';
import { isWanted } from './payment-filter.ts';
import { problemsIn } from './problems.ts';
import { timelineOf } from './timeline.ts';

/** Lists and details for operators and client apps. */
export function createQueries(tables: Tables, now: () => Date): AtOnce<Queries & Pick<Refunds, 'pageRefunds'>> {
  const { payments } = tables;
  const rowOf = (id: string) => payments.get(id.toLowerCase());

  function listed<Item>(filter: PaymentFilter, page: PageRequest, itemOf: (row: PaymentRow) => Item): Page<Item> {
    const rows = [...payments.values()].toSorted(newestFirst(({ payment }: PaymentRow) => payment));
    const nameOf = ({ payment }: PaymentRow) => `payment ${payment.id}`;
    const troubled = new Set(filter.hasProblems ? problemsIn(tables, now()).flatMap((one) => one.paymentId ?? []) : []);
    const isShown = (row: PaymentRow) => isWanted(row, filter, troubled);
    return toPage({ rows, nameOf, isShown }, page, itemOf);
  }
  return {
    listPayments: (filter, page) => listed(filter, page, ({ payment }) => paymentIn(payment)),

    listSummaries(filter, page) {
      const problems = problemsIn(tables, now());
      return listed(filter, page, (row) => summaryOf(row, problems));
    },

    findDetails(id) {
      const row = rowOf(id);
      return row === undefined ? null : detailsOf(tables, row);
    },

    listTimeline(id, page) {
      const row = rowOf(id);
      const rows = row === undefined ? [] : timelineOf(tables, row);
      return toPage({ rows, nameOf: ({ place }) => `entry ${id} ${place.join(' ')}` }, page, ({ entry }) => entry);
    },

    pageRefunds(id, page) {
      const all = rowOf(id)?.refunds ?? [];
      const rows = all
        .filter(({ partOf }) => partOf === null)
        .toSorted(newestFirst((refund: PurchaseRefund) => refund));
      const partsOf = (whole: PurchaseRefund) => all.filter(({ partOf }) => partOf === whole.id).map(refundIn);
      const nameOf = (refund: PurchaseRefund) => `refund ${refund.id}`;
      return toPage({ rows, nameOf }, page, (refund) => wholeOf(refundIn(refund), partsOf(refund)));
    },
  };
}

function summaryOf(row: PaymentRow, problems: readonly Problem[]): PaymentSummary {
  const { payment, attempts, refunds } = row;
  const { providerPaymentId, fact, decline, method } =
    attempts.find((one) => one.fact.kind === 'succeeded') ?? attempts.at(-1) ?? UNTRIED;
  const back = refunds.filter(
    ({ status, amount }) => status === 'succeeded' && amount.currency === payment.amount.currency,
  );
  const own = problems.filter(({ paymentId }) => paymentId === payment.id).map(({ kind }) => kind);
  return {
    payment: paymentIn(payment),
    refundedMinor: back.reduce((sum, { amount }) => sum + amount.minor, 0),
    providerPaymentId,
    declineCode: fact !== null && isDeclinable(fact.kind) ? (decline?.code ?? null) : null,
    methodType: method?.type ?? null,
    problems: [...new Set(own)].toSorted(),
  };
}

const UNTRIED = { providerPaymentId: null, fact: null, decline: null, method: null };
