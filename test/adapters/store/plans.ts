import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import type { Database } from '../../../src/adapters/store/postgres/database.ts';
import type { ServerDatabase } from './postgres/server-database.ts';

type Asked = { readonly query: string; readonly params: readonly unknown[] };

export type Plan = {
  readonly 'Node Type': string;
  readonly 'Index Cond'?: string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly 'Actual Total Time': number;
  readonly Plans?: readonly Plan[];
};

/** The database as the store's reads use it, and how the server answers the very statements that it is asked. */
export function explaining(database: ServerDatabase) {
  const prisma = new PrismaClient({
    adapter: new PrismaPg({ connectionString: database.url }),
    log: [{ emit: 'event', level: 'query' }],
  });
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
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

  /** @throws when the reading asks more than one statement */
  async function planOf(read: () => Promise<unknown>): Promise<Plan> {
    asked = [];
    await read();
    const [only] = asked;
    if (only === undefined || asked.length > 1) throw new Error(`${asked.length} statements`);
    const rows = await database.query<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${only.query}`,
      [...only.params],
    );
    const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
    if (plan === undefined) throw new Error('nothing was explained');
    return plan;
  }

  async function close(): Promise<void> {
    await prisma.$disconnect();
    await pool.end();
  }

  return { db, planOf, close };
}

export function nodesOf(plan: Plan): readonly Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

export function blocksOf(plan: Plan): number {
  return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
}
