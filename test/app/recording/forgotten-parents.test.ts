import { describe, expect, test } from 'vitest';
import type { Parent } from '../../../src/ports/payment-provider/requests.ts';
import { sweepFor, useDatabase } from '../database.ts';
import { answering, rejected } from '../fake-twists.ts';
import { CUSTOMER } from '../gateway.ts';
import { anOpenIntent, present } from '../notifications/open-payments.ts';

const database = useDatabase();
const store = () => database().store;

/** The provider shows what it has forgotten to no caller, and of its end it knows the id alone. */
const FORGOTTEN = answering(() => null);
const ENDED = answering<Parent>(({ report, ...parent }) => ({
  ...parent,
  report: { ...report, reference: null, attempt: null, source: 'observation' },
}));

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

  test('a payment whose parent may be another account’s stays open, and the refusal is passed on', async () => {
    const { gateway, payment } = await anOpenIntent(store());
    gateway.provider.next('fetch', FORGOTTEN);
    gateway.provider.next('close', rejected('request'));

    await expect(gateway.app.syncPayment(CUSTOMER, payment.id)).rejects.toMatchObject({ code: 'provider_rejected' });

    expect(await present(store(), payment)).toMatchObject({ status: 'pending' });
  });
});
