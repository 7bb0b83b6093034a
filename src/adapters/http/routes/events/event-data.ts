import { type Static, Type } from 'typebox';
import type { EventType } from '../../../../domain/event/event.ts';
import { minorTotal, textOrNull, Uuid } from '../../wire/fields.ts';
import { GYM_EXAMPLE, GymView } from '../gyms/gym-view.ts';
import { ORDER_EXAMPLE, OrderView } from '../orders.ts';
import { ANOMALY_EXAMPLE, AnomalyView } from '../payments/anomalies.ts';
import { DeclineView, MethodView } from '../payments/attempts.ts';
import { DISPUTE_EXAMPLE, DisputeView } from '../payments/disputes.ts';
import { PAYMENT_EXAMPLE, PaymentView } from '../payments/payment.ts';
import { REFUND_EXAMPLE, RefundView } from '../payments/refunds.ts';

// The `data` of each event, with the objects as their own routes show them.

const EventPayment = Type.Object(
  {
    ...PaymentView.properties,
    user_id: Type.String({ description: 'The user who pays.' }),
    gym_id: textOrNull('The gym of a checkout; null for a payment of an order.'),
    provider: Type.String({ description: 'The payment provider.' }),
    amount_refunded: minorTotal('In minor units of the currency.'),
    decline: Type.Union([DeclineView, Type.Null()], {
      description: 'Why the attempt was declined that made the payment fail; null otherwise.',
    }),
    method: Type.Union([MethodView, Type.Null()], {
      description: 'What the customer paid with, or tried to; null where the provider does not say.',
    }),
  },
  { title: 'EventPayment', description: 'The payment as it was at the moment of the event.' },
);
export type EventPayment = Static<typeof EventPayment>;

const aboutPayment = {
  sequence: Type.Integer({
    minimum: 1,
    description:
      "Counts the payment's events from 1, without a gap: a receiver can ignore what is older than what it has.",
  }),
  payment: EventPayment,
};

export const PaymentEventData = Type.Object(aboutPayment, { title: 'PaymentEventData' });
export const RefundEventData = Type.Object({ ...aboutPayment, refund: RefundView }, { title: 'RefundEventData' });
export const DisputeEventData = Type.Object({ ...aboutPayment, dispute: DisputeView }, { title: 'DisputeEventData' });
export const AnomalyEventData = Type.Object({ ...aboutPayment, anomaly: AnomalyView }, { title: 'AnomalyEventData' });
export const OrderEventData = Type.Object(
  {
    order: OrderView,
    payment_id: textOrNull('The payment that paid the order, or was cancelled with it; null where there was none.', {
      format: 'uuid',
    }),
  },
  { title: 'OrderEventData' },
);
export const GymEventData = Type.Object({ gym: GymView }, { title: 'GymEventData' });
export const TestEventData = Type.Object({ endpoint_id: Uuid }, { title: 'TestEventData' });

/** Of the events that are stored. The more particular comes first. */
export const EventData = Type.Union([
  RefundEventData,
  DisputeEventData,
  AnomalyEventData,
  PaymentEventData,
  OrderEventData,
  GymEventData,
]);
export type EventData = Static<typeof EventData>;

const PAID: EventPayment = {
  ...PAYMENT_EXAMPLE,
  user_id: 'user-1',
  gym_id: null,
  provider: 'stripe',
  amount_refunded: 0,
  decline: null,
  method: { type: 'card', brand: 'visa', last4: '4242', installments: null },
};
const OPEN: EventPayment = { ...PAID, status: 'pending', method: null };
const FAILED: EventPayment = {
  ...PAID,
  status: 'failed',
  decline: { code: 'insufficient_funds', provider_code: 'insufficient_funds' },
};
const REFUNDED: EventPayment = { ...PAID, amount_refunded: REFUND_EXAMPLE.amount };

/** The `data` of an example of each type. */
export const EVENT_EXAMPLES = {
  'payment.created': { sequence: 1, payment: OPEN },
  'payment.processing': { sequence: 2, payment: { ...OPEN, status: 'processing' } },
  'payment.failed': { sequence: 2, payment: FAILED },
  'payment.succeeded': { sequence: 3, payment: PAID },
  'payment.cancelled': { sequence: 2, payment: { ...OPEN, status: 'cancelled' } },
  'refund.pending': { sequence: 4, payment: PAID, refund: { ...REFUND_EXAMPLE, status: 'pending' } },
  'refund.succeeded': { sequence: 5, payment: REFUNDED, refund: REFUND_EXAMPLE },
  'refund.failed': { sequence: 6, payment: PAID, refund: { ...REFUND_EXAMPLE, status: 'failed' } },
  'dispute.opened': { sequence: 4, payment: PAID, dispute: DISPUTE_EXAMPLE },
  'dispute.closed': { sequence: 5, payment: PAID, dispute: { ...DISPUTE_EXAMPLE, status: 'won' } },
  'anomaly.found': {
    sequence: 4,
    payment: PAID,
    anomaly: { ...ANOMALY_EXAMPLE, resolved_at: null, resolved_by: null, reason: null },
  },
  'anomaly.resolved': { sequence: 5, payment: PAID, anomaly: ANOMALY_EXAMPLE },
  'order.paid': { order: { ...ORDER_EXAMPLE, status: 'paid' }, payment_id: PAYMENT_EXAMPLE.id },
  'order.cancelled': { order: { ...ORDER_EXAMPLE, status: 'cancelled' }, payment_id: null },
  'gym.needs_reconnect': { gym: { ...GYM_EXAMPLE, needs_reconnect: true } },
} as const satisfies Record<EventType, EventData>;
