import { type PGlite, parse, protocol } from '@electric-sql/pglite';
import type { Database, Statement } from './database.ts';

const { serialize } = protocol;

/**
 * Runs statements on the embedded database, each prepared once under its name: its own `query` parses and plans every time,
 * in six calls, which takes more than twice as long. Statements without a name, and arrays, go the usual way.
 */
export function preparedOn(db: PGlite): Database['query'] {
  const prepared = new Set<string>();

  async function prepare({ name, text }: Statement): Promise<void> {
    if (prepared.has(name)) return;
    await db.execProtocol(Buffer.concat([serialize.parse({ name, text }), serialize.sync()]));
    prepared.add(name);
  }

  async function run<Row>(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> {
    await prepare(statement);
    const messages = [
      serialize.bind({ statement: statement.name, values: values.map(textOf) }),
      serialize.describe({ type: 'P' }),
      serialize.execute({}),
      serialize.sync(),
    ];
    const answer = await db.execProtocol(Buffer.concat(messages));
    const [results] = parse.parseResults(answer.messages, db.parsers);
    return (results?.rows ?? []) as unknown as readonly Row[];
  }

  return async <Row extends object>(statement: Statement, values: readonly unknown[]) => {
    if (statement.name === '' || values.some(Array.isArray))
      return (await db.query<Row>(statement.text, [...values])).rows;
    // In turn with the statements and transactions of Prisma, which has the same database.
    return db._runExclusiveTransaction(() => db._runExclusiveQuery(() => run<Row>(statement, values)));
  };
}

/** As the protocol takes a value: bytes as they are, all else as text. */
function textOf(value: unknown): string | Uint8Array | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Uint8Array || typeof value === 'string') return value;
  return value instanceof Date ? value.toISOString() : String(value);
}
