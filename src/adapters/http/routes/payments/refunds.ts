import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { App } from '../../../../app/app.ts';
import { REFUND_STATUSES, type Refund } from '../../../../domain/payment/refund.ts';
import { actorOf } from '../../auth/auth.ts';
import { operationOf } from '../../idempotency.ts';
import { docs } from '../../openapi/route-docs.ts';
import {
  LowerCurrency,
  MinorAmount,
  oneOf,
  optional,
  Printable,
  succeed,
  success,
  Timestamp,
  text,
  textOrNull,
  timestamp,
  Uuid,
} from '../../wire/fields.ts';
import { PageQuery, page, paginationOf } from '../../wire/pagination.ts';
import { PaymentParams } from './payment.ts';
import { CALLS_PROVIDER, PAYMENTS_SCOPE, READING_SCOPE } from './words.ts';

const REFUND_PAYMENT = docs({
  id: 'refundPayment',
  tag: 'Payments',
  summary: 'Refund a payment',
  description:
    'The whole remaining amount, or a part of it. One payment can have several refunds; their sum never exceeds what ' +
    'was captured. A refund can stay `pending` for days, and one that succeeded can still fail. After a 5xx, a retry ' +
    'with the same key finishes the same refund.',
  scope: 'payments:manage',
  fails: ['invalid', 'scope_missing', 'payment_not_found', 'conflict', 'unsupported', ...CALLS_PROVIDER],
  field: 'amount',
  says: { ...PAYMENTS_SCOPE, conflict: 'At most 400 can be refunded, in minor units' },
});

const LIST_REFUNDS = docs({
  id: 'listRefunds',
  tag: 'Payments',
  summary: 'List the refunds of a payment',
  description: "Newest first, in pages, including refunds that were made in the provider's dashboard.",
  scope: 'payments:read',
  fails: ['invalid', 'scope_missing', 'payment_not_found'],
  field: 'limit',
  says: READING_SCOPE,
});

const RefundBody = Type.Object(
  {
    amount: optional({
      ...MinorAmount,
      description: "In minor units of the payment's currency; by default the whole remaining amount.",
    }),
    reason: optional(text(256, 'The reason, for people to read.')),
    provider_payment_id: optional({
      ...Printable,
      description:
        'The attempt to refund (see the details), when a payment has several; by default those that made the payment ' +
        'succeed. A refund that is larger than one attempt is split over several.',
    }),
  },
  { title: 'RefundPaymentRequest', examples: [{ amount: 500, reason: 'One of two towels was torn' }] },
);

export const RefundView = Type.Object(
  {
    id: Uuid,
    payment_id: Uuid,
    amount: MinorAmount,
    currency: LowerCurrency,
    status: oneOf(REFUND_STATUSES, 'A refund that succeeded can still fail days later.', 'RefundStatus'),
    reason: textOrNull('The reason that the request gave.'),
    created_at: Timestamp,
  },
  { title: 'Refund' },
);
export type RefundView = Static<typeof RefundView>;

export const REFUND_EXAMPLE: RefundView = {
  id: '770e8400-e29b-41d4-a716-446655440000',
  payment_id: '660e8400-e29b-41d4-a716-446655440000',
  amount: 500,
  currency: 'jpy',
  status: 'succeeded',
  reason: 'One of two towels was torn',
  created_at: '2024-01-01T00:00:00',
};

const RefundAnswer = success(RefundView, {
  description: 'The refund is created at the provider.',
  example: REFUND_EXAMPLE,
});
const RefundListAnswer = success(page(RefundView, 'RefundPage'), {
  description: 'A page of refunds.',
  example: { items: [REFUND_EXAMPLE], next_cursor: null },
});

export function showRefund(refund: Refund): RefundView {
  const { amount } = refund;
  return {
    id: refund.id,
    payment_id: refund.paymentId,
    amount: amount.minor,
    currency: amount.currency.toLowerCase(),
    status: refund.status,
    reason: refund.reason,
    created_at: timestamp(refund.createdAt),
  };
}

/** A refund with what an operator needs to explain it. */
export const DetailedRefundView = Type.Object(
  {
    ...RefundView.properties,
    part_of: Type.Union([Uuid, Type.Null()], {
      description: 'The refund that this is a part of, when it was split over several attempts; null otherwise.',
    }),
    provider_payment_id: Type.String({ description: 'The attempt that is refunded.' }),
    provider_refund_id: textOrNull("The provider's id; null until the provider has answered."),
    requested_by: textOrNull("The user who requested it; null when it was made in the provider's dashboard."),
    updated_at: Timestamp,
  },
  { title: 'DetailedRefund' },
);
export type DetailedRefundView = Static<typeof DetailedRefundView>;

export function showDetailedRefund(refund: Refund): DetailedRefundView {
  return {
    ...showRefund(refund),
    part_of: refund.partOf,
    provider_payment_id: refund.providerPaymentId,
    provider_refund_id: refund.providerRefundId,
    requested_by: refund.requestedBy,
    updated_at: timestamp(refund.updatedAt),
  };
}

export const paymentRefunds: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const refund = { ...REFUND_PAYMENT, params: PaymentParams, body: RefundBody, response: { 201: RefundAnswer } };
  scope.post('/:payment_id/refunds', { schema: refund, config: { idempotent: 'required' } }, async (request, reply) => {
    const { amount = null, reason = null, provider_payment_id: providerPaymentId = null } = request.body;
    // The key's operation names the refund, so that a retry finds the one that was begun.
    const { id: refundId } = operationOf(request);
    const paymentId = request.params.payment_id.toLowerCase();
    const made = await app.refundPayment(actorOf(request), { refundId, paymentId, amount, reason, providerPaymentId });
    return reply.code(201).send(succeed(showRefund(made)));
  });

  const list = { ...LIST_REFUNDS, params: PaymentParams, querystring: PageQuery, response: { 200: RefundListAnswer } };
  scope.get('/:payment_id/refunds', { schema: list }, async (request) => {
    const paymentId = request.params.payment_id.toLowerCase();
    const { items, nextCursor } = await app.listRefunds(actorOf(request), paymentId, paginationOf(request.query));
    return succeed({ items: items.map(showRefund), next_cursor: nextCursor });
  });
};
