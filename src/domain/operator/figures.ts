export const INTERVALS = ['hour', 'day', 'month'] as const;
export type Interval = (typeof INTERVALS)[number];

export const GROUPINGS = ['provider', 'gym_id', 'currency', 'status'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What figures are wanted: of what happened from `from` until before `to`. */
export type FiguresWanted = {
  readonly from: Date;
  readonly to: Date;
  readonly interval: Interval;
  readonly by: Grouping;
  /** An IANA name: days and months begin at its midnight. */
  readonly timeZone: string;
};

/** In minor units of one currency. */
export type Sum = { readonly count: number; readonly amount: number };

/** Of one interval, one group and one currency: currencies never add up. */
export type Figures = {
  /** Of the whole interval, which may be before `from`. */
  readonly start: Date;
  /** Null: of payments that have no gym. A status is the present one. */
  readonly group: string | null;
  readonly currency: string;
  /** By when the payments were opened. */
  readonly opened: Sum;
  /** By when it was recorded, as the others below. */
  readonly succeeded: Sum;
  /** Declined attempts, each with its payment's amount. */
  readonly failed: Sum;
  readonly refunded: Sum;
  readonly disputed: Sum;
  /** Which part of the payments that were opened in the interval has succeeded by now; null when none was opened. */
  readonly successRate: number | null;
};

export const MEASURES = ['opened', 'succeeded', 'failed', 'refunded', 'disputed'] as const;
export type Measure = (typeof MEASURES)[number];

/** More would be too many to read: a year has 8,784 hours. */
const MOST_INTERVALS = 10_000;

const SHORTEST_MS: Readonly<Record<Interval, number>> = {
  hour: 3_600_000,
  day: 23 * 3_600_000,
  month: 28 * 24 * 3_600_000,
};

export function areTooMany({ from, to, interval }: Pick<FiguresWanted, 'from' | 'to' | 'interval'>): boolean {
  return to.getTime() - from.getTime() > MOST_INTERVALS * SHORTEST_MS[interval];
}

const ZONE = /^[A-Za-z][A-Za-z_]*(?:\/[A-Za-z0-9_+-]+)*$/;

/** Whether it is an IANA name of a time zone. */
export function isTimeZone(name: string): boolean {
  if (!ZONE.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
