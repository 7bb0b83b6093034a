import type { Payment } from '../../domain/payment/payment.ts';
import type { Lease } from '../../domain/purchase/calls.ts';
import type { Failure } from '../../ports/outcome.ts';
import type { Parent } from '../../ports/payment-provider/requests.ts';
import { keepTrying, leaseEnd } from '../keep-trying.ts';
import type { Access, Opening } from '../providers/access.ts';
import { findParents, msUntilSearchIsReliable } from '../providers/search.ts';
import { attachParent, type PayableOrEnded } from './attach-parent.ts';
import { closeUnused } from './close-unused.ts';

/**
 * The result of a search for the parent of a lost call. `nothing`: no search will ever show one, because the call created
 * none, or because the provider has no searches, or refuses them. `not_yet`: this search shows none, but a later one may.
 */
export type Found =
  | { readonly kind: 'adopted'; readonly payable: PayableOrEnded }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'not_yet' | 'failed'; readonly failure: Failure };

/**
 * Asks the provider for the parent that calls with an unknown outcome may have created, and attaches it to the payment: it is
 * as good as a new one. The process holds the lease, and keeps it if nothing was adopted.
 * @throws DomainError `provider_rejected` when the found parent does not fit; the lease is given back.
 */
export async function findParent(opening: Opening, payment: Payment, lease: Lease): Promise<Found> {
  const { context, access } = opening;
  const untilMs = leaseEnd(context);
  const found = await findParents(access, payment);
  const waitMs = msUntilSearchIsReliable(context, access.provider, lease);
  if (found.kind !== 'ok') return unsearched(access, found, waitMs);
  const [first] = payableFirst(found.value.filter(isOfUse));
  if (first !== undefined) {
    const others = found.value.filter((parent) => parent !== first);
    const take = () => attachParent(opening, payment, lease, first);
    return adopt(opening, payment, others, () => keepTrying(context, untilMs, take));
  }
  const reason = 'an earlier call may have created a parent that a search does not show yet';
  return waitMs <= 0 ? { kind: 'nothing' } : { kind: 'not_yet', failure: lagging(waitMs, reason) };
}

/** The provider showed the handover to the lost call alone: no customer can pay what no customer was given. */
function isOfUse({ handover, report }: Parent): boolean {
  return handover !== '' || report.fact?.kind !== 'pending' || report.attempt !== null;
}

/** A refusal is for good, once earlier calls are over; other credentials may show more. A provider without a search refused nothing. */
function unsearched({ provider }: Access, failure: Failure, waitMs: number): Found {
  const isForGood = failure.kind === 'rejected' && failure.about !== 'credentials';
  if (isForGood && waitMs <= 0) return { kind: 'nothing' };
  const hasSearch = provider.capabilities.searchLagMs !== null;
  return { kind: 'failed', failure: hasSearch ? failure : lagging(waitMs, failure.reason) };
}

function lagging(waitMs: number, reason: string): Failure {
  return { kind: 'not_sent', reason, retryAfterSeconds: Math.ceil(waitMs / 1000) };
}

/** The payment has its parent before the others are closed, so their reports are not taken for its own. */
async function adopt(
  { context, access }: Opening,
  payment: Payment,
  others: readonly Parent[],
  take: () => Promise<PayableOrEnded>,
): Promise<Found> {
  try {
    return { kind: 'adopted', payable: await take() };
  } finally {
    for (const other of others) await closeUnused(context, access, payment, other);
  }
}

/** Parents that have ended come last: one that can be paid is better for the customer. */
function payableFirst(parents: readonly Parent[]): readonly Parent[] {
  const hasEnded = ({ report }: Parent) => Number(report.fact?.kind === 'cancelled');
  return parents.toSorted((a, b) => hasEnded(a) - hasEnded(b));
}
