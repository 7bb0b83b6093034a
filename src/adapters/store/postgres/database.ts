import type { PrismaClient } from '../../../../generated/prisma/client.ts';

/** One PostgreSQL, whichever way it is reached. */
export type Database = {
  readonly prisma: PrismaClient;
  /**
   * Runs one statement without Prisma, which costs four times as much: for what every request needs. On a server it is
   * prepared once per connection, so its result must not change with the table: no `SELECT *`.
   */
  query<Row extends object>(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]>;
  /** Calls the listener soon after each commit that notifies this channel, until the database is closed. */
  listen(channel: string, listener: () => void): Promise<void>;
  /** Names of migrations that this code needs and the database lacks. */
  pendingMigrations(): Promise<readonly string[]>;
  close(): Promise<void>;
};

/** A statement, and the name that it is prepared under: a new text needs a new name. */
export type Statement = { readonly name: string; readonly text: string };

/** JSON that `jsonb` accepts, whatever a stranger wrote: it refuses NUL and half surrogates, so they are replaced. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  // Checking each part takes four times as long, and hardly any text needs it.
  if (!MAY_BE_UNSTORABLE.test(text)) return text;
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? storable(part) : part));
}

/** How JSON writes NUL and half surrogates. */
const MAY_BE_UNSTORABLE = /\\u(?:0000|d[89a-f])/;

/** Text that PostgreSQL can hold. Nearly all text is, and to look is faster than to replace nothing. */
export function storable(text: string): string {
  return text.includes('\0') || !text.isWellFormed() ? text.replaceAll('\0', '\uFFFD').toWellFormed() : text;
}

/** The same for all texts of a flat record. */
export function storableTexts<Flat extends object>(record: Flat): Flat {
  const entries = Object.entries(record).map(([name, value]) => [
    name,
    typeof value === 'string' ? storable(value) : value,
  ]);
  return Object.fromEntries(entries) as Flat;
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Ids come from outside, too (a provider carries our reference): a text that is no UUID can't be one of our ids. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
