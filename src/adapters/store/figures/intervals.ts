import { type Interval, MEASURES } from '../../../domain/operator/figures.ts';
import { SUMS } from './sums.ts';

// In these statements $1 is the moment from which, $2 that until which, and $3 the time zone.

/** When the intervals begin. Hours pass alike in every zone; days and months begin at its midnight. */
const STARTS = {
  hour: "SELECT s FROM generate_series(date_trunc('hour', $1::timestamptz, $3::text), $2::timestamptz, '1 hour') AS s",
  day: startsOf('day'),
  month: startsOf('month'),
} as const satisfies Record<Interval, string>;

function startsOf(interval: 'day' | 'month'): string {
  return `SELECT DISTINCT s AT TIME ZONE $3::text AS s
            FROM generate_series(date_trunc('${interval}', $1::timestamptz AT TIME ZONE $3::text),
                                 $2::timestamptz AT TIME ZONE $3::text, '1 ${interval}') AS s`;
}

/** The intervals by their place, from 1. */
export function intervals(interval: Interval): string {
  return `SELECT (row_number() OVER (ORDER BY s))::integer AS place, s AS start
            FROM (${STARTS[interval]}) AS starts WHERE s < $2::timestamptz`;
}

/** A row for each interval, group and currency in which something happened, in order. */
export function shown(parts: string): string {
  // A number of JSON is a double: to add up doubles takes less than to make one of each exact sum.
  const totals = SUMS.map((sum) => `sum(${sum}::float8) AS ${sum}`).join(', ');
  const happened = MEASURES.map((measure) => `sum(${measure}::float8)`).join(' + ');
  // To sort what is grouped takes less than to group what is sorted.
  return `
    SELECT (SELECT array_agg(start ORDER BY place) FROM intervals)[place] AS start, "group", currency, ${SUMS.join(', ')}
      FROM (SELECT place, "group", currency, ${totals} FROM (${parts}) AS parts
             GROUP BY place, "group", currency HAVING ${happened} > 0 OFFSET 0) AS totals
     ORDER BY place, "group" COLLATE "C" NULLS LAST, currency COLLATE "C"`;
}
