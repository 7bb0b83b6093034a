import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { sweepFor, useDatabase } from '../database.ts';
import { rejected, unknown } from '../fake-twists.ts';
import { anOrder, createGateway, type Gateway, refusedWith } from '../gateway.ts';

const database = useDatabase();

/** Over 25 hours. */
const TRIES = 7;

/** What was reported of a payment that isn't there yet, and how to make that payment. */
async function anEarlyDelivery(reported: (gateway: Gateway, reference: string) => unknown = processing) {
  const gateway = createGateway(database().store);
  const { provider, platform, world } = gateway;
  const reference = randomUUID();
  const { input } = await anOrder(gateway);
  await gateway.app.receiveNotification(
    { kind: 'platform', provider: provider.name },
    provider.signed(reported(gateway, reference), platform),
  );
  const account = await gateway.store.platformAccount(provider.name);
  const key = gateway.kept[0]?.key ?? '';
  return {
    gateway,
    reference,
    key,
    sweep: () => sweepFor(database(), gateway, 'delivery', `${account.id}/${key}`),
    waits: () => database().waits('delivery', `${account.id}/${key}`),
    state: async () => (await gateway.store.findDelivery(account.id, key))?.state,
    async makePayment() {
      provider.next('open', unknown('before the effect'));
      const app = gateway.replica({ world: { ...world, newId: () => reference } });
      await expect(app.openIntent(input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
    },
  };
}

/** It speaks for itself. */
function processing({ provider, clock }: Gateway, reference: string) {
  const amount = { minor: 1_000, currency: 'JPY' };
  const claims = { reference, parentId: `parent-of-${reference}`, status: 'processing', at: clock.now(), amount };
  return provider.claimed(claims as Parameters<typeof provider.claimed>[0]);
}

test('a delivery that came before its payment is processed by a sweep after it', async () => {
  const { gateway, reference, state, waits, makePayment, sweep } = await anEarlyDelivery();
  expect(await state()).toBe('waiting');
  await makePayment();

  await sweep();

  expect(await gateway.store.findPayment(reference)).toMatchObject({ status: 'processing' });
  expect(await gateway.store.listTransitions(reference)).toMatchObject([{ cause: { kind: 'webhook' } }]);
  expect([await state(), await waits()]).toEqual(['processed', 'forgotten']);
});

test('a delivery that came before its payment is processed once, though the provider sends it again', async () => {
  const { gateway, reference, key, makePayment, sweep } = await anEarlyDelivery();
  await makePayment();
  await sweep();
  const delivery = await gateway.store.findDelivery(
    (await gateway.store.platformAccount(gateway.provider.name)).id,
    key,
  );
  const channel = { kind: 'platform', provider: gateway.provider.name } as const;

  if (delivery !== null) await gateway.app.receiveNotification(channel, delivery.record.delivery);

  expect(await gateway.store.listTransitions(reference)).toHaveLength(1);
});

test('a delivery that only says what to fetch is processed as it is by then, under the key that it was kept by', async () => {
  let parentId = '';
  const early = await anEarlyDelivery(({ provider, platform }, reference) => {
    parentId = provider.make(platform, {
      flow: 'client',
      reference,
      idempotencyKey: reference,
      amount: { minor: 1_000, currency: 'JPY' } as never,
      title: 'A mat',
      customerEmail: null,
      captureMethod: 'automatic',
      returnUrl: null,
      statementDescriptor: null,
      notificationUrl: 'https://pay.example',
      expiresAt: new Date(),
    });
    return provider.reported(parentId);
  });
  const { gateway, reference, state, makePayment, sweep } = early;
  await makePayment();
  gateway.clock.advance(60_000);
  gateway.provider.settle(parentId, 'succeeded');

  await sweep();

  expect(await gateway.store.findPayment(reference)).toMatchObject({ status: 'succeeded', parentId });
  expect(await state()).toBe('processed');
});

test('a delivery whose payment never comes is tried over a day, then ignored, and that is said', async () => {
  const { gateway, key, state, waits, sweep } = await anEarlyDelivery();

  for (let tries = 0; tries < TRIES; tries += 1) {
    expect(await state()).toBe('waiting');
    await sweep();
  }

  expect(await state()).toBe('ignored');
  expect(await waits()).toBeNull();
  expect(gateway.logged).toContainEqual(
    expect.objectContaining({ level: 'warn', fields: expect.objectContaining({ eventId: key }) }),
  );
});

test('a delivery that can not be looked into for a day is not ignored: it waits for an operator', async () => {
  const { gateway, reference, key, state, waits, makePayment, sweep } = await anEarlyDelivery();
  await makePayment();

  for (let tries = 0; tries < TRIES; tries += 1) {
    gateway.provider.next('translate', rejected('credentials'));
    await sweep();
  }

  expect([await state(), await waits()]).toEqual(['waiting', null]);
  expect(gateway.logged.filter(({ level }) => level === 'error').map(({ fields }) => fields)).toContainEqual(
    expect.objectContaining({ eventId: key }),
  );
  await sweep();
  expect(await state()).toBe('processed');
  expect(await gateway.store.findPayment(reference)).toMatchObject({ status: 'processing' });
});

test('a delivery that can not be looked into just now is tried again', async () => {
  const { gateway, reference, state, makePayment, sweep } = await anEarlyDelivery();
  await makePayment();
  gateway.provider.next('translate', unknown('before the effect'));

  await sweep();
  expect(await state()).toBe('waiting');
  await sweep();

  expect(await gateway.store.findPayment(reference)).toMatchObject({ status: 'processing' });
});
