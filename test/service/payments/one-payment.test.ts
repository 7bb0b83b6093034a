import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Client, createClient } from '../../../src/sandbox/demo/client.ts';
import type { RunningService } from '../../../src/sandbox/demo/service.ts';
import { onServer } from '../../adapters/store/postgres/server-database.ts';
import { startOnAnyDatabase } from '../support/service.ts';

// Each starts whole processes, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

onServer('one order on a server', (database) => {
  let service: RunningService;
  let client: Client;

  beforeAll(async () => {
    service = await startOnAnyDatabase({ DATABASE_URL: database().url, RATE_LIMIT_MAX: '100000' });
    client = createClient(service);
  });
  afterAll(() => service.stop());

  test('100 requests for one order at once get one answer, from one payment and one intent at the provider', async () => {
    const orderId = randomUUID();
    await client.putOrder(orderId);

    const answers = await Promise.all(Array.from({ length: 100 }, () => client.intent(orderId)));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const rows = await database().query('SELECT id FROM payments WHERE order_id = $1', [orderId]);
    expect(rows).toHaveLength(1);
    const { payments } = (await client.payables()).body as { payments: { reference: string }[] };
    expect(payments.filter(({ reference }) => reference === rows[0]?.['id'])).toHaveLength(1);
  });

  test('a success against openings of the same order never leaves a paid order with an open payment', async () => {
    for (let round = 0; round < 20; round += 1) {
      const orderId = randomUUID();
      await client.putOrder(orderId);
      const first = await client.intent(orderId);
      const paymentId = (first.body['data'] as { payment_id: string }).payment_id;
      const openings = Array.from({ length: 4 }, () => client.intent(orderId));

      const [paid, ...answers] = await Promise.all([client.customer(paymentId, 'succeed'), ...openings]);

      expect(paid.body['webhooks']).toMatchObject([{ status_code: 200 }]);
      for (const { status } of answers) expect([201, 400]).toContain(status);
    }
    const unfinished = await database().query(`
      SELECT o.id FROM orders o JOIN payments p ON p.order_id = o.id
      WHERE o.status = 'paid' AND p.status IN ('pending', 'processing', 'failed')`);
    expect(unfinished).toEqual([]);
  });
});
