import { invalid } from '../../../domain/error.ts';
import {
  type Figures,
  type FiguresWanted,
  MEASURES,
  type Measure,
  type Sum,
} from '../../../domain/operator/figures.ts';
import type { Statistics } from '../../../ports/store/statistics.ts';
import type { Database, Statement } from '../postgres/database.ts';
import { directStatement } from './direct.ts';
import { keepSums, WAS_NEVER_BEGUN } from './keep.ts';
import { keptStatement } from './kept.ts';

/** With more the kept sums lack so much that counting everything takes less. The worker is there within a minute. */
const MOST_CHANGES = 5_000;
const MOST_HOURS = 200;

const IS_BEHIND: Statement = {
  name: 'figures_are_behind',
  text: `SELECT (SELECT count(*) FROM (SELECT FROM figure_changes LIMIT ${MOST_CHANGES + 1}) AS c) > ${MOST_CHANGES}
             OR (SELECT count(*) FROM (SELECT FROM figure_hours LIMIT ${MOST_HOURS + 1}) AS h) > ${MOST_HOURS}
             OR (${WAS_NEVER_BEGUN}) AS "isBehind"`,
};

/** A database may know fewer zones than this program does. */
const UNKNOWN_ZONE = '22023';

type Row = Pick<Figures, 'start' | 'group' | 'currency'> & { readonly [sum: string]: unknown };

/** Figures of all payments. Either way of reading them is one statement, and gives the same. */
export function createStatistics(db: Pick<Database, 'query'>): Statistics {
  return {
    async readFigures(wanted) {
      const [state] = await db.query<{ isBehind: boolean }>(IS_BEHIND, []);
      return readBy(db, wanted, state?.isBehind ? directStatement(wanted) : keptStatement(wanted));
    },

    keepFigures: () => keepSums(db),
  };
}

/** By one of the statements, which all give the same. */
export async function readBy(
  { query }: Pick<Database, 'query'>,
  { from, to, timeZone }: FiguresWanted,
  statement: Statement,
): Promise<readonly Figures[]> {
  try {
    const rows = await query<Row>(statement, [from.toISOString(), to.toISOString(), timeZone]);
    return rows.map(toFigures);
  } catch (error) {
    if (Object(error).code === UNKNOWN_ZONE) throw invalid('time_zone', 'time_zone must be known to the database');
    throw error;
  }
}

function toFigures(row: Row): Figures {
  const sum = (measure: Measure): Sum => ({ count: Number(row[measure]), amount: Number(row[`${measure}_minor`]) });
  const sums = Object.fromEntries(MEASURES.map((measure) => [measure, sum(measure)])) as Record<Measure, Sum>;
  const { start, group, currency } = row;
  const successRate = sums.opened.count === 0 ? null : Number(row['won']) / sums.opened.count;
  return { start, group, currency, ...sums, successRate };
}
