import { isOpen } from '../../domain/payment/fact.ts';
import type { Payment } from '../../domain/payment/payment.ts';
import type { Cause } from '../../domain/purchase/decision.ts';
import type { CheckEnd } from '../../ports/store/checks.ts';
import { SCHEDULE } from '../checks.ts';
import type { Context } from '../context.ts';
import { toError } from '../failure.ts';
import { keepTrying, leaseEnd } from '../keep-trying.ts';
import { accessById } from '../providers/access.ts';
import { askProvider } from '../recording/ask-provider.ts';
import { findParent } from './find-parent.ts';

/** A payment after a search. `isKnown`: no lost call can have created anything that the search doesn't show. */
export type Recovered = { readonly payment: Payment; readonly isKnown: boolean };

/**
 * Finds out, outside any request of a customer, how a lost call for a payment's parent ended. A parent that it created is
 * attached, and the customer's next request gets it. Creates nothing. Null while another process is calling the provider.
 * @throws DomainError what a provider's failure becomes.
 */
export async function recoverOpening(context: Context, known: Payment, cause: Cause): Promise<Recovered | null> {
  const { purchases, settings } = context;
  const access = await accessById(context, known.accountId);
  const { payment, lease } = await purchases.leaseOpening(known.id, settings.leaseMs);
  if (payment.parentId !== null) return { payment, isKnown: true };
  if (lease === null) return null;
  const found = lease.unknown === null ? null : await findParent({ context, access, cause }, payment, lease);
  if (found?.kind === 'adopted')
    return { payment: await refreshed(context, found.payable.payment, cause), isKnown: true };
  const end = found?.kind === 'nothing' ? 'abandoned' : 'unchanged';
  await keepTrying(context, leaseEnd(context), () => purchases.endOpening(payment.id, lease, end));
  if (found?.kind === 'failed')
    throw toError(context, found.failure, { paymentId: payment.id, provider: payment.provider });
  return { payment, isKnown: found?.kind !== 'not_yet' };
}

/** A search shows the parent; at some providers it doesn't show whether it was paid. */
async function refreshed(context: Context, payment: Payment, cause: Cause): Promise<Payment> {
  return payment.parentId !== null && isOpen(payment.status) ? askProvider(context, payment, cause) : payment;
}

/** @throws DomainError as `recoverOpening` does. */
export async function checkOpening(context: Context, paymentId: string): Promise<CheckEnd> {
  const payment = await context.store.findPayment(paymentId);
  if (payment === null || payment.parentId !== null) return 'done';
  const recovered = await recoverOpening(context, payment, SCHEDULE);
  return recovered?.isKnown ? 'done' : 'again';
}
