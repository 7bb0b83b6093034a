import { DomainError } from '../domain/error.ts';
import type { Payment } from '../domain/payment.ts';
import type { Report } from '../domain/report.ts';
import type { Cause } from '../ports/store.ts';
import { type Access, accessById } from './access.ts';
import type { Context } from './context.ts';
import { toError } from './failure.ts';
import { recordReport } from './record-report.ts';

/**
 * Ends an open payment at its provider, so that nobody can pay it any more. What the provider then says
 * is recorded: it may turn out to be paid.
 * @throws DomainError `conflict` while it is just being opened; what a provider's failure becomes.
 */
export async function closePayment(context: Context, payment: Payment, cause: Cause): Promise<Payment> {
  const access = await accessById(context, payment.accountId);
  const parentIds = payment.parentId === null ? await findParents(context, access, payment) : [payment.parentId];
  let closed: Payment = payment;
  for (const parentId of parentIds) closed = await closeParent(context, access, payment, parentId, cause);
  if (parentIds.length > 0) return closed;
  const recorded = await recordReport(context, payment, neverOpened(context, payment), cause);
  return recorded.payment;
}

/** What carries our reference, when an earlier call may have made a parent that we don't know of. */
async function findParents(context: Context, access: Access, payment: Payment): Promise<readonly string[]> {
  const { claimed, payment: now } = await context.store.claimOpening(payment.id, context.settings.leaseMs);
  if (now.parentId !== null) return [now.parentId];
  if (claimed === null) throw new DomainError('conflict', 'The payment is being opened; try again in a moment');
  if (claimed.before !== 'unknown') return [];
  const found = await access.provider.find(access.credentials, payment.id);
  if (found.kind === 'ok') return found.value.map(({ parentId }) => parentId);
  await context.store.endOpening(payment.id, 'unknown');
  throw toError(context, found, { paymentId: payment.id, provider: payment.provider });
}

async function closeParent(context: Context, access: Access, payment: Payment, parentId: string, cause: Cause) {
  const outcome = await access.provider.close(access.credentials, parentId);
  if (outcome.kind !== 'ok') throw toError(context, outcome, { paymentId: payment.id, provider: payment.provider });
  const recorded = await recordReport(context, payment, outcome.value.report, cause);
  return recorded.payment;
}

/** Nothing was ever opened, so nothing can be paid: our own clock is the only one there is. */
function neverOpened({ world }: Context, payment: Payment): Report {
  return {
    reference: payment.id,
    parentId: null,
    intentId: null,
    accountMatches: true,
    fact: { kind: 'cancelled', occurredAt: world.now() },
    attempt: null,
    unknownStatus: null,
    source: 'state',
  };
}
