/** A lease in its row: the right to call the provider, which one process holds until it ends it, or until it expires. */
export type StoredLease = { readonly token: string; readonly beganAt: Date; readonly until: Date };

/** The calls to the provider for an opening, a refund or a capture that it has not answered for yet. */
export type Calls = {
  /** Part of the provider's idempotency key. It rises when the calls of the last round no longer matter. */
  readonly round: number;
  /** Calls of this round that may have had an effect. */
  readonly unknownCalls: number;
  /** When the last of them began; null when there was none. */
  readonly unknownSince: Date | null;
  readonly lease: StoredLease | null;
};

/** A lease as its holder gets it, with what earlier calls may have left behind. */
export type Lease = {
  /** New with each lease: a process whose lease has expired can't end the next one. */
  readonly token: string;
  readonly round: number;
  /** Earlier calls of this round that may have had an effect; null if there are none. */
  readonly unknown: { readonly calls: number; readonly lastBeganMsAgo: number } | null;
};

/**
 * How a lease ended without a known effect. `refused`: no call of the round had one; the next lease has a new round.
 * `unknown`: the call may have had one. `unchanged`: no call went out, so earlier uncertainty stays. `over`: it no longer
 * matters; the next lease has the same round.
 */
export type CallsEnd = 'refused' | 'unknown' | 'unchanged' | 'over';

/** How to take a lease: the time, its length, and its token. */
export type Taking = { readonly now: Date; readonly leaseMs: number; readonly newId: () => string };

export const NO_CALLS: Calls = { round: 1, unknownCalls: 0, unknownSince: null, lease: null };

/**
 * Takes the lease; null while another process holds it. An expired lease was never ended: its holder died or is slow, so its
 * call may have arrived.
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

/** The lease for its holder; null while no process holds it. */
export function leaseIn({ lease, round, unknownCalls, unknownSince }: Calls): Lease | null {
  if (lease === null) return null;
  const since = unknownSince?.getTime() ?? lease.beganAt.getTime();
  const unknown = unknownCalls > 0 ? { calls: unknownCalls, lastBeganMsAgo: lease.beganAt.getTime() - since } : null;
  return { token: lease.token, round, unknown };
}

/** Gives the lease back; null if another process has taken it, or it has ended before. */
export function endLease(calls: Calls, token: string, end: CallsEnd): Calls | null {
  const { lease, round, unknownCalls } = calls;
  if (lease?.token !== token) return null;
  if (end === 'unchanged') return { ...calls, lease: null };
  if (end === 'unknown') return { round, unknownCalls: unknownCalls + 1, unknownSince: lease.beganAt, lease: null };
  return { ...NO_CALLS, round: end === 'refused' ? round + 1 : round };
}

/** The provider has answered, or the matter is over: nothing is unknown, and no process may call. */
export function endCalls({ round }: Calls): Calls {
  return { ...NO_CALLS, round };
}
