import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { onServer } from '../adapters/store/postgres/server-database.ts';
import { dataOf } from '../service/support/platform.ts';
import { type Rig, startRig } from './rig.ts';

const IN_FLIGHT = 200;

onServer('K3, a service that is asked to stop', (database) => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig({ databaseUrl: database().url });
  });
  beforeEach(async () => {
    await rig.switchAllOff();
    if (!rig.service.isRunning()) await rig.service.start();
  });
  afterAll(() => rig.stop());

  test('K3, a service that is asked to stop finishes 200 requests in flight, refuses new ones in words, is not ready, and is gone in time', async () => {
    const orders = Array.from({ length: IN_FLIGHT }, () => randomUUID());
    await Promise.all(orders.map((id) => rig.api.putOrder(id)));
    await rig.switchOn({ fault: 'slow', operation: 'open', ms: 4_000 });
    const running = Promise.all(orders.map((id) => rig.api.intent(id)));
    await vi.waitFor(async () => {
      const [slow] = (await rig.sandbox('GET', '/sandbox/faults')).body['on'] as { struck: number }[];
      expect(slow?.struck).toBe(IN_FLIGHT);
    }, 60_000);

    const ended = rig.service.end('SIGTERM');
    const [ready, intent, checkout] = await vi.waitUntil(async () => {
      const refused = await Promise.all([rig.api.ready(), rig.api.intent(orders[0] ?? ''), rig.api.checkout()]);
      // The signal may arrive after the first of them.
      return refused.every(({ status }) => status === 503) && refused;
    });

    const inGymsFormat = { success: false, error: 'Service unavailable', code: 'SERVICE_UNAVAILABLE' };
    expect(intent.body).toEqual({ status: 'error', error: 'Service unavailable', code: 503 });
    expect([ready.body, checkout.body]).toEqual([inGymsFormat, inGymsFormat]);
    const answers = await running;
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const { code, afterMs } = await ended;
    expect(code).toBe(0);
    expect(afterMs).toBeLessThan(10_000);
    await rig.switchAllOff();
    await rig.service.start();
    const again = await Promise.all(orders.map((id) => rig.api.intent(id)));
    expect(again.map((reply) => dataOf(reply)['payment_id'])).toEqual(
      answers.map((reply) => dataOf(reply)['payment_id']),
    );
  });

  test('K3, a service that is asked to stop does not wait longer than that for a provider that is silent', async () => {
    const orderId = randomUUID();
    await rig.api.putOrder(orderId);
    await rig.switchOn({ fault: 'hang_after', times: 1, operation: 'open' });
    const lost = rig.api.intent(orderId);
    await vi.waitFor(async () => expect((await rig.sandbox('GET', '/sandbox/faults')).body['on']).toEqual([]), 60_000);

    const { code, afterMs } = await rig.service.end('SIGTERM');

    expect({ code, isInTime: afterMs < 10_000 }).toEqual({ code: 0, isInTime: true });
    expect([0, 502]).toContain((await lost).status);
  });
});

test('a service on the embedded database leaves its directory to the next, which has all that was answered', async () => {
  const rig = await startRig({});
  onTestFinished(rig.stop);
  const orderId = randomUUID();
  await rig.api.putOrder(orderId);
  const before = await rig.api.intent(orderId);

  const { code } = await rig.service.end('SIGTERM');
  await rig.service.start();

  expect(code).toBe(0);
  expect(before.status).toBe(201);
  expect(await rig.api.intent(orderId)).toEqual(before);
});
