import type { Flat } from './rows/row.ts';
import type { Columns, ColumnType, Value } from './tables.ts';

/** A part of a commit's statement. The text follows from the shape and from the names of the parameters, so it is written once. */
export type Part = {
  readonly shape: string;
  readonly types: readonly (ColumnType | undefined)[];
  readonly values: readonly Value[];
  /** The parameters are those of the values, with their types: `$1::uuid`. */
  readonly text: (parameters: readonly string[]) => string;
};

/** A row as it was loaded, null for a new one; as it is to be; and the columns that find it. */
export type Change<C extends Columns> = {
  readonly before: Flat<C> | null;
  readonly row: Flat<C>;
  readonly key: readonly string[];
};

export function newRoot(table: string, columns: Columns, row: Flat<Columns>): Part {
  const names = Object.keys(columns);
  return {
    shape: `new ${table}`,
    ...bound(columns, names, row),
    text: (parameters) =>
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${parameters.join(', ')}) ON CONFLICT DO NOTHING RETURNING 1`,
  };
}

export function changedRoot(table: string, columns: Columns, change: Change<Columns>, version: number | null): Part {
  const { names, types, values } = differing(columns, change);
  return {
    shape: `root ${table} ${names}`,
    types: [...types, 'integer'],
    values: [...values, version],
    text(parameters) {
      const set = ['version = version + 1', ...equations(names, parameters)].join(', ');
      const where = equations(change.key, parameters.slice(names.length)).join(' AND ');
      return `UPDATE ${table} SET ${set} WHERE ${where} AND version = ${parameters.at(-1)} RETURNING 1`;
    },
  };
}

export function insertion(table: string, columns: Columns, row: Flat<Columns>, onConflict = ''): Part {
  const names = Object.keys(columns);
  return {
    shape: `insert ${table} ${onConflict}`,
    ...bound(columns, names, row),
    text: (parameters) =>
      `INSERT INTO ${table} (${names.join(', ')}) SELECT ${parameters.join(', ')} FROM root ${onConflict}`,
  };
}

/** Null where nothing differs. */
export function update(table: string, columns: Columns, change: Change<Columns>): Part | null {
  const { names, types, values } = differing(columns, change);
  if (names.length === 0) return null;
  return {
    shape: `update ${table} ${names}`,
    types,
    values,
    text(parameters) {
      const set = equations(names, parameters).join(', ');
      return `UPDATE ${table} SET ${set} FROM root WHERE ${found(table, change.key, parameters.slice(names.length))}`;
    },
  };
}

export function deletion(table: string, columns: Columns, row: Flat<Columns>): Part {
  const key = Object.keys(row);
  return {
    shape: `delete ${table} ${key}`,
    ...bound(columns, key, row),
    text: (parameters) => `DELETE FROM ${table} USING root WHERE ${found(table, key, parameters)}`,
  };
}

/** Several rows, all of whose columns are returned. What the database numbers is numbered in their order. */
export function insertions(table: string, columns: Columns, rows: readonly Flat<Columns>[], onConflict = ''): Part {
  const names = Object.keys(columns);
  const all = rows.map((row) => bound(columns, names, row));
  return {
    shape: `insert ${table} ${rows.length} ${onConflict}`,
    types: all.flatMap(({ types }) => types),
    values: all.flatMap(({ values }) => values),
    text(parameters) {
      const lines = rows.map(
        (_, row) => `(${parameters.slice(row * names.length, (row + 1) * names.length).join(', ')}, ${row})`,
      );
      const list = names.join(', ');
      return `INSERT INTO ${table} (${list}) SELECT ${list} FROM root, (VALUES ${lines.join(', ')}) AS v (${list}, place)
        ORDER BY place ${onConflict} RETURNING ${list}`;
    },
  };
}

function bound(columns: Columns, names: readonly string[], row: Flat<Columns>) {
  return { types: names.map((name) => columns[name]), values: names.map((name) => row[name] ?? null) };
}

/** The columns that change, and after them those of the key. */
function differing(columns: Columns, { before, row, key }: Change<Columns>) {
  const names = before === row ? [] : Object.keys(row).filter((name) => !isSame(before?.[name], row[name]));
  return { names, ...bound(columns, [...names, ...key], row) };
}

function isSame(one: Value | undefined, other: Value | undefined): boolean {
  return one === other || (one instanceof Date && other instanceof Date && one.getTime() === other.getTime());
}

function equations(names: readonly string[], parameters: readonly string[]): readonly string[] {
  return names.map((name, index) => `${name} = ${parameters[index]}`);
}

function found(table: string, key: readonly string[], parameters: readonly string[]): string {
  return equations(key, parameters)
    .map((equation) => `${table}.${equation}`)
    .join(' AND ');
}
