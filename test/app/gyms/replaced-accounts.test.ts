import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createSecrets } from '../../../src/adapters/secrets/index.ts';
import { unknown } from '../fake-twists.ts';
import { aCheckout, aGym, createGateway, credentialsOf, OPERATOR, refusedWith, useStore } from '../gateway.ts';

const given = useStore();

const IGNORED = { status: 'ignored' };

test('two requests at once that bring the credentials of one new holder make one account', async () => {
  const gateway = createGateway(given());
  const { input } = await aGym(gateway);
  const next = { ...input, credentials: credentialsOf('another-holder') };

  const puts = await Promise.all([gateway.app.putGym(OPERATOR, next), gateway.app.putGym(OPERATOR, next)]);

  const { slug } = input;
  const made = (await given().listAccounts({ kind: 'gym', slug })).filter(
    (one) => one.providerUserId === 'another-holder',
  );
  expect(made).toHaveLength(1);
  expect(puts.map(({ value }) => value.accountId)).toEqual([made[0]?.id, made[0]?.id]);
});

describe('a notification to a gym with a past', () => {
  test('a notification of the same gym, whose two accounts share a secret, does not pay it either', async () => {
    const gateway = createGateway(given());
    const { app, provider, world } = gateway;
    const { channel, input, credentials } = await aGym(gateway);
    const reference = randomUUID();
    provider.next('open', unknown('before the effect'));
    const opening = aCheckout({ app: gateway.replica({ world: { ...world, newId: () => reference } }) }, channel.slug);
    await expect(opening).rejects.toMatchObject(refusedWith('provider_unavailable'));
    const next = credentialsOf('another-holder', { webhook_secrets: credentials.webhook_secrets });
    await app.putGym(OPERATOR, { ...input, credentials: next });
    const [request] = provider.opened();
    if (request === undefined) throw new Error('the checkout was asked for');
    const foreignId = provider.make(next, request);
    provider.settle(foreignId, 'succeeded');

    const received = await app.receiveNotification(channel, provider.signed(provider.reported(foreignId), next));

    expect(received).toMatchObject(IGNORED);
    expect(await given().findPayment(reference)).toMatchObject({ status: 'pending', parentId: null });
    expect(await given().listAnomalies(reference)).toMatchObject([{ kind: 'account_mismatch' }]);
  });

  test('an older account may have signed a notification also when it is of a provider that is gone', async () => {
    const gateway = createGateway(given(), { others: [{ name: 'otherpay' }] });
    const gone = createSecrets([{ kid: 'gone', key: randomBytes(32) }]);
    const { channel, input } = await aGym(gateway, { provider: 'otherpay' });
    const credentials = credentialsOf('iron-temple');
    await gateway.replica({ secrets: gone }).putGym(OPERATOR, { ...input, provider: 'somepay', credentials });
    const { provider } = gateway;
    const app = gateway.replica({
      providers: {
        names: [provider.name],
        get: (name) => (name === provider.name ? provider : undefined),
        platformCredentials: () => null,
      },
    });

    const receiving = app.receiveNotification(channel, provider.signed(provider.irrelevant(), credentials));

    await expect(receiving).rejects.toMatchObject(refusedWith('credentials_unusable'));
  });
});
