import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createQueries } from '../../../src/adapters/store/reading/queries.ts';
import { money } from '../../../src/domain/money/money.ts';
import { searchOf } from '../../../src/domain/operator/search.ts';
import { EVERY_PAYMENT, type PaymentFilter } from '../../../src/ports/store/queries.ts';
import { blocksOf, explaining, nodesOf } from './plans.ts';
import type { ServerDatabase } from './postgres/create-database.ts';
import { onServer } from './postgres/server-database.ts';

const PAYMENTS = 20_000;
const LIMIT = 20;
/** A page of this size, and a few ways down an index. */
const MOST_BLOCKS = 100;

const ID = '660e8400-e29b-41d4-a716-000000000007';
const CREATED = new Date('2026-02-01T02:00:00Z');

/** No statement is needed for it. */
const NOWHERE: Partial<PaymentFilter> = { search: searchOf('no form') };

/** Every tenth. */
const MANY = {
  ...{ gymSlug: 'small-gym', provider: 'acme', status: 'succeeded', currency: money(0, 'BRL').currency },
} satisfies Partial<PaymentFilter>;

onServer(`Among ${PAYMENTS} payments`, (database) => {
  let explained: ReturnType<typeof explaining>;
  beforeAll(async () => {
    explained = explaining(database());
    await addPayments(database());
  }, 120_000);
  afterAll(() => explained?.close());

  test.each([
    ['an id of ours', { search: searchOf(ID) }, 1],
    ['an id of its parent', { search: searchOf('cs_7') }, 1],
    ['the name that client libraries have for it', { search: searchOf('pi_7') }, 1],
    ['an id of an attempt', { search: searchOf('try_7') }, 1],
    ['an id of a charge', { search: searchOf('ch_7') }, 1],
    ['an id of a refund', { search: searchOf('re_7') }, 1],
    ['an id of a dispute', { search: searchOf('dp_7') }, 1],
    ['an address', { search: searchOf('Payer-7@example.com') }, 1],
    ['a gym', { search: searchOf('small-gym') }, LIMIT],
    ['a number that could be a gym', { search: searchOf('143845427326') }, 0],
    ['a text of no form', NOWHERE, 0],
    ['a rare provider', { provider: 'rare' }, 2],
    ['a rare currency', { currency: money(0, 'JPY').currency }, 2],
    ['an amount', { amountMinor: 1_007 }, LIMIT],
    ['when it was opened', { createdFrom: CREATED, createdTo: new Date(CREATED.getTime() + 5_000) }, 5],
    ['an address of an earlier time', { search: searchOf('payer-7@example.com'), createdTo: new Date(0) }, 0],
    ['what many are, and none is at once', { gymSlug: 'gym', currency: money(0, 'BRL').currency }, 0],
    ['what many are, and all at once', { ...MANY, createdTo: CREATED }, LIMIT],
    ['what many are, at a time when none was', { ...MANY, createdTo: new Date(0) }, 0],
    ['an amount that its gym never had', { amountMinor: 1_001, gymSlug: 'small-gym' }, 0],
    ['all of it', { search: searchOf('pi_7'), amountMinor: 1_007, userId: 'user-7', status: 'succeeded' }, 1],
  ] as [string, Partial<PaymentFilter>, number][])(
    'a payment is found by %s without reading more than a page of them',
    async (_what, filter, count) => {
      const page = { limit: LIMIT, cursor: null };
      const list = () => createQueries(explained.db).listPayments({ ...EVERY_PAYMENT, ...filter }, page);
      expect((await list()).items).toHaveLength(count);
      if (filter === NOWHERE) return;

      const plan = await explained.planOf(list);

      expect(nodesOf(plan).map((node) => node['Node Type'])).not.toContain('Seq Scan');
      expect(blocksOf(plan)).toBeLessThan(MOST_BLOCKS);
    },
  );

  test('a payment is found among so many that reading all of them would be seen', async () => {
    const [table] = await database().query<{ blocks: number }>(
      "SELECT (pg_relation_size('payments') / 8192)::int AS blocks",
    );
    expect(table?.blocks).toBeGreaterThan(4 * MOST_BLOCKS);
  });
});

/** A second apart, each with an attempt; the seventh has money that went back, and a dispute. Every tenth is a small gym's, in its own currency. */
async function addPayments({ query }: ServerDatabase): Promise<void> {
  await query(
    `INSERT INTO gyms (slug, name, payments_enabled, provider, currency, signature)
     SELECT slug, 'Gym', true, 'acme', 'ARS', 'required' FROM unnest(ARRAY['gym', 'small-gym']) AS slug`,
  );
  await query("INSERT INTO accounts (id, provider) VALUES ($1, 'acme'), ($2, 'rare')", [randomUUID(), randomUUID()]);
  await query(
    `INSERT INTO payments (id, user_id, gym_slug, account_id, provider, amount_minor, currency, title, customer_email,
                           capture_method, expires_at, status, created_at, parent_id, intent_id)
     SELECT ('660e8400-e29b-41d4-a716-' || lpad(n::text, 12, '0'))::uuid, 'user-' || n % 100,
            CASE n % 10 WHEN 0 THEN 'small-gym' ELSE 'gym' END, accounts.id, provider, 1000 + n % 500,
            CASE WHEN n % 10000 = 5 THEN 'JPY' WHEN n % 10 = 0 THEN 'BRL' ELSE 'ARS' END, 'Pass', 'payer-' || n || '@Example.com', 'automatic', now(),
            'succeeded', '2026-02-01'::timestamptz + n * interval '1 s', 'cs_' || n, 'pi_' || n
       FROM generate_series(1, $1::int) AS n
       JOIN accounts ON provider = CASE n % 10000 WHEN 6 THEN 'rare' ELSE 'acme' END`,
    [PAYMENTS],
  );
  await query(
    `INSERT INTO payment_attempts (account_id, provider_payment_id, payment_id, status, captured_minor, charges)
     SELECT account_id, replace(intent_id, 'pi', 'try'), id, 'succeeded', amount_minor,
            jsonb_build_array(jsonb_build_object('id', replace(intent_id, 'pi', 'ch'), 'decline', NULL, 'method', NULL))
       FROM payments`,
  );
  await query(
    `INSERT INTO refunds (id, payment_id, account_id, provider_payment_id, amount_minor, currency, provider_refund_id)
     SELECT gen_random_uuid(), id, account_id, replace(intent_id, 'pi', 'try'), 1, currency, replace(intent_id, 'pi', 're')
       FROM payments`,
  );
  await query(
    `INSERT INTO disputes (account_id, provider_dispute_id, payment_id, provider_payment_id, status, status_at, created_at)
     SELECT account_id, replace(intent_id, 'pi', 'dp'), id, replace(intent_id, 'pi', 'try'), 'open', now(), now()
       FROM payments`,
  );
  await query('VACUUM ANALYZE');
}
