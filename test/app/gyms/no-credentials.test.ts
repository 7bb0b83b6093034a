import { expect, test } from 'vitest';
import type { Credentials } from '../../../src/domain/payment/account.ts';
import type { PaymentProvider } from '../../../src/ports/payment-provider/payment-provider.ts';
import { useDatabase } from '../database.ts';
import { aCheckoutInput, aGymInput, createGateway, credentialsOf, type Gateway, OPERATOR } from '../gateway.ts';

const database = useDatabase();

/** An app whose provider needs no credentials, and what its adapter was made to work with. */
function withoutCredentials(gateway: Gateway) {
  const worked: Credentials[] = [];
  const provider: PaymentProvider = {
    ...gateway.provider,
    credentials: [],
    identify: () => null,
    openSameAccount: () => true,
    credentialsFrom: ({ given }) => ({ ...given }),
    open(credentials, request) {
      worked.push(credentials);
      return gateway.provider.open(credentialsOf('the-counter'), request);
    },
  };
  return { app: gateway.replica({ providers: { ...gateway.providers, get: () => provider } }), worked };
}

test('a gym takes payments through a provider that needs no credentials as soon as it names the provider', async () => {
  const gateway = createGateway(database().store);
  const { app, worked } = withoutCredentials(gateway);

  const { value: gym } = await app.putGym(OPERATOR, aGymInput({ credentials: null }));
  await app.openCheckout(aCheckoutInput(gym.slug));

  expect(gym.accountId).not.toBeNull();
  expect(worked).toEqual([{}]);
});

test('a gym keeps its account at a provider that needs no credentials, however often it is put', async () => {
  const gateway = createGateway(database().store);
  const { app } = withoutCredentials(gateway);
  const input = aGymInput({ credentials: null });
  const { value: first } = await app.putGym(OPERATOR, input);

  const { value: same } = await app.putGym(OPERATOR, input);
  const { value: renewed } = await app.putGym(OPERATOR, { ...input, name: 'Golden Temple', credentials: {} });

  expect(same).toEqual(first);
  expect(renewed.accountId).toBe(first.accountId);
  expect(await database().store.listAccounts({ kind: 'gym', slug: input.slug })).toHaveLength(1);
});

test('a gym at a provider that needs credentials has no account before it gave some', async () => {
  const { app } = createGateway(database().store);

  const { value } = await app.putGym(OPERATOR, aGymInput({ credentials: null }));

  expect(value.accountId).toBeNull();
});
