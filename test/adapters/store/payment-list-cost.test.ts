import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createQueries } from '../../../src/adapters/store/reading/queries.ts';
import { EVERY_PAYMENT as ALL, type PaymentFilter, type Queries } from '../../../src/ports/store/queries.ts';
import { blocksOf, explaining, nodesOf } from './plans.ts';
import type { ServerDatabase } from './postgres/create-database.ts';
import { onServer } from './postgres/server-database.ts';

/** Each is asked for in pages of this size. */
const LIMIT = 20;
const OLD = 2 * LIMIT;
const ADDED = 100_000;

const FILTERS: Readonly<Record<string, PaymentFilter>> = {
  "everybody's": ALL,
  "one user's": { ...ALL, userId: 'user-0' },
  "one gym's": { ...ALL, gymSlug: 'gym' },
  'of one status': { ...ALL, status: 'failed' },
  "one user's of one status": { ...ALL, userId: 'user-0', status: 'failed' },
};

onServer(`A list of payments to which ${ADDED} were added since its first pages were read`, (database) => {
  let explained: ReturnType<typeof explaining>;
  let queries: Queries;
  const cursors = new Map<string, string | null>();
  const lastPages = new Map<string, readonly string[]>();

  beforeAll(async () => {
    explained = explaining(database());
    queries = createQueries(explained.db);
    await addPayments(database(), OLD, '2026-01-01', 1);
    for (const [name, filter] of Object.entries(FILTERS)) {
      const { nextCursor } = await queries.listPayments(filter, { limit: LIMIT, cursor: null });
      cursors.set(name, nextCursor);
      lastPages.set(name, await page(filter, nextCursor));
    }
    // Every hundredth has the status and every tenth the user that a filter asks for.
    await addPayments(database(), ADDED, '2026-02-01', 10);
    await database().query('ANALYZE payments');
  }, 120_000);
  afterAll(() => explained?.close());

  async function page(filter: PaymentFilter, cursor: string | null): Promise<string[]> {
    const { items } = await queries.listPayments(filter, { limit: LIMIT, cursor });
    return items.map(({ id }) => id);
  }

  const plansOf = (filter: PaymentFilter, cursor: string | null) => explained.planOf(() => page(filter, cursor));

  test.each(Object.entries(FILTERS))(
    'A list of payments to which others are added meanwhile still goes on where it was: %s',
    async (name, filter) => {
      expect(lastPages.get(name)).toHaveLength(LIMIT);
      expect(await page(filter, cursors.get(name) ?? null)).toEqual(lastPages.get(name));
    },
  );

  test.each(Object.entries(FILTERS))(
    'A list of payments to which others are added meanwhile reads no more for its last page than for its first: %s',
    async (name, filter) => {
      const first = await plansOf(filter, null);
      const last = await plansOf(filter, cursors.get(name) ?? null);

      const nodes = [first, last].flatMap(nodesOf);
      expect(nodes.map((node) => node['Node Type'])).not.toContain('Seq Scan');
      expect(nodesOf(last).some((node) => node['Index Cond']?.includes('created_at'))).toBe(true);
      expect(blocksOf(last)).toBeLessThanOrEqual(2 * blocksOf(first));
    },
  );

  test('A list of payments would read many times as much if it looked at every payment', async () => {
    const last = await plansOf(ALL, cursors.get("everybody's") ?? null);

    const [table] = await database().query<{ blocks: number }>(
      "SELECT (pg_relation_size('payments') / 8192)::int AS blocks",
    );
    expect(table?.blocks).toBeGreaterThan(20 * blocksOf(last));
  });
});

/** Checkouts at one gym, a second apart. Of `each` payments one is of the first user, and of ten of his one failed. */
async function addPayments({ query }: ServerDatabase, count: number, from: string, each: number): Promise<void> {
  await query(
    `INSERT INTO gyms (slug, name, payments_enabled, provider, currency, signature)
     VALUES ('gym', 'Gym', true, 'acme', 'ARS', 'required') ON CONFLICT DO NOTHING`,
  );
  await query("INSERT INTO accounts (id, provider) VALUES ($1, 'acme') ON CONFLICT DO NOTHING", [randomUUID()]);
  await query(
    `INSERT INTO payments (id, user_id, gym_slug, account_id, provider, amount_minor, currency, title, capture_method,
                           expires_at, status, created_at)
     SELECT gen_random_uuid(), 'user-' || n % $3, 'gym', accounts.id, 'acme', 1000, 'ARS', 'Pass', 'automatic', now(),
            CASE WHEN $3 = 1 OR n % ($3 * 10) = 0 THEN 'failed' ELSE 'succeeded' END, $2::timestamptz + n * interval '1 s'
       FROM generate_series(1, $1::int) AS n, accounts`,
    [count, from, each],
  );
}
