import type { RefundReport } from '../../../../domain/payment/refund.ts';
import { type Outcome, ok } from '../../../../ports/outcome.ts';
import type { RefundRequest } from '../../../../ports/payment-provider/requests.ts';
import { shortened } from '../../shared/text.ts';
import type { Client } from '../calls/client.ts';
import { judgeRefund, unanswered } from '../calls/errors.ts';
import { refusal, toWire } from '../money.ts';
import { getOrder, orderIdOf } from '../parents/orders.ts';
import { ID, isPayment, paymentsIn, unitOf } from '../payments/wire.ts';
import { readRefund } from './refund.ts';

/** In characters. https://developer.paypal.com/docs/api/payments/v2/#captures_refund, 2026-11-29 */
const MAX_NOTE = 255;

export async function refund(client: Client, request: RefundRequest): Promise<Outcome<RefundReport>> {
  const { amount, providerPaymentId: captureId, idempotencyKey, reference, reason } = request;
  const refused = refusal(amount);
  const wire = toWire(amount);
  if (refused !== null || wire === null)
    return { kind: 'rejected', about: 'amount', reason: refused?.reason ?? 'the amount can not be sent' };
  if (!ID.test(captureId)) return NO_SUCH_PAYMENT;
  const note = reason === null ? {} : { note_to_payer: shortened(reason, MAX_NOTE) };
  const answer = await client.call(
    {
      method: 'POST',
      path: `/v2/payments/captures/${captureId}/refund`,
      // Keys are remembered for 45 days. https://developer.paypal.com/docs/api/payments/v2/#captures_refund, 2026-11-29
      headers: { 'paypal-request-id': idempotencyKey },
      body: JSON.stringify({ amount: wire, custom_id: reference, ...note }),
    },
    judgeRefund,
  );
  if (answer.kind !== 'ok') return answer;
  if (!isPayment(answer.value)) return unanswered('the answer is not a refund');
  return ok(readRefund(answer.value, { captureId, paymentId: null }));
}

/** PayPal lists refunds in their order alone. A list with one that can't be read is no answer: it decides about another. */
export async function listRefunds(client: Client, captureId: string): Promise<Outcome<readonly RefundReport[]>> {
  const orderId = ID.test(captureId) ? await orderIdOf(client, captureId) : ok(null);
  if (orderId.kind !== 'ok') return orderId;
  const order = orderId.value === null ? ok(null) : await getOrder(client, orderId.value);
  if (order.kind !== 'ok') return order;
  const unit = order.value && unitOf(order.value);
  const refunds = unit && paymentsIn(unit, 'refunds');
  if (unit === null || refunds === null) return unanswered('the payment is gone, or its refunds can not be read');
  const all = refunds.map((one) => readRefund(one, { captureId, paymentId: String(unit['custom_id']) }));
  return ok(all.filter(({ providerPaymentId }) => providerPaymentId === captureId));
}

const NO_SUCH_PAYMENT = { kind: 'rejected', about: 'request', reason: 'There is no such payment' } as const;
