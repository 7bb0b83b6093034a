import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../../../../generated/prisma/client.ts';
import type { Store } from '../../../ports/store/store.ts';
import { createStore } from '../store.ts';
import { createListening } from './listening.ts';
import { applyMigrations, type Migration, pendingMigrations, readMigrations } from './migrations.ts';

/**
 * A statement that takes longer, or waits longer for a lock, is given up (503) rather than letting requests
 * pile up behind it; a session left inside a transaction must not keep its locks.
 */
const LIMITS = {
  statement_timeout: 5_000,
  lock_timeout: 2_000,
  idle_in_transaction_session_timeout: 5_000,
  // For a connection that has gone silent: longer than the server's own limit, which says more.
  query_timeout: 7_000,
  // Waiting for a free connection of the pool, or for a new one.
  connectionTimeoutMillis: 5_000,
} as const;

/**
 * Prisma reads a timestamptz as UTC whatever the session's zone is, so the session's must be UTC. To compile a plan (`jit`)
 * takes seconds, for statements that take milliseconds.
 */
export const SESSION = { options: '-c TimeZone=UTC -c jit=off', application_name: 'fitstack-payments' } as const;

export type ServerOptions = {
  readonly url: string;
  readonly poolSize?: number;
  /** Called when a connection is lost; the pool replaces it by itself. */
  readonly onConnectionLost?: (error: Error) => void;
  /** Called once, with a function that counts the busy and idle connections and the callers that wait for one. */
  readonly watchPool?: (usage: () => { busy: number; idle: number; waiting: number }) => void;
};

/**
 * The store on a PostgreSQL server.
 * @throws in one line when it can't be reached, or lacks migrations.
 */
export async function openServerStore({ url, poolSize = 10, ...options }: ServerOptions): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, ...SESSION, ...LIMITS });
  const migrations = await readMigrations();
  const onLost = options.onConnectionLost ?? (() => {});
  surviveLostConnections(pool, onLost);
  const listening = createListening(() => clientOf(url), onLost);
  options.watchPool?.(() => {
    const { totalCount, idleCount: idle, waitingCount: waiting } = pool;
    return { busy: totalCount - idle, idle, waiting };
  });
  try {
    await assertReachable(pool, url);
    await assertMigrated(pool, migrations);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return createStore({
    prisma,
    query: async (statement, values) => (await pool.query({ ...statement, values: [...values] })).rows,
    listen: (channel, listener) => listening.listen(channel, listener),
    pendingMigrations: () => pendingMigrations(pool, migrations),
    async close() {
      await listening.close();
      await prisma.$disconnect();
      await pool.end();
    },
  });
}

/**
 * Applies the missing migrations to a server's database and names them.
 * @throws in one line when it can't be reached, or a file was changed after it was applied.
 */
export async function migrate(url: string): Promise<readonly string[]> {
  const client = clientOf(url);
  await client.connect().catch((error: unknown) => {
    throw unreachable(url, error);
  });
  try {
    const session = {
      query: (sql: string, values?: unknown[]) => client.query(sql, values),
      script: (sql: string) => client.query(sql),
    };
    return await applyMigrations(session, await readMigrations());
  } finally {
    await client.end();
  }
}

/** A connection outside of the pool, without the limits on statements. */
function clientOf(url: string): pg.Client {
  const { connectionTimeoutMillis } = LIMITS;
  return new pg.Client({ connectionString: url, ...SESSION, connectionTimeoutMillis, keepAlive: true });
}

/** Without a listener, a connection that the server drops would end the process, also while it is checked out. */
function surviveLostConnections(pool: pg.Pool, onLost: (error: Error) => void): void {
  pool.on('error', onLost);
  pool.on('connect', (client) => client.on('error', onLost));
}

async function assertReachable(pool: pg.Pool, url: string): Promise<void> {
  await pool.query('SELECT 1').catch((error: unknown) => {
    throw unreachable(url, error);
  });
}

async function assertMigrated(pool: pg.Pool, migrations: readonly Migration[]): Promise<void> {
  const pending = await pendingMigrations(pool, migrations);
  if (pending.length === 0) return;
  throw new Error(`The database lacks ${pending.length} migration(s), first ${pending[0]}: run the migrate command`);
}

/** Says where, but not with which password. */
function unreachable(url: string, cause: unknown): Error {
  const { host, pathname } = new URL(url);
  const reason = cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : String(cause);
  return new Error(`The database at ${host}${pathname} can't be reached: ${reason}`, { cause });
}
