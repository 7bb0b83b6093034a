import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import type { Database } from '../../../src/adapters/store/postgres/database.ts';
import { SESSION } from '../../../src/adapters/store/postgres/server.ts';
import type { ServerDatabase } from './postgres/create-database.ts';

type Asked = { readonly query: string; readonly params: readonly unknown[] };

export type Plan = {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly 'Actual Total Time': number;
  readonly Plans?: readonly Plan[];
};

/** Times are milliseconds. */
export type Explained = { readonly Plan: Plan; readonly 'Planning Time': number; readonly 'Execution Time': number };

/** The database as the store's reads use it, and how the server answers the very statements that it is asked. */
export function explaining(database: Pick<ServerDatabase, 'url' | 'query'>) {
  const prisma = new PrismaClient({
    adapter: new PrismaPg({ connectionString: database.url, ...SESSION }),
    log: [{ emit: 'event', level: 'query' }],
  });
  const pool = new pg.Pool({ connectionString: database.url, max: 1, ...SESSION });
  let asked: Asked[] = [];
  prisma.$on('query', ({ query, params }) => void asked.push({ query, params: JSON.parse(params) }));
  const db: Database = {
    prisma,
    query: async ({ text }, values) => {
      asked.push({ query: text, params: values });
      return (await pool.query(text, [...values])).rows;
    },
    listen: async () => {},
    pendingMigrations: async () => [],
    close: async () => {},
  };

  /** Of each statement that the reading asks. */
  async function explain(read: () => Promise<unknown>): Promise<readonly Explained[]> {
    asked = [];
    await read();
    const explained: Explained[] = [];
    for (const { query, params } of asked) {
      const text = `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${query}`;
      const rows = await database.query<{ 'QUERY PLAN': readonly Explained[] }>(text, [...params]);
      explained.push(...(rows[0]?.['QUERY PLAN'] ?? []));
    }
    return explained;
  }

  /** @throws when the reading asks more than one statement */
  async function planOf(read: () => Promise<unknown>): Promise<Plan> {
    const [only, ...more] = await explain(read);
    if (only === undefined || more.length > 0) throw new Error(`${1 + more.length} statements, or none`);
    return only.Plan;
  }

  async function close(): Promise<void> {
    await prisma.$disconnect();
    await pool.end();
  }

  return { db, explain, planOf, close };
}

export function nodesOf(plan: Plan): readonly Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

export function blocksOf(plan: Plan): number {
  return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
}
