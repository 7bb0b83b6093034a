import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPurchases } from '../../../src/adapters/store/purchases/index.ts';
import type { Loading, PurchaseRef } from '../../../src/ports/store/purchases.ts';
import { blocksOf, explaining } from './plans.ts';
import type { ServerDatabase } from './postgres/create-database.ts';
import { onServer } from './postgres/server-database.ts';

const PAID = 20_000;
/** A page of each of a dozen tables and indexes, and the way to it. */
const MOST_BLOCKS = 100;

onServer(`A purchase among ${PAID} that were paid`, (database) => {
  let explained: ReturnType<typeof explaining>;
  let open: { readonly payment: string; readonly order: string; readonly account: string };

  beforeAll(async () => {
    await fill(database());
    explained = explaining(database());
    const [row] = await database().query<typeof open>(
      `SELECT id AS payment, order_id AS "order", account_id AS account FROM payments WHERE status = 'pending'`,
    );
    if (row === undefined) throw new Error('there is no open payment');
    open = row;
  }, 60_000);
  afterAll(() => explained?.close());

  async function blocksToLoad(ref: PurchaseRef, loading: Loading = {}): Promise<number> {
    return blocksOf(await explained.planOf(() => createPurchases(explained.db).loadPurchase(ref, loading)));
  }

  test('A purchase is loaded from a few pages, however many others were paid', async () => {
    const delivery = { accountId: open.account, key: 'evt_1' };

    expect(await blocksToLoad({ kind: 'payment', id: open.payment })).toBeLessThan(MOST_BLOCKS);
    expect(await blocksToLoad({ kind: 'payment', id: open.payment }, { delivery })).toBeLessThan(MOST_BLOCKS);
    expect(await blocksToLoad({ kind: 'order', id: open.order })).toBeLessThan(MOST_BLOCKS);
  });
});

/** Paid orders, one payment each, and one order whose payment is open. */
async function fill({ query }: ServerDatabase): Promise<void> {
  const each = `FROM generate_series(0, ${PAID}) AS n`;
  const status = (paid: string, open: string) => `CASE WHEN n = 0 THEN '${open}' ELSE '${paid}' END`;
  await query("INSERT INTO accounts (id, provider) VALUES (gen_random_uuid(), 'acme')");
  await query(
    `INSERT INTO orders (id, user_id, amount_minor, currency, provider, capture_method, status)
     SELECT md5('order-' || n)::uuid, 'user', 1000, 'JPY', 'acme', 'automatic', 'pending' ${each}`,
  );
  await query(
    `INSERT INTO payments (id, user_id, order_id, account_id, provider, amount_minor, currency, title, capture_method,
                           expires_at, status, transitions)
     SELECT md5('payment-' || n)::uuid, 'user', md5('order-' || n)::uuid, accounts.id, 'acme', 1000, 'JPY', 'Mat',
            'automatic', now(), ${status('succeeded', 'pending')}, ${status('2', '0')}::integer ${each}, accounts`,
  );
  const transition = (seq: number, from: string, to: string) =>
    query(
      `INSERT INTO payment_transitions (payment_id, seq, from_status, to_status, cause_kind, cause_id)
       SELECT md5('payment-' || n)::uuid, ${seq}, '${from}', '${to}', 'webhook', 'evt' ${each} WHERE n > 0`,
    );
  await transition(1, 'pending', 'failed');
  // Successes since the tables were analyzed: as far as the planner knows, there are none.
  await query('ANALYZE');
  await transition(2, 'failed', 'succeeded');
}
