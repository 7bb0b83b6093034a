import { type Statement, storable } from '../postgres/database.ts';
import { type Change, changedRoot, deletion, insertion, insertions, newRoot, type Part, update } from './parts.ts';
import type { Flat } from './rows/row.ts';
import type { Columns, Value } from './tables.ts';

/** Builds the one statement of a commit: its root first, and every other part FROM the root. */
export type StatementBuilder = {
  /** Returns no row, and then nothing is written, if a new row is there already, or a loaded one has another version by now. */
  root<C extends Columns>(table: string, columns: C, change: Change<C>, version: number | null): void;
  insert<C extends Columns>(table: string, columns: C, row: Flat<C>, onConflict?: string): void;
  /** Inserts a new row, or updates the columns that differ: triggers of the others don't fire. */
  write<C extends Columns>(table: string, columns: C, change: Change<C>): void;
  remove<C extends Columns>(table: string, columns: C, key: Partial<Flat<C>>): void;
  /** Several new rows at once, in this order; a part of which others can be derived, by the name that it returns. */
  insertAll<C extends Columns>(table: string, columns: C, rows: readonly Flat<C>[], onConflict?: string): string;
  /** A part that is made of another one, and of nothing else. */
  derive(from: string, text: (from: string) => string): string;
  /** Notifies the listeners of a channel when the commit is visible, if that part has a row. */
  notify(channel: string, part: string): void;
  end(): { readonly statement: Statement; readonly values: readonly unknown[] };
};

export function createStatement(): StatementBuilder {
  const parts: Part[] = [];
  let notified = '';
  const add = (part: Part) => `part_${parts.push(part) - 1}`;
  return {
    root(table, columns, change, version) {
      const { before, row } = change;
      add(before === null ? newRoot(table, columns, row) : changedRoot(table, columns, change, version));
    },
    insert: (table, columns, row, onConflict) => void add(insertion(table, columns, row, onConflict)),
    write(table, columns, change) {
      const { before, row } = change;
      const part = before === null ? insertion(table, columns, row) : update(table, columns, change);
      if (part !== null) add(part);
    },
    remove: (table, columns, key) => void add(deletion(table, columns, key as Flat<Columns>)),
    insertAll: (table, columns, rows, onConflict) => add(insertions(table, columns, rows, onConflict)),
    derive: (from, text) => add({ shape: `derive ${from}`, types: [], values: [], text: () => text(from) }),
    notify(channel, part) {
      notified = `, (SELECT pg_notify('${channel}', '') FROM ${part} LIMIT 1) AS notified`;
    },
    end() {
      const parameterOf = createParameters();
      const values = parts.flatMap((part) => part.values.map(parameterOf));
      return { statement: statementOf(parts, notified), values };
    },
  };
}

/** Values as the drivers of both databases write them alike. Most times of a commit are the same one, which is written once. */
function createParameters(): (value: Value) => unknown {
  const times = new Map<Date, string>();
  return (value) => {
    if (typeof value === 'string') return storable(value);
    if (!(value instanceof Date)) return value;
    const text = times.get(value) ?? value.toISOString();
    times.set(value, text);
    return text;
  };
}

/** By shape: those that are seen again and again are written and prepared once. Those of many parts are hardly seen twice. */
const STATEMENTS = new Map<string, Statement>();
const MOST_PARTS = 10;
const MOST_STATEMENTS = 200;

function statementOf(parts: readonly Part[], notified: string): Statement {
  const shape = parts.map((part) => part.shape).join('\n') + notified;
  const known = STATEMENTS.get(shape);
  if (known !== undefined) return known;
  const text = textOf(parts, notified);
  if (parts.length > MOST_PARTS || STATEMENTS.size >= MOST_STATEMENTS) return { name: '', text };
  const statement = { name: `commit_${STATEMENTS.size}`, text };
  STATEMENTS.set(shape, statement);
  return statement;
}

function textOf(parts: readonly Part[], notified: string): string {
  let last = 0;
  const texts = parts.map(({ types, text }, index) => {
    const parameters = types.map((type) => `$${++last}::${type}`);
    return `${index === 0 ? 'root' : `part_${index}`} AS (${text(parameters)})`;
  });
  return `WITH ${texts.join(',\n')} SELECT 1 AS committed${notified} FROM root`;
}
