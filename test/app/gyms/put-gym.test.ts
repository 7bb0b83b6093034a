import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createSecrets } from '../../../src/adapters/secrets/index.ts';
import { openCredentials } from '../../../src/app/providers/credentials.ts';
import type { FakeCredentials } from '../fake-credentials.ts';
import { refusing } from '../fake-provider.ts';
import {
  type AGymInput,
  aCheckout,
  aGym,
  aGymInput,
  CUSTOMER,
  createGateway,
  credentialsOf,
  type Gateway,
  type GatewayOptions,
  OPERATOR,
  refusedWith,
  useStore,
} from '../gateway.ts';

const given = useStore();

async function accountsOf(slug: string) {
  return given().listAccounts({ kind: 'gym', slug });
}

describe('putting a gym', () => {
  test('putting a gym makes it with what was left out filled in', async () => {
    const { app } = createGateway(given());
    const wanted = aGymInput();

    const { value, created } = await app.putGym(OPERATOR, wanted);

    expect(created).toBe(true);
    expect(value).toMatchObject({
      slug: wanted.slug,
      provider: 'somepay',
      currency: 'ARS',
      signature: 'required',
      accountId: expect.any(String),
      needsReconnect: false,
      credentialsRefusedAt: null,
    });
  });

  test('putting a gym without credentials makes one that has no account yet', async () => {
    const { app } = createGateway(given());

    const { value } = await app.putGym(OPERATOR, aGymInput({ credentials: null }));

    expect(value.accountId).toBeNull();
  });

  test('putting a gym needs its scope, before anything else is looked at', async () => {
    const { app } = createGateway(given());
    const actor = { ...OPERATOR, scopes: OPERATOR.scopes.filter((scope) => scope !== 'gyms:write') };

    for (const one of [actor, CUSTOMER])
      await expect(app.putGym(one, aGymInput({ provider: 'nopay' }))).rejects.toMatchObject(
        refusedWith('scope_missing'),
      );
  });

  test.each<[string, Partial<AGymInput>, string, GatewayOptions['provider']]>([
    ['an unknown provider', { provider: 'nopay' }, 'provider', {}],
    ['a provider without a page', {}, 'provider', { capabilities: { flows: ['client'] } }],
    [
      'no return_url where the provider needs one',
      {},
      'return_url',
      { capabilities: { redirectNeedsReturnUrl: true } },
    ],
    ['a descriptor that is too long', { statementDescriptor: 'Gimnasio El Ancla' }, 'statement_descriptor', {}],
    ['a currency that no list has', { currency: 'XXX' }, 'currency', {}],
    ['a currency that the provider does not carry', { currency: 'USD' }, 'currency', { refusal: refusing('USD') }],
  ])('putting a gym is refused with %s, naming the field', async (_what, changes, field, provider) => {
    const { app } = createGateway(given(), { provider: provider ?? {} });
    const wanted = aGymInput(changes);

    await expect(app.putGym(OPERATOR, wanted)).rejects.toMatchObject(refusedWith('invalid', { field }));
    expect(await given().findGym(wanted.slug)).toBeNull();
  });

  test('putting a gym says the form of a statement descriptor that the provider can show, with an example', async () => {
    const { app } = createGateway(given());

    await expect(app.putGym(OPERATOR, aGymInput({ statementDescriptor: 'Gimnasio El Ancla' }))).rejects.toThrow(
      'statement_descriptor must be at most 10 characters, such as "Gimnasio E"',
    );
  });

  test('putting a gym says the form of a return_url that the provider needs', async () => {
    const { app } = createGateway(given(), { provider: { capabilities: { redirectNeedsReturnUrl: true } } });

    await expect(app.putGym(OPERATOR, aGymInput())).rejects.toThrow(
      'return_url is required by this payment provider: it must be an https URL, such as https://gym.example/paid',
    );
  });

  test.each<[string, Partial<AGymInput>, string | null]>([
    ['its own', { returnUrl: 'https://iron.example/back' }, null],
    ['ours', {}, 'https://shop.example/back'],
  ])('putting a gym gives a provider that needs a return_url %s', async (_whose, changes, checkoutReturnUrl) => {
    const provider = { capabilities: { redirectNeedsReturnUrl: true } };
    const { app } = createGateway(given(), { provider, settings: { checkoutReturnUrl } });

    expect(await app.putGym(OPERATOR, aGymInput(changes))).toMatchObject({ created: true });
  });
});

/** Notifications are verified with the platform's secrets, too. */
function withPlatforms({ platform }: Gateway, given: FakeCredentials): FakeCredentials {
  return { ...given, webhook_secrets: [...given.webhook_secrets, ...platform.webhook_secrets] };
}

describe("a gym's credentials", () => {
  test("a gym's credentials are stored sealed, and open only for the account, gym and provider that they belong to", async () => {
    const gateway = createGateway(given());
    const { gym, credentials } = await aGym(gateway);
    const other = await aGym(gateway);

    const [account] = await accountsOf(gym.slug);
    const [foreign] = await accountsOf(other.gym.slug);
    const sealed = account?.sealed ?? '';

    expect(sealed).not.toContain(credentials.access_token);
    const holder = { id: account?.id ?? '', owner: { kind: 'gym', slug: gym.slug }, provider: 'somepay' } as const;
    expect(openCredentials(gateway, gateway.provider, sealed, holder)).toEqual(withPlatforms(gateway, credentials));
    expect(() => openCredentials(gateway, gateway.provider, sealed, { ...holder, id: randomUUID() })).toThrow();
    expect(foreign).toBeDefined();
    expect(() => foreign && openCredentials(gateway, gateway.provider, sealed, foreign)).toThrow();
  });

  test("a gym's credentials that are left out stay as they are", async () => {
    const gateway = createGateway(given());
    const { gym, input } = await aGym(gateway);
    const before = await accountsOf(gym.slug);

    const { value } = await gateway.app.putGym(OPERATOR, { ...input, name: 'Iron Palace', credentials: null });

    expect(value).toMatchObject({ name: 'Iron Palace', accountId: gym.accountId });
    expect(await accountsOf(gym.slug)).toEqual(before);
  });

  test("a gym's credentials that the same holder renewed keep the account, with the new token", async () => {
    const gateway = createGateway(given());
    const { gym, input } = await aGym(gateway);
    const next = credentialsOf('iron-temple');

    const { value } = await gateway.app.putGym(OPERATOR, { ...input, credentials: next });
    await aCheckout(gateway, gym.slug);

    expect(value.accountId).toBe(gym.accountId);
    expect(await accountsOf(gym.slug)).toMatchObject([{ providerUserId: 'iron-temple' }]);
    expect(gateway.provider.calls('open')).toMatchObject([{ token: next.access_token }]);
  });

  test("a gym's credentials of the same holder keep the account also when the stored ones can not be opened", async () => {
    const gateway = createGateway(given());
    const gone = createSecrets([{ kid: 'gone', key: randomBytes(32) }]);
    const { gym, input } = await aGym({ app: gateway.replica({ secrets: gone }) });

    const { value } = await gateway.app.putGym(OPERATOR, { ...input, credentials: credentialsOf('iron-temple') });

    expect(value.accountId).toBe(gym.accountId);
  });

  test("a gym's credentials of another holder make a new account, and what was opened keeps its own", async () => {
    const gateway = createGateway(given());
    const { gym, input } = await aGym(gateway);
    const { payment } = await aCheckout(gateway, gym.slug);

    const { value } = await gateway.app.putGym(OPERATOR, { ...input, credentials: credentialsOf('another-holder') });

    expect(value.accountId).not.toBe(gym.accountId);
    expect(await accountsOf(gym.slug)).toMatchObject([
      { id: value.accountId, providerUserId: 'another-holder' },
      { id: gym.accountId, providerUserId: 'iron-temple' },
    ]);
    expect(await given().findPayment(payment.id)).toMatchObject({ accountId: gym.accountId });
  });

  test("a gym's credentials of an earlier holder bring back the earlier account", async () => {
    const gateway = createGateway(given());
    const { gym, input } = await aGym(gateway);
    await gateway.app.putGym(OPERATOR, { ...input, credentials: credentialsOf('another-holder') });

    const { value } = await gateway.app.putGym(OPERATOR, { ...input, credentials: credentialsOf('iron-temple') });

    expect(value.accountId).toBe(gym.accountId);
    expect(await accountsOf(gym.slug)).toHaveLength(2);
  });

  test("a gym's credentials of the same holder at another gym have accounts of their own", async () => {
    const gateway = createGateway(given());

    const first = await aGym(gateway);
    const second = await aGym(gateway);

    expect(second.gym.accountId).not.toBe(first.gym.accountId);
  });

  test("a gym's credentials of another provider make an account there", async () => {
    const gateway = createGateway(given(), { others: [{ name: 'otherpay' }] });
    const { gym, input, credentials } = await aGym(gateway);

    const { value } = await gateway.app.putGym(OPERATOR, { ...input, provider: 'otherpay', credentials });

    expect(value.accountId).not.toBe(gym.accountId);
    expect(await accountsOf(gym.slug)).toMatchObject([{ provider: 'otherpay' }, { provider: 'somepay' }]);
  });

  describe('of a provider that can not say whose they are', () => {
    const UNTOLD = { provider: { showsHolders: false } };

    test("a gym's credentials of a provider that can not say whose they are keep the account while the token is the same", async () => {
      const gateway = createGateway(given(), UNTOLD);
      const { gym, input, credentials } = await aGym(gateway);
      const rotated = { ...credentials, webhook_secrets: ['a-new-secret', ...credentials.webhook_secrets] };

      const { value } = await gateway.app.putGym(OPERATOR, { ...input, credentials: rotated });

      expect(value.accountId).toBe(gym.accountId);
      const [account] = await accountsOf(gym.slug);
      expect(account && openCredentials(gateway, gateway.provider, account.sealed ?? '', account)).toEqual(
        withPlatforms(gateway, rotated),
      );
    });

    test("a gym's credentials of a provider that can not say whose they are make a new account with another token", async () => {
      const gateway = createGateway(given(), UNTOLD);
      const { gym, input } = await aGym(gateway);

      const { value } = await gateway.app.putGym(OPERATOR, { ...input, credentials: credentialsOf('iron-temple') });

      expect(value.accountId).not.toBe(gym.accountId);
    });

    test("a gym's credentials of a provider that can not say whose they are make a new account when the stored token can not be read any more", async () => {
      const gateway = createGateway(given(), UNTOLD);
      const gone = createSecrets([{ kid: 'gone', key: randomBytes(32) }]);
      const { gym, input } = await aGym({ app: gateway.replica({ secrets: gone }) });

      const { value } = await gateway.app.putGym(OPERATOR, input);

      expect(value.accountId).not.toBe(gym.accountId);
    });
  });
});
