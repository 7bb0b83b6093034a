import { isOpen } from '../../domain/payment/fact.ts';
import type { Payment } from '../../domain/payment/payment.ts';
import type { CheckEnd } from '../../ports/store/checks.ts';
import { SCHEDULE } from '../checks.ts';
import type { Context } from '../context.ts';
import { toError } from '../failure.ts';
import { accessById } from '../providers/access.ts';
import { endOf } from '../recording/forgotten.ts';
import { recordAndClose } from '../recording/record-and-close.ts';

/**
 * Takes the money that a buyer has agreed to, at a provider where the service has to ask for it. A payment that has ended, or
 * whose order has, is left alone: without this call no money moves.
 * @throws DomainError what a provider's failure becomes.
 */
export async function completePayment(context: Context, paymentId: string): Promise<CheckEnd> {
  const payment = await context.store.findPayment(paymentId);
  if (payment === null || !isOpen(payment.status)) return 'done';
  const { id, parentId, provider: name } = payment;
  if (parentId === null) return 'done';
  // An earlier call may have taken the money, and this check alone says that the buyer agreed: it ends with the payment.
  if (!(await isWanted(context, payment))) return 'again';
  const { provider, credentials } = await accessById(context, payment.accountId);
  const answer = await provider.complete(credentials, { parentId, idempotencyKey: `${id}-complete` });
  const outcome = await endOf(context, payment, answer);
  if (outcome.kind !== 'ok') throw toError(context, outcome, { paymentId: id, provider: name });
  const { report } = outcome.value;
  const { status } = await recordAndClose(context, payment, report, SCHEDULE);
  return isOpen(status) && report.awaitsCompletion ? 'again' : 'done';
}

async function isWanted({ store }: Context, { purpose }: Payment): Promise<boolean> {
  if (purpose.kind === 'checkout') return true;
  return (await store.findOrder(purpose.orderId))?.status === 'pending';
}
