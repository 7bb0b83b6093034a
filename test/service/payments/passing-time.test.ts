import { afterAll, beforeAll, describe, expect, test } from 'vitest';
// The adapters load them at their first call, which would take from the time of some test.
import 'stripe';
import 'mercadopago';
import { sweepFor, useDatabase } from '../../app/database.ts';
import { anIntent, type Begin, PURPOSES } from '../support/purposes.ts';
import { CUSTOMER, type ProviderName, type Simulated, startSimulated } from '../support/simulated.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** PayPal forgets what is not paid within six hours. */
const TTL_MS = 4 * HOUR_MS;

const database = useDatabase();
let service: Simulated;
/** Vouchers are given days to be paid; a Stripe page lives for one at most. */
let patient: Simulated;
beforeAll(async () => {
  service = await startSimulated(database().store, { checkoutTtlMs: TTL_MS });
  patient = await startSimulated(database().store, { checkoutTtlMs: 3 * DAY_MS });
});
afterAll(() => Promise.all([service.close(), patient.close()]));

async function opened(service: Simulated, provider: ProviderName, begin: Begin) {
  const { ask, channel } = await begin(service, provider);
  const paymentId = await ask();
  return {
    paymentId,
    ask,
    act: (how: Parameters<Simulated['buyer']>[1]) => service.notify(channel, service.buyer(paymentId, how)),
    status: async () => (await service.store.findPayment(paymentId))?.status,
    sweep: async () => {
      for (const kind of ['payment', 'closing'] as const) await sweepFor(database(), service, kind, paymentId);
    },
  };
}

describe.each(PURPOSES)('%s', (_what, provider, begin) => {
  test('what is never paid is left open until CHECKOUT_TTL has passed, and then closed by the sweep', async () => {
    const payment = await opened(service, provider, begin);

    service.skip(TTL_MS - HOUR_MS);
    await payment.sweep();
    expect(await payment.status()).toBe('pending');
    service.skip(HOUR_MS);
    await payment.sweep();

    expect(await payment.status()).toBe('cancelled');
    expect(() => service.buyer(payment.paymentId, 'succeed')).toThrow();
    expect(await service.store.listAnomalies(payment.paymentId)).toEqual([]);
  });
});

test.each(PURPOSES.filter(([, , begin]) => begin === anIntent))(
  '%s whose time has passed is followed by a new one for a caller who asks',
  async (_what, provider, begin) => {
    const payment = await opened(service, provider, begin);

    service.skip(TTL_MS);

    expect(await payment.ask()).not.toBe(payment.paymentId);
    expect(await payment.status()).toBe('cancelled');
  },
);

test.each(PURPOSES)(
  '%s that its provider has forgotten is closed when it is asked about',
  async (_what, provider, begin) => {
    const payment = await opened(service, provider, begin);

    service.skip(DAY_MS);
    await payment.sweep();

    expect(await payment.status()).toBe('cancelled');
    expect(await service.store.listAnomalies(payment.paymentId)).toEqual([]);
  },
);

const VOUCHERS = PURPOSES.filter(([, provider]) => provider === 'mercadopago');

describe.each(VOUCHERS)('a voucher for %s', (_what, provider, begin) => {
  test('a voucher leaves the payment pending, and paid two days later it is paid', async () => {
    const payment = await opened(patient, provider, begin);
    await payment.act('voucher');
    expect(await payment.status()).toBe('pending');

    patient.skip(2 * DAY_MS);
    await payment.sweep();
    expect(await payment.status()).toBe('pending');
    await payment.act('succeed');

    expect(await payment.status()).toBe('succeeded');
    expect(await service.store.listAnomalies(payment.paymentId)).toEqual([]);
  });

  test('a voucher that lapses has failed, and the customer may try again', async () => {
    const payment = await opened(patient, provider, begin);
    await payment.act('voucher');

    patient.skip(DAY_MS);
    await payment.act('cancel');
    expect(await payment.status()).toBe('failed');

    expect(await payment.ask()).toBe(payment.paymentId);
    await payment.act('succeed');
    expect(await payment.status()).toBe('succeeded');
  });

  test('a voucher that is not paid in time is cancelled with its payment, so that it brings no money any more', async () => {
    const payment = await opened(patient, provider, begin);
    await payment.act('voucher');

    patient.skip(3 * DAY_MS);
    await payment.sweep();

    expect(await payment.status()).toBe('cancelled');
    expect(() => patient.buyer(payment.paymentId, 'succeed')).toThrow('expired');
  });
});

const PAGES = PURPOSES.filter(([, provider, begin]) => provider === 'stripe' && begin !== anIntent);

describe.each(PAGES)('a voucher for %s', (_what, provider, begin) => {
  test('a voucher of a page leaves the payment pending, stays until it lapses, and paid two days later it is paid', async () => {
    const payment = await opened(patient, provider, begin);
    await payment.act('voucher');
    expect(await payment.status()).toBe('pending');

    patient.skip(2 * DAY_MS);
    await payment.sweep();
    expect(await payment.status()).toBe('pending');
    await expect(patient.app.cancelPayment(CUSTOMER, payment.paymentId)).rejects.toMatchObject({ code: 'conflict' });
    await payment.act('succeed');

    expect(await payment.status()).toBe('succeeded');
    expect(await service.store.listAnomalies(payment.paymentId)).toEqual([]);
  });

  test('a voucher of a page that lapses is over, since its page takes no second try', async () => {
    const payment = await opened(patient, provider, begin);
    await payment.act('voucher');

    patient.skip(3 * DAY_MS);
    await payment.act('fail');

    expect(await payment.status()).toBe('cancelled');
  });
});
