import type { FiguresWanted, Grouping, Interval } from '../../../domain/operator/figures.ts';
import type { Statement } from '../postgres/database.ts';
import { intervals, shown } from './intervals.ts';
import { COUNTED, factsBetween, GROUPS, hoursOf, keptBetween, nearestStart, SUMS, type Width } from './sums.ts';

/**
 * The widths that are read, the widest first. All rows between the first interval and the last are of the widest; the others
 * put right what lies between an interval's edge and the row next to it.
 */
const WIDTHS_READ = { hour: [1], day: [24, 6, 1], month: [24, 6, 1] } as const satisfies Record<
  Interval,
  readonly [Width, ...Width[]]
>;

/** Of two rows of six hours that are as near, the one on the way to the day's. */
const TO_THE_DAY = "CASE WHEN of_24 < of_1 THEN interval '1 millisecond' ELSE interval '0' END";

/** The edges of the intervals by the place of the interval that each begins, with the row next to it of each width. */
const EDGES = `
  SELECT place, at, of_1, of_24, ${nearestStart(6, `of_1 - ${TO_THE_DAY}`)} AS of_6 FROM (
    SELECT place, at, of_1, ${nearestStart(24, 'of_1')} AS of_24 FROM (
      SELECT place, at, ${nearestStart(1, 'at')} AS of_1 FROM (
        SELECT place, greatest(start, $1::timestamptz) AS at FROM intervals
        UNION ALL SELECT (SELECT count(*) + 1 FROM intervals)::integer, $2::timestamptz) AS e) AS e) AS e`;

/** Hours whose kept rows don't count. */
const DUE = `
  SELECT start FROM (SELECT start FROM figure_hours UNION ${hoursOf('figure_changes')}) AS hours
   WHERE start >= (SELECT min(of_1) FROM edges) AND start < (SELECT max(of_1) FROM edges)`;

/** Reads kept sums, and counts only what they lack: hours that are due, and parts of hours at the edges of intervals. */
export function keptStatement({ interval, by }: FiguresWanted): Statement {
  const [widest, ...narrower] = WIDTHS_READ[interval];
  const sums = narrower.map((width, index) => sumsBeside(by, width, WIDTHS_READ[interval][index] ?? widest));
  const parts = [between(by, widest), beside([...sums, factsBeside(by)]), ...ofDueHours(by)];
  return {
    name: `figures_${interval}_${by}`,
    text: `WITH intervals AS MATERIALIZED (${intervals(interval)}), edges AS MATERIALIZED (${EDGES}),
                due AS MATERIALIZED (${DUE}) ${shown(parts.join(' UNION ALL '))}`,
  };
}

function placeOf(moment: string, width: Width): string {
  return `width_bucket(${moment}, (SELECT array_agg(of_${width} ORDER BY place) FROM edges))`;
}

function between(by: Grouping, width: Width): string {
  return `
    SELECT ${placeOf('start', width)} AS place, ${GROUPS[by].ofSums} AS "group", currency, ${SUMS.join(', ')}
      FROM figure_sums
     WHERE "by" = '${GROUPS[by].by}' AND hours = ${width}
       AND start >= (SELECT min(of_${width}) FROM edges) AND start < (SELECT max(of_${width}) FROM edges)`;
}

/**
 * What lies beside an edge was added to the interval on the one side of it, and belongs to that on the other. The first edge
 * has none before it, and the last one none after it.
 */
function beside(parts: readonly string[]): string {
  const added = SUMS.map((sum) => `sum(sign * ${sum})::bigint AS ${sum}`).join(', ');
  const moved = SUMS.map((sum) => `side.sign * b.${sum}`).join(', ');
  return `SELECT b.place - side.back, b."group", b.currency, ${moved}
            FROM (SELECT place, "group", currency, ${added} FROM (${parts.join(' UNION ALL ')}) AS p
                   GROUP BY place, "group", currency OFFSET 0) AS b
           CROSS JOIN (VALUES (0, 1), (1, -1)) AS side (back, sign)
           WHERE b.place - side.back BETWEEN 1 AND (SELECT count(*) FROM intervals)`;
}

function sumsBeside(by: Grouping, width: Width, wider: Width): string {
  const [near, far] = [`e.of_${width}`, `e.of_${wider}`];
  const range = { from: `least(${near}, ${far})`, to: `greatest(${near}, ${far})` };
  return `
    SELECT e.place, CASE WHEN ${far} < ${near} THEN -1 ELSE 1 END AS sign, ${GROUPS[by].ofSums} AS "group", currency,
           ${SUMS.join(', ')}
      FROM edges e ${keptBetween([GROUPS[by].by], width, range)} WHERE ${near} <> ${far}`;
}

function factsBeside(by: Grouping): string {
  return `
    SELECT e.place, CASE WHEN e.of_1 < e.at THEN -1 ELSE 1 END AS sign, f.${GROUPS[by].ofFacts} AS "group", f.currency, ${COUNTED}
      FROM edges e ${factsBetween('least(e.at, e.of_1)', 'greatest(e.at, e.of_1)')}
     WHERE e.at <> e.of_1 GROUP BY 1, 2, 3, 4`;
}

/** Their kept rows are taken away, and what is there now is added. */
function ofDueHours(by: Grouping): readonly string[] {
  const range = { from: 'due.start', to: "due.start + interval '1 hour'" };
  const negative = SUMS.map((sum) => `-s.${sum}`).join(', ');
  return [
    `SELECT ${placeOf('due.start', 1)}, s.${GROUPS[by].ofSums}, s.currency, ${negative}
       FROM due ${keptBetween([GROUPS[by].by], 1, range)}`,
    `SELECT ${placeOf('due.start', 1)}, f.${GROUPS[by].ofFacts}, f.currency, ${COUNTED}
       FROM due ${factsBetween(range.from, range.to)} GROUP BY 1, 2, 3`,
  ];
}
