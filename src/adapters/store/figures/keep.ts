import type { Database, Statement } from '../postgres/database.ts';
import {
  ADDED,
  COUNTED,
  factsBetween,
  GROUPS,
  hoursOf,
  keptBetween,
  SUMS,
  startOfRow,
  WIDTHS,
  type Width,
} from './sums.ts';

/** As much is done in one statement, which takes a fraction of a second then. */
const MOST_CHANGES = 10_000;
const MOST_HOURS = 24;

/** An hour is counted when it is over, and until then at each reading: what happens in it would only make it due again. */
const IS_OVER = "start < clock_timestamp() - interval '1 hour 1 minute'";

/** There are no sums at all, and nothing says that there should be: the payments were filled in with triggers off. */
export const WAS_NEVER_BEGUN = `NOT EXISTS (SELECT FROM figure_sums) AND NOT EXISTS (SELECT FROM figure_hours)
  AND NOT EXISTS (SELECT FROM figure_changes)`;

const LOOK: Statement = {
  name: 'figures_look',
  text: `SELECT round::text, EXISTS (SELECT FROM figure_changes) AS "hasChanges",
                EXISTS (SELECT FROM figure_hours WHERE ${IS_OVER}) AS "hasHours",
                ${WAS_NEVER_BEGUN} AND EXISTS (SELECT FROM payments) AS "isToBegin" FROM figure_rounds`,
};

/** Every part is written FROM this: a row if no other worker has had a round since this one looked, or none. */
const ROUND = 'round AS (UPDATE figure_rounds SET round = round + 1 WHERE round = $1::bigint RETURNING 1)';

/** Nothing happens to a payment before it is opened. */
const BEGIN: Statement = {
  name: 'figures_begin',
  text: `WITH ${ROUND}
    INSERT INTO figure_hours (start)
    SELECT s FROM round, generate_series((SELECT ${startOfRow(1, 'min(created_at)')} FROM payments), clock_timestamp(), '1 hour') AS s
    ON CONFLICT DO NOTHING RETURNING 1`,
};

/** Changes become hours that are due. */
const TAKE: Statement = {
  name: 'figures_take',
  text: `WITH ${ROUND},
    taken AS (
      DELETE FROM figure_changes USING round
       WHERE figure_changes.ctid = ANY (ARRAY(SELECT ctid FROM figure_changes LIMIT ${MOST_CHANGES}))
      RETURNING payment_id, at),
    due AS (INSERT INTO figure_hours (start) SELECT start FROM (${hoursOf('taken')}) AS hours ON CONFLICT DO NOTHING)
    SELECT count(*)::integer AS done FROM taken`,
};

const COLUMNS = ['"by"', 'hours', 'start', '"group"', 'currency', ...SUMS].join(', ');
const BYS = [...new Set(Object.values(GROUPS).map(({ by }) => by))];

/** All sums of the hours that were taken, as rows of `figure_sums`. */
const COUNTED_HOURS = BYS.map(
  (by) => `SELECT '${by}' AS "by", 1 AS hours, start, ${GROUPS[by].ofFacts} AS "group", currency, ${COUNTED}
             FROM facts GROUP BY start, ${GROUPS[by].ofFacts}, currency`,
).join(' UNION ALL ');

/** Removes the rows of one width that begin as those of a part do. */
function removed(width: Width, part: string): string {
  const range = { from: 'part.start', to: `part.start + interval '${width} hours'` };
  const found = `SELECT s.ctid FROM ${part} AS part ${keptBetween(BYS, width, range)}`;
  return `removed_${width} AS (DELETE FROM figure_sums WHERE ctid = ANY (ARRAY(${found})))`;
}

/**
 * Replaces the wider rows of the hours that were taken. What was written in this statement can't be seen in it, so their
 * rows come from the count, and those of the other hours from the table.
 */
function replaced(width: Width): string {
  const start = startOfRow(width, 'start');
  const range = { from: 'part.start', to: `part.start + interval '${width} hours'` };
  return `
    over_${width} AS (SELECT DISTINCT ${start} AS start FROM taken),
    ${removed(width, `over_${width}`)},
    added_${width} AS (
      INSERT INTO figure_sums (${COLUMNS})
      SELECT "by", ${width}, ${start}, "group", currency, ${ADDED} FROM (
        SELECT ${COLUMNS} FROM counted
        UNION ALL
        SELECT ${COLUMNS.replaceAll(/(?<=^|, )/g, 's.')}
          FROM over_${width} AS part ${keptBetween(BYS, 1, range)} WHERE s.start NOT IN (SELECT start FROM taken)) AS hours_of_it
       GROUP BY "by", ${start}, "group", currency)`;
}

/** Hours that are due become sums. */
const COUNT: Statement = {
  name: 'figures_count',
  text: `WITH ${ROUND},
    taken AS (
      DELETE FROM figure_hours USING round
       WHERE start = ANY (ARRAY(SELECT start FROM figure_hours WHERE ${IS_OVER} ORDER BY start LIMIT ${MOST_HOURS}))
      RETURNING start),
    facts AS MATERIALIZED (
      SELECT taken.start, f.* FROM taken ${factsBetween('taken.start', "taken.start + interval '1 hour'")}),
    counted AS MATERIALIZED (${COUNTED_HOURS}),
    ${removed(1, 'taken')},
    added_1 AS (INSERT INTO figure_sums (${COLUMNS}) SELECT ${COLUMNS} FROM counted),
    ${WIDTHS.filter((width) => width > 1)
      .map(replaced)
      .join(',')}
    SELECT count(*)::integer AS done FROM taken`,
};

type Look = {
  readonly round: string;
  readonly hasChanges: boolean;
  readonly hasHours: boolean;
  readonly isToBegin: boolean;
};

/**
 * One round of the worker. Whatever is taken away and what takes its place are one statement with one snapshot: the count has
 * all that the changes are about, which were committed with them. Returns whether there is more to do.
 */
export async function keepSums({ query }: Pick<Database, 'query'>): Promise<boolean> {
  const [look] = await query<Look>(LOOK, []);
  if (look === undefined) throw new Error('the database has no row of figure_rounds');
  const { hasChanges, hasHours, isToBegin } = look;
  let round = BigInt(look.round);
  const doneBy = async (statement: Statement) => {
    const [row] = await query<{ done: number }>(statement, [String(round)]);
    round += 1n;
    return row?.done ?? 0;
  };
  if (isToBegin) {
    await doneBy(BEGIN);
    return true;
  }
  const changes = hasChanges ? await doneBy(TAKE) : 0;
  const hours = hasHours ? await doneBy(COUNT) : 0;
  return changes === MOST_CHANGES || hours === MOST_HOURS;
}
