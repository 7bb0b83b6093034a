import type { Row } from './rows/row.ts';
import type { Columns } from './tables.ts';

// Rows that come as one value, an array of their columns in JSON: a driver describes each column at each call, which costs more
// than to read this JSON.

/** The row of a table, or of its alias. */
export function arrayOf(table: string, columns: Columns): string {
  const names = Object.keys(columns).map((name) => `${table}.${name}`);
  return `json_build_array(${names.join(', ')})`;
}

/** The row that such an array is of. */
export function named<C extends Columns>(columns: C, values: readonly unknown[]): Row<C> {
  const row: Record<string, unknown> = {};
  let place = 0;
  for (const name in columns) {
    row[name] = values[place];
    place += 1;
  }
  return row as Row<C>;
}
