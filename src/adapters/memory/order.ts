import type { EventPosition } from '../../ports/store/events.ts';
import type { PaymentLists } from './tables.ts';

/** What a list is sorted by: the first part that differs decides. Null comes last. */
type SortKey = readonly (Date | string | number | null)[];

/** For `toSorted`. Texts are compared by their code units. */
export function by<Row>(keyOf: (row: Row) => SortKey): (a: Row, b: Row) => number {
  return (a, b) => compare(keyOf(a), keyOf(b));
}

function compare(a: SortKey, b: SortKey): number {
  for (const [index, part] of a.entries()) {
    const other = b[index] ?? null;
    if (part === null || other === null) {
      if (part !== other) return part === null ? 1 : -1;
    } else if (part > other || part < other) return part > other ? 1 : -1;
  }
  return 0;
}

/** Events, the oldest first. */
export const inOrder = by<EventPosition>(({ recordedAt, sequence, id }) => [recordedAt, sequence, id]);

/** In the order in which the gateway first heard of them. */
export function sorted({ attempts, refunds, captures, disputes, anomalies }: PaymentLists): PaymentLists {
  return {
    attempts: attempts.toSorted(by((one) => [one.createdAt, one.providerPaymentId])),
    refunds: refunds.toSorted(by((one) => [one.createdAt, one.partOf ?? '', one.id])),
    captures: captures.toSorted(by((one) => [one.createdAt, one.id])),
    disputes: disputes.toSorted(by((one) => [one.createdAt, one.providerDisputeId])),
    anomalies: anomalies.toSorted(by((one) => [one.recordedAt, one.kind, one.subject, one.id])),
  };
}
