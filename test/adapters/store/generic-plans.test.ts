import { setTimeout } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import { createStore } from '../../../src/adapters/store/store.ts';
import { NO_SUBJECT } from '../../../src/app/journal.ts';
import { aDelivery, anOpened, facts, LEASE_MS, success } from '../../conformance/store/builders.ts';
import { anOperation, leaseOf } from '../../conformance/store/operations.ts';
import { aRefund, reported } from '../../conformance/store/purchases/refunds.ts';
import { type StoreAndCommands, withCommands } from '../../stores.ts';
import type { ServerDatabase } from './postgres/create-database.ts';
import { onServer } from './postgres/server-database.ts';

/**
 * PostgreSQL plans so many executions of a statement anew, then one plan serves all, unless plans for the values seem better.
 * They always do where a parameter is an array, and each call pays for that.
 */
const CUSTOM_PLANS = 5;
const ROUNDS = 12;
const ROWS = 20_000;

type Plans = { readonly name: string; readonly custom: number; readonly generic: number };

onServer('the statements of a payment', (database) => {
  let session: pg.Client;
  let store: StoreAndCommands;

  beforeAll(async () => {
    await fill(database());
    session = new pg.Client({ connectionString: database().url });
    await session.connect();
    const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: database().url }) });
    store = withCommands(
      createStore({
        prisma,
        query: async (statement, values) => (await session.query({ ...statement, values: [...values] })).rows,
        listen: async () => {},
        pendingMigrations: async () => [],
        close: async () => {
          await prisma.$disconnect();
          await session.end();
        },
      }),
    );
  });
  afterAll(() => store.close());

  test('the statements of a payment that is opened, paid and refunded are planned once, whatever their values', async () => {
    for (let round = 0; round < ROUNDS; round += 1) await play(store);

    const { rows } = await session.query<Plans>(
      `SELECT name, custom_plans::integer AS custom, generic_plans::integer AS generic
         FROM pg_prepared_statements ORDER BY name`,
    );

    const reused = rows.filter(({ generic }) => generic > 0).map(({ name }) => name);
    expect(reused).toEqual(expect.arrayContaining(HOT));
    expect(reused.filter((name) => name.startsWith('commit_')).length).toBeGreaterThanOrEqual(COMMITS);
    // A step within the millisecond of the one before it leaves `updated_at` as it is: a statement of its own, seldom executed.
    const expected = rows.map(({ name, custom, generic }) => ({
      name,
      custom: Math.min(custom + generic, CUSTOM_PLANS),
    }));
    expect(rows.map(({ name, custom }) => ({ name, custom }))).toEqual(expected);
  });
});

/** In tables of a page or two all plans cost the same. */
async function fill({ query }: ServerDatabase): Promise<void> {
  const number = `FROM generate_series(1, ${ROWS}) AS n`;
  await query(
    `INSERT INTO gyms (slug, name, payments_enabled, provider, currency, signature)
     VALUES ('gym', 'Gym', true, 'acme', 'ARS', 'required')`,
  );
  const [account] = await query<{ id: string }>(
    "INSERT INTO accounts (id, provider) VALUES (gen_random_uuid(), 'acme') RETURNING id",
  );
  await query(
    `WITH payment AS (
       INSERT INTO payments (id, user_id, gym_slug, account_id, provider, amount_minor, currency, title, capture_method,
                             expires_at, status)
       SELECT gen_random_uuid(), 'user-' || n, 'gym', $1, 'acme', 1000, 'ARS', 'Pass', 'automatic', now(), 'succeeded'
         ${number} RETURNING id)
     INSERT INTO payment_attempts (account_id, provider_payment_id, payment_id, status, captured_minor)
     SELECT $1, id, id, 'succeeded', 1000 FROM payment`,
    [account?.id],
  );
  await query(
    `INSERT INTO deliveries (account_id, key, event_id, event_type, state, body, headers, query, received_at)
     SELECT $1, n, n, 'paid', 'ignored', '', '[]', '[]', now() ${number}`,
    [account?.id],
  );
  await query('ANALYZE');
}

const HOT = [
  'begin_operation',
  'end_operation',
  'load_order',
  'load_payment',
  'load_payment_delivery',
  'write_journal',
];
/** Putting the order, opening its payment, a webhook of its success, a request for a refund, and its end. */
const COMMITS = 5;

const OPENED = { kind: 'call', actor: 'acme', operation: 'open', outcome: 'ok', reason: null, tookMs: 7 } as const;

/** A step within the millisecond of the one before it leaves `updated_at` as it is, which is a statement of its own. */
const nextMoment = () => setTimeout(2);

async function play(store: StoreAndCommands): Promise<void> {
  const lease = leaseOf(await store.beginOperation(anOperation(), LEASE_MS));
  const { payment } = await anOpened(store);
  await nextMoment();
  await store.writeJournal(payment.accountId, { ...NO_SUBJECT, paymentId: payment.id }, OPENED);
  const { fact, attempt } = success(1);
  await store.recordFacts(facts(payment.id, { fact, attempt, delivery: aDelivery(payment.accountId) }));
  await nextMoment();
  const { refund } = await store.openRefund(aRefund(payment.id), LEASE_MS);
  await nextMoment();
  const report = reported(attempt.providerPaymentId, { reference: refund.id });
  await store.recordFacts(facts(payment.id, { reversals: [report] }));
  await store.endOperation(lease, 'open');
}
