import { afterAll, beforeAll, describe, expect, test } from 'vitest';
// The adapters load them at their first call, which would take from the time of some test.
import 'stripe';
import 'mercadopago';
import type { Channel } from '../../../src/app/notifications/receive-notification.ts';
import type { FaultName } from '../../../src/sandbox/faults/catalogue.ts';
import { sweepFor, useDatabase } from '../../app/database.ts';
import { type Begin, PURPOSES } from '../support/purposes.ts';
import { CUSTOMER, type ProviderName, type Simulated, startSimulated } from '../support/simulated.ts';

const database = useDatabase();
let service: Simulated;
beforeAll(async () => {
  service = await startSimulated(database().store);
});
afterAll(() => service.close());

/** A payment that a caller began to open, and how they would ask for it once more. */
type Begun = { readonly paymentId: string; readonly channel: Channel; readonly again: () => Promise<string> };
/** How the call ends that opens it: each has made something, and its caller does not know. */
type Loss = readonly [string, FaultName, times: number];
const HALF_AN_ANSWER: Loss = ['half an answer', 'cut_json', 1];
const LOST: readonly Loss[] = [
  // Stripe's SDK tries once more after a reset, whatever its options.
  ['a reset after the effect', 'reset_after', 2],
  ['a 500 after the effect', 'error_after', 1],
  HALF_AN_ANSWER,
];

async function begin(provider: ProviderName, open: Begin, [, fault, times]: Loss): Promise<Begun> {
  const { channel, ask, find } = await open(service, provider);
  service.go(provider, fault, 'open', times);
  await expect(ask()).rejects.toMatchObject({ code: 'provider_unavailable' });
  service.goWell();
  const paymentId = await find();
  expect(service.madeFor(paymentId)).toHaveLength(1);
  expect(await service.store.findPayment(paymentId)).toMatchObject({ status: 'pending', parentId: null });
  return { paymentId, channel, again: ask };
}

const sweep = (paymentId: string) => sweepFor(database(), service, 'opening', paymentId);

/** Each by itself brings the payment and what the lost call has made together. */
const WAYS: readonly [string, (begun: Begun) => Promise<unknown>][] = [
  ['asking again', ({ again }) => again()],
  ['a sync', ({ paymentId }) => service.app.syncPayment(CUSTOMER, paymentId)],
  ['a sweep', ({ paymentId }) => sweep(paymentId)],
];

/** Without a search only the caller's next request repeats the call, and brings them together. */
const waysAt = (provider: ProviderName) => (provider === 'paypal' ? WAYS.slice(0, 1) : WAYS);

/** What a buyer has agreed to is paid, where the service has to ask for the money. */
const complete = (paymentId: string) => sweepFor(database(), service, 'completion', paymentId);

describe.each(PURPOSES)('%s', (_what, provider, open) => {
  describe.each(LOST)('whose opening was lost by %s', (...lost) => {
    test.each(waysAt(provider))(
      'a payment whose opening was lost is recovered by %s: the same payment, and nothing twice',
      async (_way, recover) => {
        const begun = await begin(provider, open, lost);
        const [made] = service.madeFor(begun.paymentId);

        await recover(begun);

        expect(await service.store.findPayment(begun.paymentId)).toMatchObject({ status: 'pending', parentId: made });
        expect(await begun.again()).toBe(begun.paymentId);
        expect(service.madeFor(begun.paymentId)).toEqual([made]);
        await service.notify(begun.channel, service.buyer(begun.paymentId, 'succeed'));
        await complete(begun.paymentId);
        expect(await service.store.findPayment(begun.paymentId)).toMatchObject({ status: 'succeeded', parentId: made });
        expect(await service.store.listAnomalies(begun.paymentId)).toEqual([]);
      },
    );

    test('a payment whose opening was lost is recovered by a notification', async () => {
      const begun = await begin(provider, open, lost);

      await service.notify(begun.channel, service.buyer(begun.paymentId, 'succeed'));
      await complete(begun.paymentId);

      expect(await service.store.findPayment(begun.paymentId)).toMatchObject({ status: 'succeeded' });
      await sweep(begun.paymentId);
      expect(await service.store.findPayment(begun.paymentId)).toMatchObject({
        status: 'succeeded',
        parentId: service.madeFor(begun.paymentId)[0],
      });
      expect(await service.store.listAnomalies(begun.paymentId)).toEqual([]);
    });
  });

  test.each(provider === 'paypal' ? waysAt(provider) : WAYS.slice(1))(
    'a payment that was paid before that was known is paid after %s',
    async (_way, recover) => {
      const begun = await begin(provider, open, HALF_AN_ANSWER);
      service.buyer(begun.paymentId, 'succeed');

      await recover(begun);
      await complete(begun.paymentId);

      expect(await service.store.findPayment(begun.paymentId)).toMatchObject({ status: 'succeeded' });
    },
  );

  test('a payment whose opening had no effect is opened once, when it is asked for again', async () => {
    const { ask, find } = await open(service, provider);
    service.go(provider, 'reset', 'open', 2);
    await expect(ask()).rejects.toMatchObject({ code: 'provider_unavailable' });
    service.goWell();
    const paymentId = await find();

    await sweep(paymentId);

    expect(service.madeFor(paymentId)).toEqual([]);
    expect(await service.store.findPayment(paymentId)).toMatchObject({ status: 'pending', parentId: null });
    expect(await database().waits('opening', paymentId)).toBeGreaterThan(0);
  });

  test('a payment of which no notification came is paid after a sweep', async () => {
    const { ask } = await open(service, provider);
    const paymentId = await ask();
    service.buyer(paymentId, 'succeed');

    await sweepFor(database(), service, 'payment', paymentId);
    await complete(paymentId);

    expect(await service.store.findPayment(paymentId)).toMatchObject({ status: 'succeeded' });
  });
});

describe.each(PURPOSES.filter(([, provider]) => provider === 'stripe'))('%s', (_what, provider, open) => {
  test.each(LOST)(
    'a payment whose opening was lost by %s is recovered, or cancelled, where there is no search for good',
    async (...lost) => {
      const again = await begin(provider, open, lost);
      const cancelled = await begin(provider, open, lost);
      service.go(provider, 'search_refused', 'find', 1_000);

      expect(await again.again()).toBe(again.paymentId);
      const ended = await service.app.cancelPayment(CUSTOMER, cancelled.paymentId);
      service.goWell();

      expect(await service.store.findPayment(again.paymentId)).toMatchObject({ parentId: expect.any(String) });
      expect(ended.status).toBe('cancelled');
      expect(service.madeFor(again.paymentId)).toHaveLength(1);
    },
  );
});
