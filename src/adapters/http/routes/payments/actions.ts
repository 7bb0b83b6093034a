import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { App } from '../../../../app/app.ts';
import { actorOf } from '../../auth/auth.ts';
import { docs } from '../../openapi/route-docs.ts';
import { MinorAmount, optional, succeed } from '../../wire/fields.ts';
import { PaymentAnswer, PaymentParams, showPayment } from './payment.ts';
import { CALLS_PROVIDER, PAYMENTS_SCOPE } from './words.ts';

const CANCEL_PAYMENT = docs({
  id: 'cancelPayment',
  tag: 'Payments',
  summary: 'Cancel a payment',
  description:
    'Cancels an open payment: it can no longer be paid, and an authorization is released. A cancelled payment stays ' +
    'cancelled; a paid one can be refunded instead.',
  fails: ['invalid', 'payment_not_found', 'not_yours', 'conflict', ...CALLS_PROVIDER],
  field: 'payment_id',
  says: { not_yours: 'Payment does not belong to user', conflict: 'The payment is succeeded' },
});

const CAPTURE_PAYMENT = docs({
  id: 'capturePayment',
  tag: 'Payments',
  summary: 'Capture a payment',
  description:
    'For payments of orders with `capture_method: "manual"`: they are `processing` until the authorized amount, or a ' +
    'part of it, is captured; the rest is released. A payment is captured once. When a part was captured in the ' +
    "provider's dashboard, capturing exactly that amount accepts it, without another capture.",
  scope: 'payments:manage',
  fails: ['invalid', 'scope_missing', 'payment_not_found', 'conflict', 'unsupported', ...CALLS_PROVIDER],
  field: 'amount',
  says: { ...PAYMENTS_SCOPE, conflict: 'The payment is captured automatically' },
});

type Options = { readonly app: App };

/** A second cancellation finds the payment cancelled; a second capture finds the first by the id of its key. */
const config = { idempotent: true } as const;

export const paymentCancel: FastifyPluginAsyncTypebox<Options> = async (scope, { app }) => {
  const cancel = { ...CANCEL_PAYMENT, params: PaymentParams, response: { 200: PaymentAnswer } };
  const mayReplay = (request: FastifyRequest) => mayChange(app, request);
  scope.post('/:payment_id/cancel', { schema: cancel, config: { ...config, mayReplay } }, async (request) => {
    const payment = await app.cancelPayment(actorOf(request), request.params.payment_id.toLowerCase());
    return succeed(showPayment(payment));
  });
};

/** What its owner may do, and those who manage payments. */
export async function mayChange(app: Pick<App, 'findPaymentToChange'>, request: FastifyRequest): Promise<void> {
  const { payment_id } = request.params as Static<typeof PaymentParams>;
  await app.findPaymentToChange(actorOf(request), payment_id.toLowerCase());
}

const CaptureBody = Type.Object(
  { amount: optional({ ...MinorAmount, description: 'In minor units; by default the whole authorized amount.' }) },
  { title: 'CapturePaymentRequest', examples: [{ amount: 500 }] },
);

export const paymentCapture: FastifyPluginAsyncTypebox<Options> = async (scope, { app }) => {
  const capture = { ...CAPTURE_PAYMENT, params: PaymentParams, body: CaptureBody, response: { 200: PaymentAnswer } };
  scope.post('/:payment_id/capture', { schema: capture, config }, async (request) => {
    const { amount = null } = request.body;
    const paymentId = request.params.payment_id.toLowerCase();
    const captureId = request.operation?.id ?? null;
    return succeed(showPayment(await app.capturePayment(actorOf(request), { captureId, paymentId, amount })));
  });
};
