/** The right to call the provider: held by one caller until it ends, or until its time runs out. */
export type Lease = { readonly token: string; readonly beganAt: Date; readonly until: Date };

/** The calls to the provider for something that it has not answered for yet. */
export type Calls = {
  /** Part of the provider's idempotency key. It rises when nothing can have been made under the last one. */
  readonly round: number;
  /** Calls of this round that may have had their effect. */
  readonly unknownCalls: number;
  /** When the last of them began; null when there was none. */
  readonly unknownSince: Date | null;
  readonly lease: Lease | null;
};

/** What the holder of a lease may do, and what it has to reckon with. */
export type Claim = {
  /** Tells this claim from the next one: who lost it can't end or change another's. */
  readonly token: string;
  readonly round: number;
  /** Calls of this round that may have had their effect; null when there was none. */
  readonly unknown: { readonly calls: number; readonly lastBeganMsAgo: number } | null;
};

/**
 * How a claim ended that made nothing the gateway knows of. `refused`: nothing was made, also not by earlier calls of the
 * round: the next claim has a new round. `unknown`: something may have been made. `unchanged`: no call went out, so what was
 * unknown before still is. `over`: it does not matter any more what was made; the next claim has the same round.
 */
export type CallsEnd = 'refused' | 'unknown' | 'unchanged' | 'over';

/** Who takes a lease, and for how long. */
export type Taking = { readonly now: Date; readonly leaseMs: number; readonly newId: () => string };

export const NO_CALLS: Calls = { round: 1, unknownCalls: 0, unknownSince: null, lease: null };

/**
 * Takes the lease; null when another caller holds it. A lease that ran out was never ended: its holder died, or is too slow
 * to be trusted, so that its call may have arrived.
 */
export function takeLease(calls: Calls, { now, leaseMs, newId }: Taking): Calls | null {
  const { lease, round, unknownCalls, unknownSince } = calls;
  if (lease !== null && lease.until > now) return null;
  return {
    round,
    unknownCalls: unknownCalls + (lease === null ? 0 : 1),
    unknownSince: lease?.beganAt ?? unknownSince,
    lease: { token: newId(), beganAt: now, until: new Date(now.getTime() + leaseMs) },
  };
}

/** What the holder of a lease is given; null without one. */
export function claimIn({ lease, round, unknownCalls, unknownSince }: Calls): Claim | null {
  if (lease === null) return null;
  const since = unknownSince?.getTime() ?? lease.beganAt.getTime();
  const unknown = unknownCalls > 0 ? { calls: unknownCalls, lastBeganMsAgo: lease.beganAt.getTime() - since } : null;
  return { token: lease.token, round, unknown };
}

/** Gives the lease back; null when it was lost meanwhile, or ended before. */
export function endLease(calls: Calls, token: string, end: CallsEnd): Calls | null {
  const { lease, round, unknownCalls } = calls;
  if (lease?.token !== token) return null;
  if (end === 'unchanged') return { ...calls, lease: null };
  if (end === 'unknown') return { round, unknownCalls: unknownCalls + 1, unknownSince: lease.beganAt, lease: null };
  return { ...NO_CALLS, round: end === 'refused' ? round + 1 : round };
}

/** The provider has answered, or the matter is over: nothing is unknown, and no call may be under way. */
export function endCalls({ round }: Calls): Calls {
  return { ...NO_CALLS, round };
}
