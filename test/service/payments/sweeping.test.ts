import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { onServer } from '../../adapters/store/postgres/server-database.ts';
import { type Platform, startPlatform } from '../support/platform.ts';

// It starts a whole process, beside other tests that do the same, and waits for its timer.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const LOOK_MS = 200;

onServer('a running service', (database) => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform({ DATABASE_URL: database().url });
  });
  afterAll(() => platform.stop());

  const lookAt = (paymentId: string) =>
    database().query("UPDATE checks SET due_at = clock_timestamp() - interval '1 s' WHERE subject = $1", [paymentId]);

  test('a running service comes back by itself to a payment whose notifications got lost', async () => {
    const { paymentId, parentId } = await platform.openOrder();
    await platform.customer(parentId, 'succeed');
    expect(await platform.statusOf(paymentId)).toBe('pending');

    await lookAt(paymentId);

    // For as long as the test may take.
    while ((await platform.statusOf(paymentId)) !== 'succeeded') await sleep(LOOK_MS);
  });

  test('a running service has a payment synced at once for a caller who can’t wait', async () => {
    const { paymentId, parentId } = await platform.openOrder();
    await platform.customer(parentId, 'succeed');

    expect(await platform.sync(paymentId)).toMatchObject({ status: 200, body: { data: { status: 'succeeded' } } });
  });
});
