import type { Payment } from '../domain/payment.ts';
import type { Cause } from '../ports/store.ts';
import { accessById } from './access.ts';
import type { Context } from './context.ts';
import { toError } from './failure.ts';
import { settleReport } from './settle-report.ts';

/**
 * Asks the provider how a payment with a parent is now, and commits the answer.
 * @throws DomainError what a provider's failure becomes.
 */
export async function askProvider(context: Context, payment: Payment, cause: Cause): Promise<Payment> {
  const { provider, credentials } = await accessById(context, payment.accountId);
  const about = { paymentId: payment.id, provider: payment.provider };
  const outcome = await provider.fetch(credentials, payment.parentId ?? '');
  if (outcome.kind !== 'ok') throw toError(context, outcome, about);
  if (outcome.value === null)
    throw toError(context, { kind: 'rejected', about: 'request', reason: 'the parent is gone' }, about);
  return settleReport(context, payment, outcome.value.report, cause);
}
