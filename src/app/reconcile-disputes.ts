import type { CheckEnd } from '../ports/checks.ts';
import { askProvider } from './ask-provider.ts';
import type { Context } from './context.ts';
import { SCHEDULE } from './schedule.ts';

/**
 * Asks how a disputed payment is: how a dispute ended may have been told to nobody.
 * @throws DomainError what a provider's failure becomes.
 */
export async function reconcileDisputes(context: Context, paymentId: string): Promise<CheckEnd> {
  const payment = await context.store.findPayment(paymentId);
  if (payment === null || !(await isDisputed(context, paymentId))) return 'done';
  await askProvider(context, payment, SCHEDULE);
  return (await isDisputed(context, paymentId)) ? 'again' : 'done';
}

async function isDisputed({ store }: Context, paymentId: string): Promise<boolean> {
  return (await store.listDisputes(paymentId)).some(({ status }) => status === 'open');
}
