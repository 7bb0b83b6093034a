import type { Claim } from './calls.ts';

// What is done about calls whose outcome is unknown: they may have had their effect, or may have it yet.

/**
 * How often a call with an unknown outcome is repeated with the same key. No caller has got what it has made, so that
 * another key may be used after that.
 */
export const OPENING_REPEATS = 1;

/** Where money moves, only a list of what was made may decide after that. */
const REFUND_REPEATS = 2;

/**
 * For so long after a claim began its holder may still send the call, since a process that stands still does not see its
 * lease end; milliseconds. Every provider remembers a refund's key for longer. A longer time would hold up a refund whose
 * provider repeats a stored failure for its key (https://docs.stripe.com/api/idempotent_requests, 2026-11-28).
 */
const MAY_BE_SENT_FOR_MS = 15 * 60_000;

/** Whether the same key may be used once more: it was not `often` enough yet, and the provider still knows it. */
export function mayRepeat({ unknown }: Claim, often: number, safeForMs: number): boolean {
  return unknown === null || (unknown.calls <= often && unknown.lastBeganMsAgo < safeForMs);
}

/**
 * How a refund goes on whose earlier calls are unknown and that its provider does not list. `repeat`: with the same key, so
 * that it is made once, whichever of its calls arrives first. `begin anew`: with the key of a new round.
 */
export type NextRefundCall = 'repeat' | 'begin anew' | 'wait';

/**
 * While a call may still be sent under the round's key no other key is used, whatever a list shows: it can't show what is
 * yet to be made. After that a list decides that shows all that was made. `shownInMs`: when one does, from now on, not
 * positive where this one did; null when it could not be read.
 */
export function nextRefundCall(claim: Claim, shownInMs: number | null): NextRefundCall {
  const isSure = shownInMs !== null && shownInMs <= 0;
  const often = isSure ? Number.POSITIVE_INFINITY : REFUND_REPEATS;
  if (mayRepeat(claim, often, MAY_BE_SENT_FOR_MS)) return 'repeat';
  return isSure ? 'begin anew' : 'wait';
}

/**
 * Whether an earlier call may still have an effect. Where what was made shows at once, a later refusal is the end of it only
 * when none may.
 */
export function mayStillBeMade({ unknown }: Claim): boolean {
  return unknown !== null && unknown.lastBeganMsAgo < MAY_BE_SENT_FOR_MS;
}
