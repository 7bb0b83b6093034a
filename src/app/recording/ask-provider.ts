import type { Payment } from '../../domain/payment/payment.ts';
import type { Cause } from '../../domain/purchase/decision.ts';
import type { Parent } from '../../ports/payment-provider/requests.ts';
import type { Context } from '../context.ts';
import { toError } from '../failure.ts';
import { type Access, accessById } from '../providers/access.ts';
import { keepsRecords } from '../providers/records.ts';
import { endOf, whyNotEnded } from './forgotten.ts';
import { recordAndClose } from './record-and-close.ts';

/**
 * Asks the provider how a payment with a parent is now, and commits the answer. What operators confirm is as it is known here.
 * @throws DomainError what a provider's failure becomes.
 */
export async function askProvider(context: Context, payment: Payment, cause: Cause): Promise<Payment> {
  const access = await accessById(context, payment.accountId);
  if (!keepsRecords(access.provider)) return payment;
  const { report } = await fetchParent(context, access, payment);
  return recordAndClose(context, payment, report, cause);
}

/**
 * What the provider shows of a payment's parent now. A provider may forget what was not paid: whether that has ended then is
 * known to `close` alone, which is not called where it would not count.
 * @throws DomainError as `askProvider` does.
 */
export async function fetchParent(context: Context, access: Access, payment: Payment): Promise<Parent> {
  const { provider, credentials } = access;
  const parentId = payment.parentId ?? '';
  const fetched = await provider.fetch(credentials, parentId);
  if (fetched.kind === 'ok' && fetched.value !== null) return fetched.value;
  const outcome =
    fetched.kind === 'ok'
      ? ((await whyNotEnded(context, payment)) ??
        (await endOf(context, payment, await provider.close(credentials, parentId))))
      : fetched;
  if (outcome.kind === 'ok') return outcome.value;
  throw toError(context, outcome, { paymentId: payment.id, provider: payment.provider });
}
