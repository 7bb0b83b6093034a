import type { FiguresWanted } from '../../../domain/operator/figures.ts';
import type { Statement } from '../postgres/database.ts';
import { intervals, shown } from './intervals.ts';
import { COUNTED, GROUPS } from './sums.ts';

/** Counts everything itself. It says what figures are, and takes the longer the more happened. */
export function directStatement({ interval, by }: FiguresWanted): Statement {
  const counted = `
    SELECT width_bucket(at, (SELECT array_agg(start ORDER BY place) FROM intervals)) AS place,
           ${GROUPS[by].ofFacts} AS "group", currency, ${COUNTED}
      FROM figure_facts WHERE at >= $1::timestamptz AND at < $2::timestamptz GROUP BY 1, 2, 3`;
  return {
    name: `figures_counted_${interval}_${by}`,
    text: `WITH intervals AS MATERIALIZED (${intervals(interval)}) ${shown(counted)}`,
  };
}
