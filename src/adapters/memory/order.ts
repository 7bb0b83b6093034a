import type { PaymentLists } from './tables.ts';

/** What a list is sorted by: what comes first decides. Null comes last. */
type Place = readonly (Date | string | number | null)[];

/** For `toSorted`, by the place of a row. Texts are compared as they are, in no language. */
export function by<Row>(placeOf: (row: Row) => Place): (a: Row, b: Row) => number {
  return (a, b) => compare(placeOf(a), placeOf(b));
}

function compare(a: Place, b: Place): number {
  for (const [index, part] of a.entries()) {
    const other = b[index] ?? null;
    if (part === null || other === null) {
      if (part !== other) return part === null ? 1 : -1;
    } else if (part > other || part < other) return part > other ? 1 : -1;
  }
  return 0;
}

/** In the order in which the gateway first heard of them. */
export function sorted({ attempts, refunds, captures, disputes, anomalies }: PaymentLists): PaymentLists {
  return {
    attempts: attempts.toSorted(by((one) => [one.createdAt, one.providerPaymentId])),
    refunds: refunds.toSorted(by((one) => [one.createdAt, one.partOf ?? '', one.id])),
    captures: captures.toSorted(by((one) => [one.createdAt, one.id])),
    disputes: disputes.toSorted(by((one) => [one.createdAt, one.providerDisputeId])),
    anomalies: anomalies.toSorted(by((one) => [one.recordedAt, one.kind, one.subject])),
  };
}
