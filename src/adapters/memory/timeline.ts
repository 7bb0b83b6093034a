import type { Capture } from '../../domain/capture.ts';
import type { PurchaseAnomaly, PurchaseRefund } from '../../domain/purchase/purchase.ts';
import type { EntryKind, TimelineEntry } from '../../domain/timeline.ts';
import { by } from './order.ts';
import { disputeIn } from './payments.ts';
import type { DeliveryRow, JournalRow, PaymentRow, Tables } from './tables.ts';

/** An entry and its position: `rank` puts a cause before its effect if both happened in one millisecond. */
type Placed = { readonly entry: TimelineEntry; readonly place: readonly [at: number, rank: number, seq: string] };

/** The timeline of a payment, from all tables that have a part of it. */
export function timelineOf(tables: Tables, row: PaymentRow): readonly Placed[] {
  const { payment, history, anomalies, refunds, captures } = row;
  const isOwn = ({ paymentId }: { readonly paymentId: string | null }) => paymentId === payment.id;
  const entries = [
    opened(row),
    ...tables.journal.flatMap((entry, index) => (isOwn(entry) ? [asked(entry, index)] : [])),
    ...[...tables.deliveries.values()].filter(isOwn).map((delivery) => delivered(delivery, payment.provider)),
    ...history.map(changed),
    ...anomalies.flatMap(found),
    ...refunds.flatMap((refund) => refunded(refund, payment.provider)),
    ...captures.map(captured),
    ...disputed(row),
  ];
  return entries.toSorted(by(({ place }) => place));
}

type Shown = Partial<TimelineEntry> & Pick<TimelineEntry, 'at'>;

function placed(kind: EntryKind, rank: number, seq: string, shown: Shown): Placed {
  const nothing = { actor: null, operation: null, outcome: null, reason: null, tookMs: null, reference: null };
  return { place: [shown.at.getTime(), rank, seq], entry: { ...nothing, occurredAt: null, ...shown, kind } };
}

function opened({ payment: { purpose, userId, createdAt } }: PaymentRow): Placed {
  const reference = purpose.kind === 'order' ? purpose.orderId : purpose.gymSlug;
  return placed('opened', 1, '', { at: createdAt, actor: userId, operation: purpose.kind, reference });
}

/** Its position is that of its beginning. */
function asked({ paymentId: _id, recordedAt, kind, ...shown }: JournalRow, index: number): Placed {
  const at = new Date(recordedAt.getTime() - shown.tookMs);
  return placed(kind, kind === 'request' ? 0 : 3, padded(index), { ...shown, at });
}

function delivered({ record, state }: DeliveryRow, provider: string): Placed {
  const { key, eventType, eventId, delivery } = record;
  const shown = { at: delivery.receivedAt, actor: provider, operation: eventType, outcome: state, reference: eventId };
  return placed('delivery', 2, key, shown);
}

function changed({ from, to, cause, occurredAt, recordedAt }: PaymentRow['history'][number], index: number): Placed {
  const shown = { at: recordedAt, actor: cause.kind, operation: from, outcome: to, reference: cause.id, occurredAt };
  return placed('transition', 4, padded(index + 1), shown);
}

function found({ id, kind, subject, recordedAt, resolution }: PurchaseAnomaly): readonly Placed[] {
  const shown = { operation: kind, outcome: subject, reference: id };
  const first = placed('anomaly', 5, id, { ...shown, at: recordedAt });
  if (resolution === null) return [first];
  const { by: actor, reason, at } = resolution;
  return [first, placed('resolution', 6, id, { ...shown, at, actor, reason })];
}

function refunded(refund: PurchaseRefund, provider: string): readonly Placed[] {
  const { id, amount, status, requestedBy, reason, createdAt, updatedAt } = refund;
  const shown = { operation: amount.currency, reference: id };
  const kind = requestedBy === null ? 'refund_elsewhere' : 'refund';
  const began = { ...shown, at: createdAt, actor: requestedBy ?? provider, outcome: String(amount.minor), reason };
  const first = placed(kind, 4, id, began);
  if (status === 'pending') return [first];
  return [first, placed('refund_end', 5, id, { ...shown, at: updatedAt, actor: provider, outcome: status })];
}

function captured({ id, amount, requestedBy, createdAt }: Capture): Placed {
  const shown = { operation: amount.currency, outcome: String(amount.minor), reference: id };
  return placed('capture', 2, id, { ...shown, at: createdAt, actor: requestedBy });
}

function disputed(row: PaymentRow): readonly Placed[] {
  const disputes = row.disputes.flatMap((one) => disputeIn(row, one) ?? []);
  return disputes.map(({ providerDisputeId: id, reason, status, statusAt, createdAt }) => {
    const shown = { actor: row.payment.provider, operation: reason, outcome: status, reference: id };
    return placed('dispute', 5, id, { ...shown, at: createdAt, occurredAt: statusAt });
  });
}

function padded(number: number): string {
  return String(number).padStart(20, '0');
}
