import { type Statement, storable } from '../postgres/database.ts';
import type { Flat } from './rows.ts';
import type { Columns, Value } from './tables.ts';

/** A row to be updated, and the columns that find it. */
type Update<C extends Columns> = { readonly row: Flat<C>; readonly key: readonly string[] };
type RootUpdate<C extends Columns> = Update<C> & { readonly isChanged: boolean; readonly version: number | null };

/** Builds the one statement of a commit: its root first, and every other part FROM the root. */
export type StatementBuilder = {
  insertRoot<C extends Columns>(table: string, columns: C, row: Flat<C>): void;
  updateRoot<C extends Columns>(table: string, columns: C, update: RootUpdate<C>): void;
  insert<C extends Columns>(table: string, columns: C, row: Flat<C>, onConflict?: string): void;
  update<C extends Columns>(table: string, columns: C, update: Update<C>): void;
  write<C extends Columns>(table: string, columns: C, row: Update<C> & { readonly isNew: boolean }): void;
  remove<C extends Columns>(table: string, columns: C, key: Partial<Flat<C>>): void;
  /** Several new rows at once; a part of which others can be derived, by the name that it returns. */
  insertAll<C extends Columns>(table: string, columns: C, rows: readonly Flat<C>[]): string;
  /** A part that is made of another one. */
  derive(text: string): string;
  /** Notifies the listeners of a channel when the commit is visible, if that part has a row. */
  notify(channel: string, part: string): void;
  end(): { readonly statement: Statement; readonly values: readonly unknown[] };
};

export function createStatement(): StatementBuilder {
  const parts: string[] = [];
  const values: unknown[] = [];
  let notified = '';
  const parameter = (columns: Columns, name: string, value: Value | undefined) => {
    values.push(parameterOf(value ?? null));
    return `$${values.length}::${columns[name]}`;
  };
  const listed = (columns: Columns, row: Flat<Columns>) =>
    Object.keys(columns).map((name) => parameter(columns, name, row[name]));
  const assigned = (columns: Columns, { row, key }: Update<Columns>) =>
    Object.keys(columns)
      .filter((name) => !key.includes(name))
      .map((name) => `${name} = ${parameter(columns, name, row[name])}`);
  const found = (table: string, columns: Columns, { row, key }: Update<Columns>) =>
    key.map((name) => `${table}.${name} = ${parameter(columns, name, row[name])}`).join(' AND ');
  const add = (text: string) => {
    const name = `part_${parts.length}`;
    parts.push(`${name} AS (${text})`);
    return name;
  };

  const builder: StatementBuilder = {
    insertRoot(table, columns, row) {
      const texts = listed(columns, row);
      parts.push(`root AS (INSERT INTO ${table} (${Object.keys(columns).join(', ')}) VALUES (${texts.join(', ')})
        ON CONFLICT DO NOTHING RETURNING 1)`);
    },
    updateRoot(table, columns, { isChanged, version, ...update }) {
      const more = isChanged ? assigned(columns, update) : [];
      const set = ['version = version + 1', ...more].join(', ');
      const where = `${found(table, columns, update)} AND version = ${parameter({ version: 'integer' }, 'version', version)}`;
      parts.push(`root AS (UPDATE ${table} SET ${set} WHERE ${where} RETURNING 1)`);
    },
    insert(table, columns, row, onConflict = '') {
      const texts = listed(columns, row);
      add(
        `INSERT INTO ${table} (${Object.keys(columns).join(', ')}) SELECT ${texts.join(', ')} FROM root ${onConflict}`,
      );
    },
    update(table, columns, update) {
      const set = assigned(columns, update).join(', ');
      add(`UPDATE ${table} SET ${set} FROM root WHERE ${found(table, columns, update)}`);
    },
    write(table, columns, { isNew, ...update }) {
      if (isNew) builder.insert(table, columns, update.row);
      else builder.update(table, columns, update);
    },
    remove(table, columns, row) {
      add(
        `DELETE FROM ${table} USING root WHERE ${found(table, columns, { row: row as Flat<Columns>, key: Object.keys(row) })}`,
      );
    },
    insertAll(table, columns, rows) {
      const names = Object.keys(columns).join(', ');
      const lines = rows.map((row) => `(${listed(columns, row).join(', ')})`).join(', ');
      return add(`INSERT INTO ${table} (${names}) SELECT v.* FROM root, (VALUES ${lines}) AS v RETURNING ${names}`);
    },
    derive: add,
    notify(channel, part) {
      notified = `, (SELECT pg_notify('${channel}', '') FROM ${part} LIMIT 1) AS notified`;
    },
    end: () => ({
      statement: named(`WITH ${parts.join(',\n')} SELECT 1 AS committed${notified} FROM root`, parts.length),
      values,
    }),
  };
  return builder;
}

/** A value that the drivers of both databases write alike. */
function parameterOf(value: Value): unknown {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? storable(value) : value;
}

/** Names by text: shapes that are seen again and again are prepared once. Those of many parts are hardly seen twice. */
const NAMES = new Map<string, string>();
const MOST_PARTS = 10;
const MOST_NAMES = 200;

function named(text: string, parts: number): Statement {
  const known = NAMES.get(text);
  if (known !== undefined) return { name: known, text };
  if (parts > MOST_PARTS || NAMES.size >= MOST_NAMES) return { name: '', text };
  const name = `commit_${NAMES.size}`;
  NAMES.set(text, name);
  return { name, text };
}
