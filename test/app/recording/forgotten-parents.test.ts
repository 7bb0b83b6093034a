import { describe, expect, test } from 'vitest';
import type { Parent } from '../../../src/ports/payment-provider/requests.ts';
import { sweepFor, useDatabase } from '../database.ts';
import { answering, rejected } from '../fake-twists.ts';
import { CUSTOMER, type Gateway } from '../gateway.ts';
import { anOpenIntent, PLATFORM, present } from '../notifications/open-payments.ts';

const database = useDatabase();
const store = () => database().store;

/** The provider shows what it has forgotten to no caller, and of its end it knows the id alone. */
const FORGOTTEN = answering(() => null);
const ENDED = answering<Parent>(({ report, ...parent }) => ({
  ...parent,
  report: { ...report, reference: null, attempt: null, source: 'observation' },
}));

const WAYS = [
  [
    'a sync',
    (app, id) => expect(app.syncPayment(CUSTOMER, id)).rejects.toMatchObject({ code: 'provider_unavailable' }),
  ],
  [
    'the worker that closes it',
    async (app, id) => {
      await store().rememberCheck('closing', id);
      await sweepFor(database(), { app }, 'closing', id);
    },
  ],
] as const satisfies readonly [string, (app: Gateway['app'], paymentId: string) => Promise<void>][];

describe('a payment whose parent the provider has forgotten', () => {
  test('a payment whose parent is forgotten is cancelled where the provider says that it has ended, and the customer gets another', async () => {
    const { gateway, payment, input } = await anOpenIntent(store());
    gateway.provider.next('fetch', FORGOTTEN);
    gateway.provider.next('close', ENDED);

    const again = await gateway.app.openIntent(input);

    expect(await present(store(), payment)).toMatchObject({ status: 'cancelled' });
    expect(again.payment).toMatchObject({ status: 'pending' });
    expect(again.payment.id).not.toBe(payment.id);
  });

  test('a payment whose parent is forgotten is found by the schedule', async () => {
    const { gateway, payment } = await anOpenIntent(store());
    gateway.provider.next('fetch', FORGOTTEN);
    gateway.provider.next('close', ENDED);

    await sweepFor(database(), gateway, 'payment', payment.id);

    expect(await present(store(), payment)).toMatchObject({ status: 'cancelled' });
    expect(await store().listAnomalies(payment.id)).toEqual([]);
  });

  test.each(['processing', 'succeeded'] as const)(
    'a payment that was %s stays so when its parent is forgotten, and the provider is not asked to close it',
    async (status) => {
      const { gateway, payment, parentId } = await anOpenIntent(store());
      gateway.provider.settle(parentId, status);
      await gateway.app.syncPayment(CUSTOMER, payment.id);
      gateway.provider.next('fetch', FORGOTTEN);
      gateway.provider.next('close', ENDED);

      const syncing = gateway.app.syncPayment(CUSTOMER, payment.id);

      await expect(syncing).rejects.toMatchObject({ code: 'provider_unavailable' });
      expect(await present(store(), payment)).toMatchObject({ status });
      expect(await store().listAnomalies(payment.id)).toEqual([]);
      expect(gateway.provider.calls('close')).toEqual([]);
    },
  );

  test.each(WAYS)(
    'a payment that comes to be processed while %s waits for the provider stays so when its parent is forgotten',
    async (_who, ask) => {
      const { gateway, payment, parentId } = await anOpenIntent(store());
      const { provider, platform } = gateway;
      provider.settle(parentId, 'processing');
      const shown = provider.signed(provider.reported(parentId), platform);
      const slow: typeof provider = {
        ...provider,
        async close(...request) {
          await gateway.app.receiveNotification(PLATFORM, shown);
          return provider.close(...request);
        },
      };
      provider.next('fetch', FORGOTTEN);
      provider.next('close', ENDED);

      await ask(gateway.replica({ providers: { ...gateway.providers, get: () => slow } }), payment.id);

      expect(provider.calls('close')).toHaveLength(1);
      expect(await present(store(), payment)).toMatchObject({ status: 'processing' });
    },
  );

  test('a payment whose parent may be another account’s stays open, and the refusal is passed on', async () => {
    const { gateway, payment } = await anOpenIntent(store());
    gateway.provider.next('fetch', FORGOTTEN);
    gateway.provider.next('close', rejected('request'));

    await expect(gateway.app.syncPayment(CUSTOMER, payment.id)).rejects.toMatchObject({ code: 'provider_rejected' });

    expect(await present(store(), payment)).toMatchObject({ status: 'pending' });
  });
});
