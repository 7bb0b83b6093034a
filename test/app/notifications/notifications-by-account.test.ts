import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createSecrets } from '../../../src/adapters/secrets/index.ts';
import type { Payment } from '../../../src/domain/payment/payment.ts';
import {
  aCheckout,
  aGym,
  createGateway,
  credentialsOf,
  type Gateway,
  OPERATOR,
  refusedWith,
  useStore,
} from '../gateway.ts';
import { anOpenCheckout, event, IGNORED, present } from './open-payments.ts';

const given = useStore();

describe('a notification of another account about our payment', () => {
  /** A stranger with an account of their own writes the payment's id on a parent there, and pays themselves. */
  async function anImpostor() {
    const target = await anOpenCheckout(given());
    const { gateway, payment } = target;
    const impostor = await aGym(gateway, { credentials: credentialsOf('impostor') });
    const [request] = gateway.provider.opened();
    if (request === undefined) throw new Error('the checkout was opened');
    const parentId = gateway.provider.make(impostor.credentials, { ...request, reference: payment.id });
    gateway.provider.settle(parentId, 'succeeded');
    return { ...target, impostor, foreignId: parentId };
  }

  test.each([
    [
      'that is to be fetched',
      ({ provider }: Gateway, _payment: Payment, parentId: string) => provider.reported(parentId),
    ],
    [
      'that speaks for itself',
      (gateway: Gateway, payment: Payment, parentId: string) => event(gateway, payment, 'succeeded', { parentId }),
    ],
  ])('a notification of another account %s changes nothing, and is an anomaly', async (_what, notify) => {
    const { gateway, payment, impostor, foreignId } = await anImpostor();
    const { app, provider, kept } = gateway;
    const before = await present(given(), payment);
    const reported = notify(gateway, payment, foreignId);

    const received = await app.receiveNotification(impostor.channel, provider.signed(reported, impostor.credentials));

    expect(received).toMatchObject({ eventId: reported.id, status: 'ignored' });
    expect(await present(given(), payment)).toEqual(before);
    expect(await given().listAttempts(payment.id)).toEqual([]);
    expect(await given().listAnomalies(payment.id)).toMatchObject([{ kind: 'account_mismatch' }]);
    expect(kept).toMatchObject([{ eventId: reported.id, state: 'ignored' }]);
  });

  test('a notification of another account about our payment again and again, of ever other money, is one anomaly', async () => {
    const { gateway, payment, impostor } = await anImpostor();
    const { app, provider } = gateway;
    const notify = () => event(gateway, payment, 'succeeded', { parentId: randomUUID() });

    for (const reported of [notify(), notify(), notify()])
      await app.receiveNotification(impostor.channel, provider.signed(reported, impostor.credentials));

    expect(await given().listAnomalies(payment.id)).toHaveLength(1);
  });

  test("a notification of another account about our payment is turned away at the payment's own address", async () => {
    const { gateway, channel, payment, impostor, foreignId } = await anImpostor();
    const { app, provider } = gateway;
    const delivery = provider.signed(provider.reported(foreignId), impostor.credentials);

    await expect(app.receiveNotification(channel, delivery)).rejects.toMatchObject(refusedWith('signature_invalid'));
    expect(await given().listAnomalies(payment.id)).toEqual([]);
  });

  test('a notification of another account about our payment does not count as a hint either, where hints are taken', async () => {
    const { gateway, payment, impostor, foreignId } = await anImpostor();
    const { app, provider, kept } = gateway;
    await app.putGym(OPERATOR, { ...impostor.input, signature: 'advisory' });

    const received = await app.receiveNotification(impostor.channel, provider.unsigned(provider.reported(foreignId)));

    expect(received).toMatchObject(IGNORED);
    expect(await present(given(), payment)).toMatchObject({ status: 'pending' });
    expect(await given().listAnomalies(payment.id)).toEqual([]);
    expect(kept).toEqual([]);
  });
});

describe('a gym whose credentials were replaced', () => {
  test('a gym whose credentials were replaced by those of another holder still has what was paid through the old ones processed, payments off or on', async () => {
    const { gateway, channel, input, credentials, payment, parentId } = await anOpenCheckout(given());
    const { app, provider } = gateway;
    await app.putGym(OPERATOR, { ...input, credentials: credentialsOf('another-holder'), paymentsEnabled: false });
    provider.settle(parentId, 'succeeded');

    const received = await app.receiveNotification(channel, provider.signed(provider.reported(parentId), credentials));

    expect(received).toMatchObject({ status: 'succeeded' });
    expect(await present(given(), payment)).toMatchObject({ status: 'succeeded', accountId: payment.accountId });
  });

  test.each([
    ['is to be fetched', ({ provider }: Gateway, { parentId }: Payment) => provider.reported(parentId ?? '')],
    ['speaks for itself', (gateway: Gateway, payment: Payment) => event(gateway, payment, 'succeeded')],
  ])(
    'a gym whose credentials were replaced has what %s processed for either account when both share a secret',
    async (_what, notify) => {
      const { gateway, channel, input, credentials, payment, parentId } = await anOpenCheckout(given());
      const { app, provider } = gateway;
      const next = credentialsOf('another-holder', { webhook_secrets: credentials.webhook_secrets });
      await app.putGym(OPERATOR, { ...input, credentials: next });
      const later = await aCheckout(gateway, channel.slug);
      gateway.clock.advance(1_000);
      for (const id of [parentId, later.parentId]) provider.settle(id, 'succeeded');

      for (const one of [payment, later.payment]) {
        const received = await app.receiveNotification(channel, provider.signed(notify(gateway, one), next));

        expect(received).toMatchObject({ status: 'succeeded' });
        expect(await present(given(), one)).toMatchObject({ status: 'succeeded' });
        expect(await given().listAnomalies(one.id)).toEqual([]);
      }
    },
  );

  test('a gym whose credentials were replaced is to be sent again what the account that was paid can not say, whatever the other one makes of it', async () => {
    const { gateway, channel, input, credentials, payment } = await anOpenCheckout(given());
    const { app, provider, kept } = gateway;
    const next = credentialsOf('another-holder', { webhook_secrets: credentials.webhook_secrets });
    await app.putGym(OPERATOR, { ...input, credentials: next });
    provider.revoke(credentials);

    const receiving = app.receiveNotification(channel, provider.signed(event(gateway, payment, 'succeeded'), next));

    await expect(receiving).rejects.toMatchObject(refusedWith('credentials_unusable'));
    expect(await present(given(), payment)).toMatchObject({ status: 'pending' });
    expect(await given().listAnomalies(payment.id)).toEqual([]);
    expect(kept).toEqual([]);
  });

  test('a gym whose credentials were replaced has its new payments processed though the old token was revoked', async () => {
    const { gateway, channel, input, credentials } = await anOpenCheckout(given());
    const { app, provider } = gateway;
    const next = credentialsOf('another-holder', { webhook_secrets: credentials.webhook_secrets });
    await app.putGym(OPERATOR, { ...input, credentials: next });
    const { payment, parentId } = await aCheckout(gateway, channel.slug);
    provider.revoke(credentials);
    provider.settle(parentId, 'succeeded');

    await app.receiveNotification(channel, provider.signed(provider.reported(parentId), next));

    expect(await present(given(), payment)).toMatchObject({ status: 'succeeded' });
  });
});

describe('an account whose credentials can not be opened', () => {
  /** The gym's first account was sealed with a key that is gone; its second can be opened. */
  async function aGymThatLostAKey() {
    const gateway = createGateway(given());
    const gone = createSecrets([{ kid: 'gone', key: randomBytes(32) }]);
    const { channel, input, credentials: old } = await aGym({ app: gateway.replica({ secrets: gone }) });
    const credentials = credentialsOf('another-holder');
    await gateway.app.putGym(OPERATOR, { ...input, credentials });
    return { gateway, channel, old, credentials };
  }

  test('an account whose credentials can not be opened keeps no notification of others out', async () => {
    const { gateway, channel, credentials } = await aGymThatLostAKey();
    const { app, provider } = gateway;
    const { payment, parentId } = await aCheckout(gateway, channel.slug);
    provider.settle(parentId, 'succeeded');

    await app.receiveNotification(channel, provider.signed(provider.reported(parentId), credentials));

    expect(await present(given(), payment)).toMatchObject({ status: 'succeeded' });
  });

  test('an account whose credentials can not be opened may have signed what no other account did: then it is to be sent again', async () => {
    const { gateway, channel, old } = await aGymThatLostAKey();
    const { app, provider } = gateway;
    const unusable = refusedWith('credentials_unusable');

    await expect(app.receiveNotification(channel, provider.signed(provider.irrelevant(), old))).rejects.toMatchObject(
      unusable,
    );
    await expect(app.receiveNotification(channel, provider.forged(provider.irrelevant()))).rejects.toMatchObject(
      unusable,
    );
  });
});
