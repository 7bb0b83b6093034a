import { type PurchaseRefund, paymentIn, refundIn } from '../../domain/purchase/purchase.ts';
import { wholeOf } from '../../domain/refund.ts';
import type { Queries } from '../../ports/queries.ts';
import type { Refunds } from '../../ports/refunds.ts';
import { detailsOf } from './details.ts';
import type { AtOnce } from './methods.ts';
import { newestFirst, toPage } from './pages.ts';
import { isWanted } from './payment-filter.ts';
import { problemsIn } from './problems.ts';
import type { PaymentRow, Tables } from './tables.ts';
import { timelineOf } from './timeline.ts';

/** Lists and details for operators and client apps. */
export function createQueries(tables: Tables, now: () => Date): AtOnce<Queries & Pick<Refunds, 'pageRefunds'>> {
  const { payments } = tables;
  const rowOf = (id: string) => payments.get(id.toLowerCase());
  return {
    listPayments(filter, page) {
      const rows = [...payments.values()].toSorted(newestFirst(({ payment }: PaymentRow) => payment));
      const nameOf = ({ payment }: PaymentRow) => `payment ${payment.id}`;
      const troubled = new Set(
        filter.hasProblems ? problemsIn(tables, now()).flatMap((one) => one.paymentId ?? []) : [],
      );
      const isShown = (row: PaymentRow) => isWanted(row, filter, troubled);
      return toPage({ rows, nameOf, isShown }, page, ({ payment }) => paymentIn(payment));
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
