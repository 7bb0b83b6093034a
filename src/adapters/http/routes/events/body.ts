import type { Event, PaymentSnapshot } from '../../../../domain/event/event.ts';
import type { EventWriter } from '../../../../ports/store/events.ts';
import { showGym } from '../gyms/gym-view.ts';
import { showOrder } from '../orders.ts';
import { showAnomaly } from '../payments/anomalies.ts';
import { showDecline, showMethod } from '../payments/attempts.ts';
import { showDispute } from '../payments/disputes.ts';
import { showPayment } from '../payments/payment.ts';
import { showRefund } from '../payments/refunds.ts';
import type { EventData, EventPayment } from './event-data.ts';

/** The body of an outgoing webhook, with the objects as their own routes show them. */
export const writeEvent: EventWriter = (event, { sequence, recordedAt }) =>
  JSON.stringify({ type: event.type, timestamp: recordedAt.toISOString(), data: dataOf(event, sequence) });

function dataOf(event: Event, sequence: number | null): EventData {
  if ('order' in event) return { order: showOrder(event.order), payment_id: event.paymentId };
  if ('gym' in event) return { gym: showGym(event.gym) };
  if (sequence === null) throw new Error('an event about a payment has a sequence');
  const about = { sequence, payment: showSnapshot(event.snapshot) };
  if ('refund' in event) return { ...about, refund: showRefund(event.refund) };
  if ('dispute' in event) return { ...about, dispute: showDispute(event.dispute) };
  return 'anomaly' in event ? { ...about, anomaly: showAnomaly(event.anomaly) } : about;
}

/** A decline has no advice here: which language its reader has isn't known. */
function showSnapshot({ payment, refundedMinor, attempt }: PaymentSnapshot): EventPayment {
  return {
    ...showPayment(payment),
    user_id: payment.userId,
    gym_id: payment.purpose.kind === 'checkout' ? payment.purpose.gymSlug : null,
    provider: payment.provider,
    amount_refunded: refundedMinor,
    decline: attempt?.decline ? showDecline(attempt.decline) : null,
    method: attempt?.method ? showMethod(attempt.method) : null,
  };
}
