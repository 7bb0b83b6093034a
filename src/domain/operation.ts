const HOUR_MS = 3_600_000;

/** How long an answer is kept, from the first use of its key. */
export const ANSWER_KEPT_MS = 24 * HOUR_MS;
/** How long a key is kept for an operation without an answer: the caller may have stored the key in a file. */
export const UNANSWERED_KEPT_MS = 30 * 24 * HOUR_MS;

/** The part of an operation that decides what the next use of its key leads to. */
export type BegunBefore = {
  readonly bodyHash: string;
  readonly isAnswered: boolean;
  /** Until when a request holds the operation; null while none does. */
  readonly leaseUntil: Date | null;
  readonly createdAt: Date;
};

/**
 * What the next use of its key leads to. `over`: the key is free. `resumed`: no request holds the operation, so this one
 * continues it.
 */
export type NextUse = 'over' | 'other_body' | 'answered' | 'running' | 'resumed';

/** `now` is the clock that leases are measured on. */
export function nextUse(known: BegunBefore, bodyHash: string, now: Date): NextUse {
  if (isOver(known, now)) return 'over';
  if (known.bodyHash !== bodyHash) return 'other_body';
  if (known.isAnswered) return 'answered';
  return isHeld(known, now) ? 'running' : 'resumed';
}

/** While a request holds an operation, its key is not free, however old it is. */
function isOver(known: BegunBefore, now: Date): boolean {
  const keptMs = known.isAnswered ? ANSWER_KEPT_MS : UNANSWERED_KEPT_MS;
  return known.createdAt.getTime() + keptMs <= now.getTime() && !isHeld(known, now);
}

function isHeld({ leaseUntil }: BegunBefore, now: Date): boolean {
  return leaseUntil !== null && leaseUntil > now;
}
