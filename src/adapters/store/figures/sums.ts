import { type Grouping, MEASURES } from '../../../domain/operator/figures.ts';

/** The columns of `figure_sums` that add up: counts, and amounts. */
export const SUMS: readonly string[] = MEASURES.flatMap((measure) => [measure, `${measure}_minor`]).concat('won');

/** These columns, of rows of `figure_facts`. */
export const COUNTED = [
  ...MEASURES.flatMap((measure) => [
    `count(*) FILTER (WHERE measure = '${measure}') AS ${measure}`,
    `coalesce(sum(amount_minor) FILTER (WHERE measure = '${measure}'), 0)::bigint AS ${measure}_minor`,
  ]),
  "count(*) FILTER (WHERE measure = 'opened' AND status = 'succeeded') AS won",
].join(', ');

/** These columns, of rows that have them. */
export const ADDED = SUMS.map((sum) => `sum(${sum}) AS ${sum}`).join(', ');

/** Which sums a grouping reads, and where its group stands in them and among the facts. */
export const GROUPS = {
  provider: { by: 'provider', ofSums: '"group"', ofFacts: 'provider' },
  gym_id: { by: 'gym_id', ofSums: '"group"', ofFacts: 'gym_slug' },
  status: { by: 'status', ofSums: '"group"', ofFacts: 'status' },
  // The sums of each grouping have it.
  currency: { by: 'provider', ofSums: 'currency', ofFacts: 'currency' },
} as const satisfies Record<Grouping, { readonly by: string; readonly ofSums: string; readonly ofFacts: string }>;

/** How many hours the rows of `figure_sums` are for. Wider ones save the reading of many; none fits every time zone. */
export const WIDTHS = [1, 6, 24] as const;
export type Width = (typeof WIDTHS)[number];

const ORIGIN = "timestamptz '2000-01-01 00:00:00+00'";

/** When the row begins that a moment is in. */
export function startOfRow(width: Width, moment: string): string {
  return `date_bin('${width} hours', ${moment}, ${ORIGIN})`;
}

/** The beginning of a row that is next to a moment. */
export function nearestStart(width: Width, moment: string): string {
  return startOfRow(width, `${moment} + interval '${width * 30} minutes'`);
}

// What follows is read for each row of another part. `OFFSET 0` keeps PostgreSQL from reading a whole table for all of them,
// as it would while it has no statistics of a table that has just been filled.

/** The facts of a range. */
export function factsBetween(from: string, to: string): string {
  return `CROSS JOIN LATERAL (SELECT * FROM figure_facts WHERE at >= ${from} AND at < ${to} OFFSET 0) AS f`;
}

/** The kept rows of a range: of one grouping, or of several. */
export function keptBetween(bys: readonly string[], width: Width, range: { from: string; to: string }): string {
  const isOne = `"by" = ANY ('{${bys.join(',')}}') AND hours = ${width}`;
  return `CROSS JOIN LATERAL (
    SELECT ctid, * FROM figure_sums WHERE ${isOne} AND start >= ${range.from} AND start < ${range.to} OFFSET 0) AS s`;
}

/** The hours of a part's changes: of their moments, and of all that happened to their payments. */
export function hoursOf(changes: string): string {
  return `
    SELECT ${startOfRow(1, 'at')} AS start FROM ${changes} WHERE at IS NOT NULL
    UNION
    SELECT ${startOfRow(1, 'f.at')} FROM (SELECT DISTINCT payment_id FROM ${changes} WHERE payment_id IS NOT NULL) AS c
      CROSS JOIN LATERAL (SELECT at FROM figure_facts WHERE figure_facts.payment_id = c.payment_id OFFSET 0) AS f`;
}
