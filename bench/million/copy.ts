import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from } from 'pg-copy-streams';

export type Cell = string | number | Buffer | null;

/** Adds rows by COPY. `columns` are separated by white space. */
export async function copyInto(
  client: pg.Client,
  table: string,
  columns: string,
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  const stream = client.query(from(`COPY ${table} (${columns.trim().split(/\s+/).join(', ')}) FROM STDIN`));
  stream.end(rows.map((row) => `${row.map(textOf).join('\t')}\n`).join(''));
  await finished(stream);
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** As COPY reads it by default. */
function textOf(cell: Cell): string {
  if (cell === null) return '\\N';
  if (Buffer.isBuffer(cell)) return `\\\\x${cell.toString('hex')}`;
  return typeof cell === 'number' ? String(cell) : cell.replace(/[\\\t\n\r]/g, (found) => ESCAPES[found] ?? found);
}
