import type { TimelineEntry } from '../../../domain/operator/timeline.ts';
import type { Capture } from '../../../domain/payment/capture.ts';
import type { PurchaseAnomaly, PurchaseRefund } from '../../../domain/purchase/purchase.ts';
import { by } from '../order.ts';
import type { DeliveryRow, JournalRow, PaymentRow, Tables } from '../tables.ts';
import { disputeIn } from './payments.ts';

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

function placed(rank: number, seq: string, entry: TimelineEntry): Placed {
  return { place: [entry.at.getTime(), rank, seq], entry };
}

function opened({ payment: { purpose, userId, createdAt } }: PaymentRow): Placed {
  return placed(1, '', { kind: 'opened', at: createdAt, userId, purpose });
}

/** Its position is that of its beginning. */
function asked({ paymentId: _id, recordedAt, ...entry }: JournalRow, index: number): Placed {
  const at = new Date(recordedAt.getTime() - entry.tookMs);
  return placed(entry.kind === 'request' ? 0 : 3, padded(index), { ...entry, at });
}

function delivered({ record, state }: DeliveryRow, provider: string): Placed {
  const { key, eventType, eventId, delivery } = record;
  return placed(2, key, { kind: 'delivery', at: delivery.receivedAt, provider, eventType, eventId, state });
}

function changed({ recordedAt, ...transition }: PaymentRow['history'][number], index: number): Placed {
  return placed(4, padded(index + 1), { kind: 'transition', at: recordedAt, ...transition });
}

function found({ id, kind, subject, recordedAt, resolution }: PurchaseAnomaly): readonly Placed[] {
  const shown = { id, anomaly: kind, subject };
  const first = placed(5, id, { kind: 'anomaly', at: recordedAt, ...shown });
  return resolution === null ? [first] : [first, placed(6, id, { kind: 'resolution', ...shown, ...resolution })];
}

function refunded(refund: PurchaseRefund, provider: string): readonly Placed[] {
  const { id, amount, status, requestedBy, reason, createdAt: at, updatedAt } = refund;
  const first =
    requestedBy === null
      ? placed(4, id, { kind: 'refund_elsewhere', at, id, provider, amount, reason })
      : placed(4, id, { kind: 'refund', at, id, requestedBy, amount, reason });
  if (status === 'pending') return [first];
  const { currency } = amount;
  return [first, placed(5, id, { kind: 'refund_end', at: updatedAt, id, provider, status, currency })];
}

function captured({ id, amount, requestedBy, createdAt }: Capture): Placed {
  return placed(2, id, { kind: 'capture', at: createdAt, id, amount, requestedBy });
}

function disputed(row: PaymentRow): readonly Placed[] {
  const disputes = row.disputes.flatMap((one) => disputeIn(row, one) ?? []);
  const { provider } = row.payment;
  return disputes.map(({ providerDisputeId, reason, status, statusAt, createdAt: at }) =>
    placed(5, providerDisputeId, { kind: 'dispute', at, provider, providerDisputeId, reason, status, statusAt }),
  );
}

function padded(number: number): string {
  return String(number).padStart(20, '0');
}
