import type { Payment } from '../../domain/payment/payment.ts';
import type { Cause } from '../../domain/purchase/decision.ts';
import type { Parent } from '../../ports/payment-provider.ts';
import type { Context } from '../context.ts';
import { toError } from '../failure.ts';
import { type Access, accessById } from '../providers/access.ts';
import { recordAndClose } from './record-and-close.ts';

/**
 * Asks the provider how a payment with a parent is now, and commits the answer.
 * @throws DomainError what a provider's failure becomes.
 */
export async function askProvider(context: Context, payment: Payment, cause: Cause): Promise<Payment> {
  const { report } = await fetchParent(context, await accessById(context, payment.accountId), payment);
  return recordAndClose(context, payment, report, cause);
}

/** What the provider shows of a payment's parent now. @throws DomainError as `askProvider` does. */
export async function fetchParent(context: Context, access: Access, payment: Payment): Promise<Parent> {
  const about = { paymentId: payment.id, provider: payment.provider };
  const outcome = await access.provider.fetch(access.credentials, payment.parentId ?? '');
  if (outcome.kind !== 'ok') throw toError(context, outcome, about);
  if (outcome.value === null)
    throw toError(context, { kind: 'rejected', about: 'request', reason: 'the parent is gone' }, about);
  return outcome.value;
}
