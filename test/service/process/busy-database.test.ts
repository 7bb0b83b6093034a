import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { onServer } from '../../adapters/store/postgres/server-database.ts';
import { type Platform, startPlatform } from '../support/platform.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Several times what the pool has connections for: the last one gives up before its turn. */
const AT_ONCE = 60;
const OF_ORDERS = { status: 'error', error: 'Service unavailable', code: 503 };
const OF_GYMS = { success: false, error: 'Service unavailable', code: 'SERVICE_UNAVAILABLE' };

onServer('A service whose database is busy', (database) => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform({ DATABASE_URL: database().url });
  });
  afterAll(() => platform?.stop());

  /** Status, `retry-after` and body, as they stand in the answer. */
  async function ask(path: string, body?: object) {
    const method = body === undefined ? 'GET' : 'POST';
    const headers = { ...platform.operator, ...(body && { 'content-type': 'application/json' }) };
    const answer = await fetch(platform.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body: await answer.json() };
  }

  test('A service whose database is busy says 503 and when to ask again, to those who wait for a lock and to those who wait for a connection', async () => {
    const { orderId } = await platform.openOrder();
    const holder = new pg.Client({ connectionString: database().url });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE orders');

    const orders = Array.from({ length: AT_ONCE }, () => ask(`/api/v1/orders/${orderId}`));
    const checkout = { gym_id: `gym-${randomUUID()}`, amount: 5, title: 'Pass', payer_email: 'member@example.com' };
    const last = ask('/api/v1/payments/checkout', checkout);

    const retryAfter = expect.stringMatching(/^\d+$/);
    for (const answer of await Promise.all(orders))
      expect(answer).toEqual({ status: 503, retryAfter, body: OF_ORDERS });
    expect(await last).toEqual({ status: 503, retryAfter, body: OF_GYMS });
    await holder.end();
    expect((await ask(`/api/v1/orders/${orderId}`)).status).toBe(200);
    expect((await ask('/api/v1/payments/checkout', checkout)).status).toBe(404);
  });
});
