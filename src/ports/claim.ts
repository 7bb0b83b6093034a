/**
 * The right to call the provider for something that it has not answered for yet, a payment without a parent
 * or a refund: held by one caller until it ends, or until its time runs out. All times are the database's.
 */
export type Claim = {
  /** Tells this claim from the next one: whoever lost it can't end or change another's. */
  readonly token: string;
  /** Part of the provider's idempotency key. It rises when nothing can have been made under the last one. */
  readonly round: number;
  /** Calls of this round that may have had their effect; null when there was none. */
  readonly unknown: { readonly calls: number; readonly lastBeganMsAgo: number } | null;
};

/**
 * How a claim ended that made nothing we know of. `refused`: nothing was made, also not by earlier calls
 * of the round: the next claim has a new round. `unknown`: something may have been made. `unchanged`: no
 * call went out, so what was unknown before still is.
 */
export type ClaimEnd = 'refused' | 'unknown' | 'unchanged';

/**
 * As a claim of a payment without a parent may end, too. `abandoned`: what the calls of this round have made was handed
 * to nobody, so that nobody can pay it. The next claim has a new round, and what turns up is closed (`leftover`).
 */
export type OpeningEnd = ClaimEnd | 'abandoned';
