import { invalid } from '../../../domain/error.ts';
import {
  type Figures,
  type FiguresWanted,
  type Grouping,
  MEASURES,
  type Measure,
} from '../../../domain/operator/figures.ts';
import type { Statistics } from '../../../ports/store/statistics.ts';
import type { Database, Statement } from '../postgres/database.ts';

/** The column of the payment that a grouping goes by. */
const GROUPS = {
  provider: 'p.provider',
  gym_id: 'p.gym_slug',
  currency: 'p.currency',
  status: 'p.status',
} as const satisfies Record<Grouping, string>;

/**
 * Where each measure is found: what it counts, its moment, amount and currency, and the payment's row as `p`. An index of
 * its own begins at the moment.
 */
const SOURCES = {
  opened: { from: 'payments p', at: 'p.created_at', amount: 'p.amount_minor', currency: 'p.currency' },
  succeeded: {
    from: `payment_transitions t JOIN payments p ON p.id = t.payment_id AND t.to_status = 'succeeded'`,
    ...{ at: 't.recorded_at', amount: 'p.amount_minor', currency: 'p.currency' },
  },
  failed: {
    from: `events e JOIN payments p ON p.id = e.payment_id AND e.type = 'payment.failed'`,
    ...{ at: 'e.recorded_at', amount: 'p.amount_minor', currency: 'p.currency' },
  },
  refunded: {
    from: `refunds r JOIN payments p ON p.id = r.payment_id AND r.status = 'succeeded'`,
    ...{ at: 'r.updated_at', amount: 'r.amount_minor', currency: 'r.currency' },
  },
  disputed: {
    from: 'disputes d JOIN payments p ON p.id = d.payment_id AND d.status IS NOT NULL',
    ...{ at: 'd.created_at', amount: 'coalesce(d.amount_minor, 0)', currency: 'coalesce(d.currency, p.currency)' },
  },
} as const satisfies Record<Measure, { from: string; at: string; amount: string; currency: string }>;

/** When the intervals begin, in order. Hours pass alike in every zone; days and months begin at its midnight. */
const STARTS = {
  hour: "SELECT s FROM generate_series(date_trunc('hour', $1::timestamptz, $3::text), $2::timestamptz, '1 hour') AS s",
  day: startsOf('day'),
  month: startsOf('month'),
} as const;

function startsOf(interval: 'day' | 'month'): string {
  return `SELECT DISTINCT s AT TIME ZONE $3::text AS s
            FROM generate_series(date_trunc('${interval}', $1::timestamptz AT TIME ZONE $3::text),
                                 $2::timestamptz AT TIME ZONE $3::text, '1 ${interval}') AS s`;
}

function sumsOf(measure: Measure, group: string): string {
  const { from, at, amount, currency } = SOURCES[measure];
  return `SELECT '${measure}' AS measure, width_bucket(${at}, (SELECT list FROM starts)) AS place, ${group} AS "group",
                 ${currency} AS currency, count(*) AS count, sum(${amount}) AS amount,
                 count(*) FILTER (WHERE p.status = 'succeeded') AS won
            FROM ${from} WHERE ${at} >= $1::timestamptz AND ${at} < $2::timestamptz GROUP BY 2, 3, 4`;
}

function statementOf({ interval, by }: FiguresWanted): Statement {
  const columns = MEASURES.map(
    (measure) => `jsonb_build_object(
      'count', coalesce(sum(count) FILTER (WHERE measure = '${measure}'), 0),
      'amount', coalesce(sum(amount) FILTER (WHERE measure = '${measure}'), 0)) AS ${measure}`,
  );
  return {
    name: `figures_${interval}_${by}`,
    text: `
      WITH starts AS MATERIALIZED (SELECT array_agg(s ORDER BY s) AS list FROM (${STARTS[interval]}) AS all_of_them)
      SELECT (SELECT list FROM starts)[place] AS start, "group", currency, ${columns.join(', ')},
             (sum(won) FILTER (WHERE measure = 'opened') / sum(count) FILTER (WHERE measure = 'opened'))::float8 AS "successRate"
        FROM (${MEASURES.map((measure) => sumsOf(measure, GROUPS[by])).join('\n UNION ALL ')}) AS sums
       GROUP BY place, "group", currency
       ORDER BY place, "group" COLLATE "C" NULLS LAST, currency COLLATE "C"`,
  };
}

/** A database may know fewer zones than this program does. */
const UNKNOWN_ZONE = '22023';

/** Sums over all payments, in one statement. */
export function createStatistics({ query }: Pick<Database, 'query'>): Statistics {
  return {
    async readFigures(wanted) {
      const { from, to, timeZone } = wanted;
      try {
        return await query<Figures>(statementOf(wanted), [from.toISOString(), to.toISOString(), timeZone]);
      } catch (error) {
        if (Object(error).code === UNKNOWN_ZONE) throw invalid('time_zone', 'time_zone must be known to the database');
        throw error;
      }
    },
  };
}
