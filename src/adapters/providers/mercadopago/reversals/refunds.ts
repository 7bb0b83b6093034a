import type { RefundReport, RefundStatus } from '../../../../domain/payment/refund.ts';
import { type Outcome, ok } from '../../../../ports/outcome.ts';
import type { RefundRequest } from '../../../../ports/payment-provider/requests.ts';
import { timeOrNull } from '../../shared/json.ts';
import type { Client } from '../calls/client.ts';
import { unanswered } from '../calls/errors.ts';
import { exactId } from '../calls/ids.ts';
import { fromWire, refusal, toWire } from '../money.ts';

/** https://www.mercadopago.com/developers/en/reference/chargebacks/_payments_id_refunds/post, 2026-11-21. An open set. */
const STATUS: Readonly<Record<string, RefundStatus>> = {
  approved: 'succeeded',
  in_process: 'pending',
  pending: 'pending',
  processing: 'pending',
  authorized: 'pending',
  rejected: 'failed',
  cancelled: 'failed',
  canceled: 'failed',
};

/**
 * Without it a refund under way, such as one of a Pix payment, is answered with 400, and left out of lists.
 * https://www.mercadopago.com.br/developers/en/docs/checkout-api/payment-management/cancellations-and-refunds/refund-pix, 2026-11-28
 */
const SHOW_IN_PROCESS = { 'X-Render-In-Process-Refunds': 'true' } as const;

const PAYMENT_ID = /^\d{1,20}$/;
const NOT_A_REFUND = unanswered('the answer is not a refund');

/** `X-Idempotency-Key` is documented and required here; refunds carry nothing else by which they could be found. */
export async function refund(client: Client, request: RefundRequest): Promise<Outcome<RefundReport>> {
  const { amount, providerPaymentId, idempotencyKey } = request;
  const refused = refusal(amount);
  if (refused !== null) return { kind: 'rejected', about: 'amount', reason: refused.reason };
  if (!PAYMENT_ID.test(providerPaymentId)) return noSuchPayment;
  const body = { amount: toWire(amount) };
  const answer = await client.call(
    ({ PaymentRefund }, config) => new PaymentRefund(config).create({ payment_id: providerPaymentId, body }),
    { idempotencyKey, headers: SHOW_IN_PROCESS, asked: 'refund' },
  );
  if (answer.kind !== 'ok') return answer;
  const made = readRefund(answer.value, { providerPaymentId, currency: amount.currency });
  return made === null ? NOT_A_REFUND : ok(made);
}

/** All refunds of a payment, as they are shown: those that take their time, too. */
export async function fetchRefunds(client: Client, paymentId: string): Promise<Outcome<readonly unknown[]>> {
  const answer = await client.call(
    ({ PaymentRefund }, config) => new PaymentRefund(config).list({ payment_id: paymentId }),
    { headers: SHOW_IN_PROCESS },
  );
  if (answer.kind !== 'ok') return answer;
  return Array.isArray(answer.value) ? ok(answer.value) : unanswered('the answer is not a list of refunds');
}

/** Whose refund it is: refunds name neither their payment for certain nor their currency. */
type Owner = { readonly providerPaymentId: string; readonly currency: unknown };

/** Null when the value isn't a refund. Its amount is null when it can't be read. */
export function readRefund(value: unknown, { providerPaymentId, currency }: Owner): RefundReport | null {
  const { id, amount, status, reason, date_created }: Readonly<Record<string, unknown>> = Object(value);
  const providerRefundId = exactId(id);
  if (providerRefundId === null) return null;
  const word = String(status);
  return {
    kind: 'refund',
    providerRefundId,
    providerPaymentId,
    reference: null,
    isAnonymous: true,
    amount: fromWire(amount, currency),
    status: (Object.hasOwn(STATUS, word) ? STATUS[word] : undefined) ?? null,
    madeAt: timeOrNull(date_created),
    reason: typeof reason === 'string' && reason !== '' ? reason.slice(0, 256) : null,
  };
}

/** One that is shown without an id: money may go back, and an operator has to look which. */
export function unreadableRefund(providerPaymentId: string): RefundReport {
  const nothing = { reference: null, amount: null, status: null, reason: null, madeAt: null } as const;
  return { kind: 'refund', providerRefundId: providerPaymentId, providerPaymentId, isAnonymous: true, ...nothing };
}

const noSuchPayment = { kind: 'rejected', about: 'request', reason: 'There is no such payment' } as const;
