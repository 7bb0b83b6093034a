import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createClient } from '../../src/sandbox/demo/client.ts';
import type { RunningService } from '../../src/sandbox/demo/service.ts';
import { type DatabaseOfService, databaseForService, startOnAnyDatabase } from './support/service.ts';

// Each starts whole processes, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Events are sent behind the answers to requests. */
const soon = <T>(looked: () => T | Promise<T>) => vi.waitFor(looked, { timeout: 10_000, interval: 50 });

let dataDir: string;
let database: DatabaseOfService;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'fitstack-events-'));
  database = await databaseForService();
});
afterAll(async () => {
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

async function heard() {
  let written = '';
  const service = await startOnAnyDatabase({ DATA_DIR: dataDir, ...database.settings }, (text) => {
    written += text;
  });
  onTestFinished(service.stop);
  return { service, written: () => written };
}

async function payAnOrder(service: RunningService): Promise<string> {
  const client = createClient(service);
  const orderId = randomUUID();
  await client.putOrder(orderId);
  const { body } = await client.intent(orderId);
  const { payment_id } = body['data'] as { payment_id: string };
  await client.customer(payment_id, 'succeed');
  return payment_id;
}

test('the page of events shows what became of a payment in the sandbox, with right signatures, also after a restart', async () => {
  for (const start of ['the first', 'another']) {
    const { service, written } = await heard();
    // The first screen names the page, and is written when its endpoint is there.
    await soon(() => expect(written(), start).toContain(`${service.sandboxUrl}/sandbox/events `));

    const paymentId = await payAnOrder(service);

    const rows = await soon(async () => {
      const text = await (await fetch(`${service.sandboxUrl}/sandbox/events`)).text();
      const shown = text.split('<li>').slice(1);
      const types = shown.map((row) => /<code>([a-z.]+)<\/code>/.exec(row)?.[1]);
      expect(types.sort(), start).toEqual(['order.paid', 'payment.created', 'payment.succeeded']);
      return shown;
    });
    for (const row of rows) {
      expect(row).toContain(paymentId);
      expect(row).toContain('>signature right<');
      expect(row).toContain('· try 1 ·');
    }
    await service.stop();
  }
});
