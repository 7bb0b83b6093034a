import { endsForgotten, isOfForgotten } from '../../domain/payment/forgotten.ts';
import type { Payment } from '../../domain/payment/payment.ts';
import type { Failure, Outcome } from '../../ports/outcome.ts';
import type { Parent } from '../../ports/payment-provider/requests.ts';
import type { Context } from '../context.ts';

/**
 * The answer of a call that may have ended a payment's parent, unless it says only that the parent is not there and that is no
 * end of this payment: then nothing is known.
 */
export async function endOf(context: Context, payment: Payment, answer: Outcome<Parent>): Promise<Outcome<Parent>> {
  const isForgotten = answer.kind === 'ok' && isOfForgotten(payment, answer.value.report);
  return isForgotten ? ((await whyNotEnded(context, payment)) ?? answer) : answer;
}

/**
 * Why a payment has not ended though its provider does not show its parent; null where it has. The payment is read anew, and after
 * the check: a worker that ends the check has recorded the status before. Another commit can still come between this and the
 * record of the end. That is harmless: `succeeded` beats `cancelled`, money that comes later is the anomaly `paid_after_cancel`, and
 * after an agreement no money moves, since the service does not complete a cancelled payment.
 */
export async function whyNotEnded({ store }: Context, payment: Payment): Promise<Failure | null> {
  const isAgreed = await store.hasCheck('completion', payment.id);
  const present = (await store.findPayment(payment.id)) ?? payment;
  return endsForgotten(present, isAgreed) ? null : MISSING;
}

const MISSING: Failure = {
  kind: 'unknown',
  reason: 'the provider does not show a parent whose money, or whose buyer’s agreement, it has shown',
};
