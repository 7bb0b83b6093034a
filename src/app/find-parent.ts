import type { Payment } from '../domain/payment.ts';
import type { Claim } from '../ports/claim.ts';
import type { Failure } from '../ports/outcome.ts';
import type { Parent } from '../ports/payment-provider.ts';
import { closeUnused } from './close-unused.ts';
import { type HandOver, type Opening, takeParent } from './take-parent.ts';
import { untilShownMs } from './unknown-call.ts';

/**
 * What a search for the parent of a lost call came to. `nothing`: the call made none, for sure. `not_yet`: the search
 * shows none, and may not show what was made as late as that.
 */
export type Found =
  | { readonly kind: 'adopted'; readonly handOver: HandOver }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'not_yet'; readonly waitMs: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * Asks the provider what the calls with an unknown outcome have made, and makes it the payment's: what a lost call
 * has made is as good as what another one would make. The claim is ours, and stays so where nothing was adopted.
 * @throws DomainError `provider_rejected` when what was found does not fit; the claim is given back.
 */
export async function findParent(opening: Opening, payment: Payment, claim: Claim): Promise<Found> {
  const { context, access } = opening;
  const found = await access.provider.find(access.credentials, payment.id);
  if (found.kind !== 'ok') return { kind: 'failed', failure: found };
  const [first, ...others] = payableFirst(found.value);
  if (first !== undefined) return adopt(opening, payment, claim, first, others);
  const waitMs = untilShownMs(context, access.provider, claim);
  return waitMs <= 0 ? { kind: 'nothing' } : { kind: 'not_yet', waitMs };
}

async function adopt(
  opening: Opening,
  payment: Payment,
  claim: Claim,
  first: Parent,
  others: readonly Parent[],
): Promise<Found> {
  for (const other of others) await closeUnused(opening.context, opening.access, payment, other);
  return { kind: 'adopted', handOver: await takeParent(opening, payment, claim, first) };
}

/** Those that have ended come last: a customer is better served by one that can be paid. */
function payableFirst(parents: readonly Parent[]): readonly Parent[] {
  const hasEnded = ({ report }: Parent) => Number(report.fact?.kind === 'cancelled');
  return parents.toSorted((a, b) => hasEnded(a) - hasEnded(b));
}
