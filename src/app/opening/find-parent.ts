import type { Payment } from '../../domain/payment.ts';
import type { Claim } from '../../domain/purchase/calls.ts';
import type { Failure } from '../../ports/outcome.ts';
import type { Parent } from '../../ports/payment-provider.ts';
import { keepTrying, leaseEnd } from '../keep-trying.ts';
import type { Opening } from '../providers/access.ts';
import { untilShownMs } from '../providers/unknown-call.ts';
import { closeUnused } from './close-unused.ts';
import { type HandOver, takeParent } from './take-parent.ts';

/**
 * What a search for the parent of a lost call came to. `nothing`: no search will ever show one, since the call made none
 * or since searches are refused here. `not_yet`: this one shows none, and may not show what was made as late as that.
 */
export type Found =
  | { readonly kind: 'adopted'; readonly handOver: HandOver }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'not_yet' | 'failed'; readonly failure: Failure };

/**
 * Asks the provider what the calls with an unknown outcome have made, and makes it the payment's: what a lost call
 * has made is as good as what another one would make. The claim is ours, and stays so where nothing was adopted.
 * @throws DomainError `provider_rejected` when what was found does not fit; the claim is given back.
 */
export async function findParent(opening: Opening, payment: Payment, claim: Claim): Promise<Found> {
  const { context, access } = opening;
  const untilMs = leaseEnd(context);
  const found = await access.provider.find(access.credentials, payment.id);
  const waitMs = untilShownMs(context, access.provider, claim);
  if (found.kind !== 'ok')
    return found.kind === 'rejected' && waitMs <= 0 ? { kind: 'nothing' } : { kind: 'failed', failure: found };
  const [first, ...others] = payableFirst(found.value);
  if (first !== undefined) {
    const take = () => takeParent(opening, payment, claim, first);
    return adopt(opening, payment, others, () => keepTrying(context, untilMs, take));
  }
  return waitMs <= 0 ? { kind: 'nothing' } : { kind: 'not_yet', failure: lagging(waitMs) };
}

function lagging(waitMs: number): Failure {
  const reason = 'an earlier call may have made what a search does not show yet';
  return { kind: 'not_sent', reason, retryAfterSeconds: Math.ceil(waitMs / 1000) };
}

/** The one that is taken is the payment's before any other is closed: what the provider reports of those is not about it then. */
async function adopt(
  { context, access }: Opening,
  payment: Payment,
  others: readonly Parent[],
  take: () => Promise<HandOver>,
): Promise<Found> {
  try {
    return { kind: 'adopted', handOver: await take() };
  } finally {
    for (const other of others) await closeUnused(context, access, payment, other);
  }
}

/** Those that have ended come last: a customer is better served by one that can be paid. */
function payableFirst(parents: readonly Parent[]): readonly Parent[] {
  const hasEnded = ({ report }: Parent) => Number(report.fact?.kind === 'cancelled');
  return parents.toSorted((a, b) => hasEnded(a) - hasEnded(b));
}
