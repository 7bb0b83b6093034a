import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { onServer } from '../../adapters/store/postgres/server-database.ts';
import { type Reply, startRigHere } from '../../reliability/rig.ts';
import { dataOf } from '../support/platform.ts';

/** How long a provider takes: long enough to look around meanwhile on a busy machine. */
const SLOW_MS = 2_000;

onServer('a call to a provider in flight', (database) => {
  let rig: Awaited<ReturnType<typeof startRigHere>>;
  beforeAll(async () => {
    rig = await startRigHere(database().url, 2);
    expect(await rig.api.putGym()).toMatchObject({ status: 201 });
  });
  beforeEach(() => rig.switchAllOff());
  afterAll(() => rig.stop());

  test.each([
    ['a Stripe intent is opened', 'open', async () => rig.api.intent(await anOrder('stripe'))],
    ['a checkout is opened', 'open', () => rig.api.checkout()],
    [
      'an intent is shown again',
      'fetch',
      async () => {
        const orderId = await anOrder('stripe');
        await rig.api.intent(orderId);
        return slowly('fetch', () => rig.api.intent(orderId));
      },
    ],
    ['a notification is looked up', 'fetch', async () => slowly('fetch', await aPaidCheckout())],
    [
      'a payment is closed',
      'close',
      async () => {
        const orderId = await anOrder('stripe');
        await rig.api.intent(orderId);
        return slowly('close', () => rig.api.putOrder(orderId, { status: 'cancelled' }));
      },
    ],
  ] as const)('E5, no call of a provider is inside a transaction: %s', async (_what, operation, act) => {
    if (operation === 'open') await slowDown('open');
    const running = act();
    await untilStruck(operation);

    const [before, after] = [await transactions(), await sleep(500).then(transactions)];
    const stillOpen = after.filter((session) => before.includes(session));

    expect(stillOpen).toEqual([]);
    expect((await running).status).toBeLessThan(300);
  });

  test('the lease outlives the call, so that a caller who asks meanwhile waits for it and sends no request', async () => {
    const orderId = await anOrder('mercadopago');
    await rig.switchOn({ fault: 'keys_ignored' });
    await rig.switchOn({ fault: 'search_lags' });
    await slowDown('open');

    const first = rig.api.intent(orderId);
    await untilStruck('open');
    const [lease] = await database().query<{ seconds: number }>(
      `SELECT extract(epoch FROM lease_until - lease_began_at)::float AS seconds FROM payments WHERE order_id = $1`,
      [orderId],
    );
    const others = await Promise.all(rig.apis.map((api) => api.intent(orderId)));

    expect(lease?.seconds).toBeGreaterThanOrEqual(60);
    expect(others.map(({ status }) => status)).toEqual([201, 201]);
    expect(others.map(dataOfReply)).toEqual([dataOfReply(await first), dataOfReply(await first)]);
    expect(await madeFor(orderId)).toHaveLength(1);
  });

  test('E1, 100 requests at once over two replicas get one answer, from one intent', async () => {
    const orderId = await anOrder('stripe');

    const hundred = Array.from({ length: 100 }, (_, at) => rig.apis[at % 2]?.intent(orderId));
    const answers = (await Promise.all(hundred)) as Reply[];

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await madeFor(orderId)).toHaveLength(1);
  });

  test('a lost answer is asked for with the same key, so that there is one intent though the search shows none', async () => {
    const orderId = await anOrder('stripe');
    await rig.switchOn({ fault: 'search_lags' });
    await rig.switchOn({ fault: 'reset_after', operation: 'open', times: 1 });

    const lost = await rig.api.intent(orderId);
    const recovered = await rig.api.intent(orderId);

    expect([lost.status, recovered.status]).toEqual([502, 201]);
    expect(await madeFor(orderId)).toHaveLength(1);
  });

  async function anOrder(provider: 'stripe' | 'mercadopago'): Promise<string> {
    const id = randomUUID();
    const money = provider === 'stripe' ? { amount: 1000, currency: 'jpy' } : { amount: 500_000, currency: 'ars' };
    expect(await rig.api.putOrder(id, { provider, ...money })).toMatchObject({ status: 201 });
    return id;
  }

  /** A page that was paid, which the merchant has not been sent yet; sending is looking it up. */
  async function aPaidCheckout(): Promise<() => Promise<Reply>> {
    const page = new URL(String((await rig.api.checkout()).body['init_point']));
    const paid = await rig.sandbox('POST', `/sandbox/payments/${page.searchParams.get('pref_id')}/succeed?hold=1`);
    const [webhook] = paid.body['webhooks'] as { id: string }[];
    return async () => {
      const { status, body } = await rig.sandbox('POST', `/sandbox/webhooks/${webhook?.id}/send`);
      return { status: body['status_code'] === 200 ? status : 500, body };
    };
  }

  async function slowly(operation: string, act: () => Promise<Reply>): Promise<Reply> {
    await slowDown(operation);
    return act();
  }

  async function slowDown(operation: string): Promise<void> {
    await rig.switchOn({ fault: 'slow', operation, ms: SLOW_MS });
  }

  async function untilStruck(operation: string): Promise<void> {
    await vi.waitFor(async () => {
      const on = (await rig.sandbox('GET', '/sandbox/faults')).body['on'] as { operation: string; struck: number }[];
      expect(on.find((slow) => slow.operation === operation)?.struck).toBeGreaterThan(0);
    }, 30_000);
  }

  /** Sessions of the service that are inside a transaction, with its beginning. */
  async function transactions(): Promise<string[]> {
    const rows = await database().query<{ session: string }>(`
      SELECT concat_ws(' ', pid, xact_start, query) AS session FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'fitstack-payments' AND xact_start IS NOT NULL`);
    return rows.map(({ session }) => session);
  }

  async function madeFor(orderId: string): Promise<unknown[]> {
    const [payment] = await database().query<{ id: string }>('SELECT id FROM payments WHERE order_id = $1', [orderId]);
    return (await rig.payables()).filter(({ reference }) => reference === payment?.id);
  }

  function dataOfReply(reply: Reply): unknown {
    return dataOf({ status: reply.status, body: reply.body });
  }
});
