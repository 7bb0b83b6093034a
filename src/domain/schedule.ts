// When the worker looks again at what may be unfinished. The store has one row for each such check, written in the commit
// that makes it necessary. A check doesn't say what to do: the state that the worker finds decides that.

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A crash or a time-out is over in seconds, an outage in hours. */
const SOON = [30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY, DAY, DAY] as const;

/**
 * How long each kind of check waits, in milliseconds: before the first try, and after each one. After the last try it
 * waits for an operator. The comment says what the subject of the check is.
 */
export const WAITS_MS = {
  /** A payment: a call for its parent is in progress, or has an unknown outcome. */
  opening: SOON,
  /** An open payment: its webhooks may be lost, and it will expire. */
  payment: [10 * MINUTE, HOUR, 6 * HOUR, 12 * HOUR, DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY],
  /**
   * A payment whose buyer has agreed: the service has to ask the provider for the money. PayPal may forget an order within
   * hours, so an outage that ends before that must not lose it.
   */
  completion: [30 * SECOND, 2 * MINUTE, 10 * MINUTE, ...everyQuarterHour(6 * HOUR), DAY, DAY],
  /** A payment that should no longer be payable and is still open at its provider. */
  closing: SOON,
  /** A payment and a parent that no customer was given, `<id>/<parent id>`: it is still open at its provider. */
  parent: SOON,
  /**
   * A payment with an abandoned call that may have created a parent. No customer was given that parent; a search shows it
   * late, in an outage by hours.
   */
  leftover: [2 * MINUTE, HOUR, DAY],
  /** An account and the key of its delivery, `<id>/<key>`: the delivery came before its payment. */
  delivery: [30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR],
  /** A requested refund: its provider has not answered, or has not decided. */
  refund: [...SOON, 3 * DAY, 7 * DAY],
  /** A requested capture: its provider has not answered. */
  capture: SOON,
  /** A payment with an open dispute: banks take months. */
  dispute: [DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 30 * DAY, 30 * DAY, 30 * DAY],
  /** A payment: the provider did not show its refunds, or its disputes. */
  reversals: [...SOON, 3 * DAY, 7 * DAY],
  /** An account whose credentials run out: each try says when the next one is due. */
  grant: [365 * DAY],
} as const satisfies Readonly<Record<string, readonly [number, ...number[]]>>;

function everyQuarterHour(forMs: number): readonly number[] {
  const waitMs = 15 * MINUTE;
  return Array.from({ length: forMs / waitMs }, () => waitMs);
}

export type CheckKind = keyof typeof WAITS_MS;

export const CHECK_KINDS = Object.keys(WAITS_MS) as readonly CheckKind[];

/** When a new check is due: after the first wait of its kind, or at `by` if that is earlier. */
export function firstDueAt(kind: CheckKind, now: Date, by: Date | null): Date {
  const due = now.getTime() + firstWaitMs(kind);
  return new Date(by === null ? due : Math.min(due, by.getTime()));
}

export function firstWaitMs(kind: CheckKind): number {
  return WAITS_MS[kind][0];
}

/** Whether the schedule has no try after this one; the first try is number 1. */
export function isLastTry(kind: CheckKind, tries: number): boolean {
  return tries >= WAITS_MS[kind].length;
}

/**
 * How a try ended. `again`: the next one is due by the schedule. `by`: the same, or at this moment if that is earlier. `at`:
 * the provider could do nothing yet, so this try doesn't count, and the next one is not due before this moment.
 */
export type CheckEnd = 'done' | 'again' | { readonly by: Date } | { readonly at: Date };

/** When the next try is due, on the clock of the store. Without a wait and a moment the check waits for an operator. */
export type NextTry = {
  /** How many tries count so far. */
  readonly tries: number;
  /** It is due after this wait, or at the moment if that is earlier. */
  readonly waitMs: number | null;
  readonly moment: Date | null;
  /** The least time until `moment`: clocks differ, and a moment in the past must not make the check due again and again. */
  readonly momentAfterMs: number | null;
};

export function nextTry(kind: CheckKind, tries: number, end: Exclude<CheckEnd, 'done'>): NextTry {
  if (end !== 'again' && 'at' in end) return { tries: tries - 1, waitMs: null, moment: end.at, momentAfterMs: MINUTE };
  const waitMs = (WAITS_MS[kind] as readonly number[])[tries] ?? null;
  if (end === 'again') return { tries, waitMs, moment: null, momentAfterMs: null };
  return { tries, waitMs, moment: end.by, momentAfterMs: SECOND };
}
