import type { DisabledReason, EndpointStatus } from './endpoint.ts';

// How an event's way to an endpoint goes on after a try.

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Between two tries, in milliseconds: there is one more try than there are waits. */
export const RETRY_WAITS_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
] as const satisfies readonly number[];

/** Up to this share of a wait it is shorter or longer, so that what failed together doesn't come back together. */
const JITTER = 0.1;

/** A receiver that asks for more is tried again then. */
const MAX_RETRY_AFTER_MS = 10 * HOUR;

/** An endpoint on which every try of such a time failed is disabled. */
const FAILING_MS = 5 * DAY;

/** A receiver's word that nothing is to be sent any more. */
const GONE = 410;

/** A try that has ended. */
export type EndedTry = {
  readonly isDelivered: boolean;
  readonly responseStatus: number | null;
  /** What the receiver asks for, in milliseconds; null: nothing. */
  readonly retryAfterMs: number | null;
  readonly at: Date;
};

/** What tries come to for their endpoint. */
export type EndpointHealth = {
  readonly status: EndpointStatus;
  /** Null while it is enabled. */
  readonly disabledReason: DisabledReason | null;
  /** When the first of the tries was made that have all failed since; null after one that succeeded. */
  readonly failingSince: Date | null;
};

/** Where a delivery stands after a try: the wait until the next one, in milliseconds, while it is pending. */
export type NextStep =
  | { readonly status: 'succeeded' | 'failed'; readonly waitMs: null }
  | { readonly status: 'pending'; readonly waitMs: number };

/**
 * What becomes of a delivery. `tries` counts this one, from 1, since it was last requested; `chance` is from 0 up to 1.
 * An endpoint that is disabled is not tried again.
 */
export function afterTry(
  ended: EndedTry,
  { tries, chance, endpoint }: { readonly tries: number; readonly chance: number; readonly endpoint: EndpointHealth },
): NextStep {
  if (ended.isDelivered) return { status: 'succeeded', waitMs: null };
  const waitMs = (RETRY_WAITS_MS as readonly number[])[tries - 1];
  if (waitMs === undefined || endpoint.status === 'disabled') return { status: 'failed', waitMs: null };
  const jittered = Math.round(waitMs * (1 + JITTER * (2 * chance - 1)));
  return { status: 'pending', waitMs: Math.max(jittered, Math.min(ended.retryAfterMs ?? 0, MAX_RETRY_AFTER_MS)) };
}

/** What a try says of its endpoint: the same object when it says nothing new. */
export function healthAfter(known: EndpointHealth, { isDelivered, responseStatus, at }: EndedTry): EndpointHealth {
  if (isDelivered) return known.failingSince === null ? known : { ...known, failingSince: null };
  const failing = known.failingSince === null ? { ...known, failingSince: at } : known;
  if (known.status === 'disabled') return failing;
  if (responseStatus === GONE) return { ...failing, status: 'disabled', disabledReason: 'gone' };
  return at.getTime() - (failing.failingSince ?? at).getTime() < FAILING_MS
    ? failing
    : { ...failing, status: 'disabled', disabledReason: 'failing' };
}
