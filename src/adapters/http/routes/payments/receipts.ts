import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { App } from '../../../../app/app.ts';
import type { Received } from '../../../../app/payments/receive-payment.ts';
import { RECEIPT_METHODS } from '../../../../domain/payment/receipt.ts';
import { actorOf } from '../../auth/auth.ts';
import { operationOf } from '../../idempotency.ts';
import { docs } from '../../openapi/route-docs.ts';
import {
  LowerCurrency,
  MinorAmount,
  oneOf,
  optional,
  succeed,
  success,
  Timestamp,
  text,
  textOrNull,
  timestamp,
  Uuid,
} from '../../wire/fields.ts';
import { PaymentParams, PaymentStatus } from './payment.ts';
import { PAYMENTS_SCOPE } from './words.ts';

const RECEIVE_PAYMENT = docs({
  id: 'receivePayment',
  tag: 'Payments',
  summary: 'Confirm that money for a payment has come',
  description:
    'For payments of a provider whose `confirmed_by` is `operator`, such as `desk`: a person took the money. All that is ' +
    'missing, or a part of it: parts add up, and the payment is `processing` until the rest has come. Money for a ' +
    'cancelled payment counts, too, and is an anomaly. A refund of such a payment has succeeded when it is requested: the ' +
    'operator hands the money back.',
  scope: 'payments:manage',
  fails: [
    ...(['invalid', 'scope_missing', 'payment_not_found', 'conflict', 'unsupported'] as const),
    ...(['credentials_unusable', 'provider_not_configured'] as const),
  ],
  field: 'amount',
  says: {
    ...PAYMENTS_SCOPE,
    conflict: 'The payment is succeeded: nothing of it is missing',
    unsupported: 'stripe itself says what was paid: sync the payment to ask it',
  },
});

const ReceiptMethodField = oneOf(RECEIPT_METHODS, 'How the money came.', 'ReceiptMethod');

const ReceiptBody = Type.Object(
  {
    amount: optional({
      ...MinorAmount,
      description: "In minor units of the payment's currency; by default all that is missing.",
    }),
    method: optional(ReceiptMethodField),
    note: optional(text(256, 'For people to read: it stands in the audit.')),
  },
  { title: 'ReceivePaymentRequest', examples: [{ amount: 500, method: 'cash', note: 'Paid at the counter by Jane' }] },
);

const ReceiptView = Type.Object(
  {
    id: { ...Uuid, description: 'Also the `provider_payment_id` of the attempt, which a refund can name.' },
    payment_id: Uuid,
    amount: MinorAmount,
    currency: LowerCurrency,
    method: Type.Union([ReceiptMethodField, Type.Null()], { description: 'Null where the request does not say.' }),
    note: textOrNull('The note of the request.'),
    payment_status: PaymentStatus,
    created_at: Timestamp,
  },
  { title: 'Receipt' },
);
type ReceiptView = Static<typeof ReceiptView>;

const EXAMPLE: ReceiptView = {
  id: '990e8400-e29b-41d4-a716-446655440000',
  payment_id: '660e8400-e29b-41d4-a716-446655440000',
  amount: 500,
  currency: 'jpy',
  method: 'cash',
  note: 'Paid at the counter by Jane',
  payment_status: 'processing',
  created_at: '2024-01-01T00:00:00',
};

const ReceiptAnswer = success(ReceiptView, { description: 'The money is recorded.', example: EXAMPLE });

function showReceipt({ receipt, payment }: Received): ReceiptView {
  const { id, reference, amount, method, note, takenAt } = receipt;
  return {
    id,
    payment_id: reference,
    amount: amount.minor,
    currency: amount.currency.toLowerCase(),
    method,
    note,
    payment_status: payment.status,
    created_at: timestamp(takenAt),
  };
}

export const paymentReceipts: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const receive = { ...RECEIVE_PAYMENT, params: PaymentParams, body: ReceiptBody, response: { 201: ReceiptAnswer } };
  const options = { schema: receive, config: { idempotent: 'required' } } as const;
  scope.post('/:payment_id/receipts', options, async (request, reply) => {
    const { amount = null, method = null, note = null } = request.body;
    // The key's operation names the receipt, so that a retry finds the one that was recorded.
    const { id: receiptId } = operationOf(request);
    const paymentId = request.params.payment_id.toLowerCase();
    const received = await app.receivePayment(actorOf(request), { receiptId, paymentId, amount, method, note });
    return reply.code(201).send(succeed(showReceipt(received)));
  });
};
