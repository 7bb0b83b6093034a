import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { onAnyDatabase } from '../support/any-database.ts';
import { dataOf, type Platform } from '../support/platform.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Long enough for a buyer to begin on a busy machine. */
const TTL_SECONDS = 5;
const ORDERS = [
  ['Stripe', { provider: 'stripe' }],
  ['Mercado Pago', { provider: 'mercadopago', currency: 'ars', amount: 500_050 }],
] as const;

const { platform } = onAnyDatabase(undefined, { CHECKOUT_TTL: `${TTL_SECONDS}s` });

async function syncedStatus(at: Platform, paymentId: string): Promise<unknown> {
  return dataOf(await at.sync(paymentId))['status'];
}

// At once: most of it is waiting.
describe.concurrent.each(ORDERS)('past its time, at %s', (_name, order) => {
  test('a payment that its buyer has begun to pay stays the only one, and can still be paid', async () => {
    const opened = await platform().openOrder(order);
    await platform().customer(opened.parentId, 'process');
    expect(await syncedStatus(platform(), opened.paymentId)).toBe('processing');

    await pause(TTL_SECONDS * 1_000);

    expect(await syncedStatus(platform(), opened.paymentId)).toBe('processing');
    expect((await platform().openIntent(opened.orderId)).paymentId).toBe(opened.paymentId);
    await platform().customer(opened.parentId, 'succeed');
    expect(await syncedStatus(platform(), opened.paymentId)).toBe('succeeded');
  });
});
