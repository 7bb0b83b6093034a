import type { Event, EventType, PaymentSnapshot } from '../../src/domain/event/event.ts';
import { money } from '../../src/domain/money/money.ts';
import type { Dispute } from '../../src/domain/payment/dispute.ts';
import type { Refund } from '../../src/domain/payment/refund.ts';
import type { PurchaseAnomaly } from '../../src/domain/purchase/purchase.ts';
import { anAttempt, at } from '../domain/builders.ts';
import { aGym, anOrder, anOrderPayment, PAYMENT_ID } from './harness.ts';

const snapshot: PaymentSnapshot = {
  payment: anOrderPayment({ status: 'failed' }),
  refundedMinor: 100,
  attempt: anAttempt({
    decline: { code: 'insufficient_funds', providerCode: 'no_funds' },
    method: { type: 'card', brand: 'visa', last4: '4242', installments: 3 },
  }),
};
const refund: Refund = {
  id: '770e8400-e29b-41d4-a716-446655440000',
  paymentId: PAYMENT_ID,
  accountId: 'account-1',
  partOf: null,
  providerPaymentId: 'pi_xxx',
  amount: money(500, 'JPY'),
  status: 'succeeded',
  reason: 'torn',
  requestedBy: 'user-1',
  providerRefundId: 're_xxx',
  createdAt: at(0),
  updatedAt: at(1),
};
const dispute: Dispute = {
  paymentId: PAYMENT_ID,
  accountId: 'account-1',
  providerDisputeId: 'du_xxx',
  providerPaymentId: 'pi_xxx',
  amount: money(500, 'JPY'),
  reason: null,
  status: 'open',
  statusAt: at(0),
  createdAt: at(1),
};
const anomaly: PurchaseAnomaly = {
  id: '880e8400-e29b-41d4-a716-446655440000',
  kind: 'amount_mismatch',
  subject: 'pi_xxx',
  detail: { expected: 1_000, found: 10, currency: null },
  recordedAt: at(0),
  resolution: { by: 'operator-1', reason: 'looked at it', at: at(1) },
};

const EVENTS = {
  'payment.created': { type: 'payment.created', snapshot: { ...snapshot, attempt: null } },
  'payment.processing': { type: 'payment.processing', snapshot },
  'payment.failed': { type: 'payment.failed', snapshot },
  'payment.succeeded': { type: 'payment.succeeded', snapshot },
  'payment.cancelled': { type: 'payment.cancelled', snapshot },
  'refund.pending': { type: 'refund.pending', snapshot, refund },
  'refund.succeeded': { type: 'refund.succeeded', snapshot, refund },
  'refund.failed': { type: 'refund.failed', snapshot, refund },
  'dispute.opened': { type: 'dispute.opened', snapshot, dispute },
  'dispute.closed': { type: 'dispute.closed', snapshot, dispute },
  'anomaly.found': { type: 'anomaly.found', snapshot, anomaly },
  'anomaly.resolved': { type: 'anomaly.resolved', snapshot, anomaly },
  'order.paid': { type: 'order.paid', order: anOrder({ status: 'paid' }), paymentId: PAYMENT_ID },
  'order.cancelled': { type: 'order.cancelled', order: anOrder(), paymentId: null },
  'gym.needs_reconnect': { type: 'gym.needs_reconnect', gym: aGym({ needsReconnect: true }) },
} as const satisfies Record<EventType, Event>;

/** An event of this type, with all that it can have. */
export function anEventOf(type: EventType): Event {
  return EVENTS[type];
}
