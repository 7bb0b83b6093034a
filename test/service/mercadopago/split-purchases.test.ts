import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
// The adapter loads it at its first call, which would take from the time of some test.
import 'mercadopago';
import type { Delivery } from '../../../src/ports/payment-provider/deliveries.ts';
import { sweepFor, useDatabase } from '../../app/database.ts';
import { anIntent, type Begin, PURPOSES } from '../support/purposes.ts';
import { CUSTOMER, OPERATOR, type ProviderName, type Simulated, startSimulated } from '../support/simulated.ts';

// Checkout Pro lets a buyer pay with two cards, or with account money and a card: two payments of one preference.

const DAY_MS = 24 * 3_600_000;

const database = useDatabase();
let service: Simulated;
beforeAll(async () => {
  service = await startSimulated(database().store, { checkoutTtlMs: DAY_MS });
});
afterAll(() => service.close());

const AT_MERCADO_PAGO = PURPOSES.filter(([, provider]) => provider === 'mercadopago');

async function opened(provider: ProviderName, begin: Begin) {
  const { ask, channel } = await begin(service, provider);
  const paymentId = await ask();
  const { amount } = (await service.store.findPayment(paymentId)) ?? { amount: { minor: 0 } };
  const share = (fifths: number) => String((amount.minor * fifths) / 500);
  return {
    paymentId,
    ask,
    minor: amount.minor,
    /** The buyer pays so many fifths of the amount, or tries to. */
    pay: (fifths: number, how: 'succeed' | 'fail' | 'process' = 'succeed') =>
      service.buyer(paymentId, how, share(fifths)),
    notify: (...deliveries: readonly Delivery[]) => service.notify(channel, deliveries),
    sync: () => service.app.syncPayment(CUSTOMER, paymentId),
    sweep: async () => {
      for (const kind of ['payment', 'closing'] as const) await sweepFor(database(), service, kind, paymentId);
    },
    details: () => service.app.findDetails(OPERATOR, paymentId),
    status: async () => (await service.store.findPayment(paymentId))?.status,
    anomalies: async () => (await service.store.listAnomalies(paymentId)).map(({ kind }) => kind),
    refund: (amount: number | null = null) =>
      service.app.refundPayment(OPERATOR, { refundId: randomUUID(), paymentId, amount, reason: null }),
  };
}

describe.each(AT_MERCADO_PAGO)('%s that is paid with two cards', (_what, provider, begin) => {
  test.each([false, true])(
    'a purchase that is paid with two cards is paid once both are heard of, whichever is heard first (the second: %s)',
    async (isReversed) => {
      const { pay, notify, status, anomalies, details } = await opened(provider, begin);
      const reported = [...pay(3), ...pay(2)];
      const [first, second] = isReversed ? reported.toReversed() : reported;
      if (!first || !second) throw new Error('expected two webhooks');

      await notify(first);
      expect(await status()).toBe('processing');
      expect(await anomalies()).toEqual([]);
      await notify(second, first, second);

      expect(await status()).toBe('succeeded');
      expect(await anomalies()).toEqual([]);
      expect((await details()).attempts.map(({ surplusMinor }) => surplusMinor)).toEqual([0, 0]);
    },
  );

  test('a purchase that is paid with two cards is paid when one webhook is lost and a sync finds it out', async () => {
    const { pay, notify, sync, status, anomalies } = await opened(provider, begin);
    await notify(...pay(3));
    pay(2);
    expect(await status()).toBe('processing');

    await sync();

    expect(await status()).toBe('succeeded');
    expect(await anomalies()).toEqual([]);
  });

  test('a purchase that is paid with two cards is paid when the second card was rejected and the rest came by a third and a fourth', async () => {
    const { pay, notify, status, anomalies } = await opened(provider, begin);
    await notify(...pay(3));
    await notify(...pay(2, 'fail'));
    expect(await status()).toBe('processing');

    await notify(...pay(1), ...pay(1));

    expect(await status()).toBe('succeeded');
    expect(await anomalies()).toEqual([]);
  });

  test('a purchase that is paid with two cards has a surplus of what is beyond its amount, which the refund of all sends back too', async () => {
    const { pay, notify, status, anomalies, details, refund, minor } = await opened(provider, begin);
    await notify(...pay(3), ...pay(3));

    expect(await status()).toBe('succeeded');
    expect(await anomalies()).toEqual(['paid_twice']);
    expect((await details()).attempts.map(({ surplusMinor }) => surplusMinor)).toEqual([0, minor / 5]);
    await refund();
    expect((await details()).amounts.refunded).toBe((minor * 6) / 5);
    expect((await details()).attempts.map(({ surplusMinor }) => surplusMinor)).toEqual([0, 0]);
  });

  test('a purchase that is paid with two cards goes back over both cards, as one refund', async () => {
    const { pay, notify, refund, details, paymentId, minor, status } = await opened(provider, begin);
    await notify(...pay(3), ...pay(2));

    const made = await refund();

    expect(made).toMatchObject({ paymentId, status: 'succeeded', amount: { minor } });
    const { items } = await service.app.listRefunds(OPERATOR, paymentId, { limit: 10, cursor: null });
    expect(items).toEqual([made]);
    const { refunds, amounts } = await details();
    expect(refunds.map((one) => one.amount.minor).toSorted()).toEqual([(minor * 2) / 5, (minor * 3) / 5].toSorted());
    expect(amounts).toMatchObject({ captured: minor, refunded: minor, refunding: 0 });
    await expect(refund(1)).rejects.toMatchObject({ code: 'conflict' });
    expect(await status()).toBe('succeeded');
  });

  test('a purchase that is paid with two cards is not paid when a part was taken back before the rest came', async () => {
    const { pay, notify, sync, status, anomalies, details, paymentId } = await opened(provider, begin);
    await notify(...pay(3));
    const attemptId = (await details()).attempts[0]?.providerPaymentId ?? '';
    await notify(...service.dashboard(paymentId, 'refund', attemptId));
    await notify(...pay(2));

    expect(await status()).toBe('processing');
    await notify(...pay(3));
    await sync();

    expect(await status()).toBe('succeeded');
    expect(await anomalies()).toEqual([]);
  });

  test('a purchase that is paid with two cards and never wholly is over past its time: the part that came is an anomaly from then on', async () => {
    const { pay, notify, sweep, status, anomalies, refund, minor } = await opened(provider, begin);
    await notify(...pay(3));
    service.skip(DAY_MS / 2);
    await sweep();
    expect(await anomalies()).toEqual([]);
    expect(await status()).toBe('processing');

    service.skip(DAY_MS);
    await sweep();

    expect(await status()).toBe('cancelled');
    expect(await anomalies()).toEqual(['paid_in_part']);
    expect(await refund()).toMatchObject({ status: 'succeeded', amount: { minor: (minor * 3) / 5 } });
  });

  test('a purchase that is paid with two cards of which the second is in review is waited for past its time, and then ends as the review does', async () => {
    for (const [how, end] of [
      ['succeed', 'succeeded'],
      ['cancel', 'cancelled'],
    ] as const) {
      const { pay, notify, sweep, status, anomalies, paymentId } = await opened(provider, begin);
      await notify(...pay(3), ...pay(2, 'process'));
      service.skip(2 * DAY_MS);
      await sweep();
      expect(await status()).toBe('processing');

      await notify(...service.buyer(paymentId, how));

      expect(await status()).toBe(end);
      expect(await anomalies()).toEqual(how === 'succeed' ? [] : ['paid_in_part']);
    }
  });
});

test('an order that was paid in part is opened anew past its time, and not with the page that has ended', async () => {
  const { pay, notify, ask, paymentId, status, anomalies } = await opened('mercadopago', anIntent);
  await notify(...pay(3));
  expect(await ask()).toBe(paymentId);

  service.skip(DAY_MS);

  expect(await ask()).not.toBe(paymentId);
  expect(await status()).toBe('cancelled');
  expect(await anomalies()).toEqual(['paid_in_part']);
});
