import { isPaymentId } from '../../domain/payment/payment.ts';
import type { Journal, Subject } from '../../ports/store/journal.ts';
import { ownerOf, type ProviderId } from './keys.ts';
import type { AtOnce } from './reading/methods.ts';
import type { Tables } from './tables.ts';

/** Requests and provider calls about payments, and how they ended. */
export function createJournal(tables: Tables, now: () => Date): AtOnce<Journal> {
  return {
    writeJournal(accountId, subject, entry) {
      const paymentId = paymentIn(tables, accountId, subject);
      if (paymentId !== null) tables.journal.push({ ...entry, paymentId, recordedAt: now() });
    },
  };
}

/** Null when the account has no payment of this name. */
function paymentIn(tables: Tables, accountId: string | null, subject: Subject): string | null {
  const { paymentId, parentId, providerPaymentId } = subject;
  const named = (kind: ProviderId, id: string | null) =>
    accountId === null || id === null ? null : ownerOf(tables, accountId, kind, id);
  const own = paymentId !== null && isPaymentId(paymentId) ? paymentId : null;
  const id = own ?? named('parent', parentId) ?? named('attempt', providerPaymentId);
  const owner = id === null ? undefined : tables.payments.get(id)?.payment.accountId;
  return owner === undefined || (accountId !== null && owner !== accountId) ? null : id;
}
