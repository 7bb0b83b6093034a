import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createSecrets } from '../../../src/adapters/secrets/index.ts';
import { money } from '../../../src/domain/money/money.ts';
import { refusing } from '../fake-provider.ts';
import { notSent, rejected, unknown } from '../fake-twists.ts';
import {
  aCheckoutInput,
  aGym,
  aGymInput,
  createGateway,
  credentialsOf,
  DAY_MS,
  OPERATOR,
  refusedWith,
  useStore,
} from '../gateway.ts';

const given = useStore();

describe('opening a checkout', () => {
  test('opening a checkout sends the customer to a page that carries what was committed before', async () => {
    const gateway = createGateway(given());
    const { gym, credentials } = await aGym(gateway, { returnUrl: 'https://iron.example/back' });

    const { payment, handover } = await gateway.app.openCheckout(aCheckoutInput(gym.slug));

    expect(handover).toBe(`https://somepay.example/${payment.parentId}`);
    expect(payment).toEqual(await given().findPayment(payment.id));
    expect(payment).toMatchObject({
      userId: 'customer-1',
      purpose: { kind: 'checkout', gymSlug: gym.slug },
      accountId: gym.accountId,
      amount: money(500_000, 'ARS'),
      status: 'pending',
    });
    expect(gateway.provider.calls('open').map(({ token }) => token)).toEqual([credentials.access_token]);
    expect(gateway.provider.opened()).toEqual([
      {
        flow: 'redirect',
        reference: payment.id,
        idempotencyKey: expect.stringContaining(payment.id),
        amount: money(500_000, 'ARS'),
        title: 'Monthly pass',
        statementDescriptor: 'Iron Templ',
        customerEmail: 'payer@example.com',
        captureMethod: 'automatic',
        returnUrl: 'https://iron.example/back',
        notificationUrl: `https://pay.example/base/webhook/${gym.slug}`,
        expiresAt: new Date(gateway.clock.now().getTime() + DAY_MS),
      },
    ]);
  });

  test('opening a checkout twice makes two payments', async () => {
    const gateway = createGateway(given());
    const { gym } = await aGym(gateway);

    const first = await gateway.app.openCheckout(aCheckoutInput(gym.slug));
    const second = await gateway.app.openCheckout(aCheckoutInput(gym.slug));

    expect(second.payment.id).not.toBe(first.payment.id);
    expect(second.handover).not.toBe(first.handover);
  });

  test.each([
    ["the gym's own", 'https://iron.example/back', 'https://shop.example/back', 'https://iron.example/back'],
    ['ours where the gym has none', null, 'https://shop.example/back', 'https://shop.example/back'],
    ['none where neither side has one', null, null, null],
  ])(
    'opening a checkout sends the buyer back to an address: %s',
    async (_whose, returnUrl, checkoutReturnUrl, expected) => {
      const gateway = createGateway(given(), { settings: { checkoutReturnUrl } });
      const { gym } = await aGym(gateway, { returnUrl });

      await gateway.app.openCheckout(aCheckoutInput(gym.slug));

      expect(gateway.provider.opened()).toMatchObject([{ returnUrl: expected }]);
    },
  );

  test.each([
    ['its own', { statementDescriptor: 'IRON' }, 'IRON'],
    ['its name, as far as the provider can show it', { name: 'Gimnasio El Ancla' }, 'Gimnasio E'],
  ])("opening a checkout has the buyer's statement show %s", async (_what, changes, shown) => {
    const gateway = createGateway(given());
    const { gym, input } = await aGym(gateway, changes);

    await gateway.app.openCheckout(aCheckoutInput(gym.slug));
    // It never comes out, so a later change of something else keeps it.
    await gateway.app.putGym(OPERATOR, { ...input, statementDescriptor: null });
    const { payment } = await gateway.app.openCheckout(aCheckoutInput(gym.slug));

    expect(gateway.provider.opened()).toMatchObject([{ statementDescriptor: shown }, { statementDescriptor: shown }]);
    expect(payment.statementDescriptor).toBe(shown);
  });

  test('opening a checkout shows the name again once the descriptor is taken away', async () => {
    const gateway = createGateway(given());
    const { gym, input } = await aGym(gateway, { statementDescriptor: 'IRON' });
    await gateway.app.putGym(OPERATOR, { ...input, statementDescriptor: '' });

    const { payment } = await gateway.app.openCheckout(aCheckoutInput(gym.slug));

    expect(payment.statementDescriptor).toBe('Iron Templ');
  });

  test("opening a checkout reads the amount in the gym's currency", async () => {
    const gateway = createGateway(given());
    const { gym } = await aGym(gateway, { currency: 'CLP' });

    const { payment } = await gateway.app.openCheckout(aCheckoutInput(gym.slug, { amount: '5000.00' }));

    expect(payment.amount).toEqual(money(5_000, 'CLP'));
  });
});

describe('a checkout that is refused', () => {
  test('opening a checkout is refused at a gym that is not there, whatever else is wrong', async () => {
    const { app } = createGateway(given());

    const opening = app.openCheckout(aCheckoutInput(`gym-${randomUUID()}`, { amount: '1.234' }));

    await expect(opening).rejects.toMatchObject(refusedWith('gym_not_found'));
  });

  test.each(['10.001', '-1', '1e3', ''])(
    'opening a checkout is refused for the amount %j, also where payments are off',
    async (amount) => {
      const gateway = createGateway(given());
      const { gym } = await aGym(gateway, { paymentsEnabled: false });

      const opening = gateway.app.openCheckout(aCheckoutInput(gym.slug, { amount }));

      await expect(opening).rejects.toMatchObject(refusedWith('invalid', { field: 'amount' }));
    },
  );

  test('opening a checkout is refused for an amount that the provider does not carry, also where payments are off', async () => {
    const refusal = ({ minor }: { minor: number }) =>
      minor > 400_000 ? ({ field: 'amount', reason: 'Too large' } as const) : null;
    const gateway = createGateway(given(), { provider: { refusal } });
    const { gym } = await aGym(gateway, { paymentsEnabled: false });

    const opening = gateway.app.openCheckout(aCheckoutInput(gym.slug));

    await expect(opening).rejects.toMatchObject(refusedWith('amount_refused', { field: 'amount' }));
  });

  test.each([
    ['are off', { paymentsEnabled: false }],
    ['have no credentials', { credentials: null }],
  ])('opening a checkout is refused where payments %s', async (_why, changes) => {
    const gateway = createGateway(given());
    const { value: gym } = await gateway.app.putGym(OPERATOR, aGymInput(changes));

    const opening = gateway.app.openCheckout(aCheckoutInput(gym.slug));

    await expect(opening).rejects.toMatchObject(refusedWith('payments_not_enabled'));
    expect(gateway.provider.opened()).toEqual([]);
  });

  test('opening a checkout is refused where payments are off, also when the credentials can not be opened', async () => {
    const gateway = createGateway(given());
    const gone = createSecrets([{ kid: 'gone', key: randomBytes(32) }]);
    const { gym, input } = await aGym({ app: gateway.replica({ secrets: gone }) });
    await gateway.app.putGym(OPERATOR, { ...input, credentials: null, paymentsEnabled: false });

    const opening = gateway.app.openCheckout(aCheckoutInput(gym.slug));

    await expect(opening).rejects.toMatchObject(refusedWith('payments_not_enabled'));
  });

  test('opening a checkout is refused where the credentials were sealed with a key that is gone', async () => {
    const gateway = createGateway(given());
    const gone = createSecrets([{ kid: 'gone', key: randomBytes(32) }]);
    const { gym } = await aGym({ app: gateway.replica({ secrets: gone }) });

    const opening = gateway.app.openCheckout(aCheckoutInput(gym.slug));

    await expect(opening).rejects.toMatchObject(refusedWith('credentials_unusable'));
    expect(gateway.provider.opened()).toEqual([]);
  });

  test.each([
    ['the credentials', rejected('credentials'), refusedWith('credentials_unusable')],
    ['the amount', rejected('amount'), refusedWith('amount_refused')],
    ['the e-mail address', rejected('customerEmail'), refusedWith('invalid', { field: 'payer_email' })],
    ['the title', rejected('title'), refusedWith('invalid', { field: 'title' })],
    ["the gym's return URL", rejected('returnUrl'), refusedWith('invalid', { field: 'gym_id' })],
    ['our request', rejected('request'), refusedWith('provider_rejected')],
  ])('opening a checkout is refused when the provider refuses %s', async (_what, twist, refusal) => {
    const gateway = createGateway(given());
    const { gym } = await aGym(gateway);
    gateway.provider.next('open', twist);

    await expect(gateway.app.openCheckout(aCheckoutInput(gym.slug))).rejects.toMatchObject(refusal);
  });

  test.each([
    ['did not get out', notSent()],
    ['has an unknown end', unknown('after the effect')],
  ])(
    'opening a checkout is refused for now when the call %s, and a further request makes a payment of its own',
    async (_how, twist) => {
      const gateway = createGateway(given());
      const { gym } = await aGym(gateway);
      gateway.provider.next('open', twist);

      const opening = gateway.app.openCheckout(aCheckoutInput(gym.slug));
      await expect(opening).rejects.toMatchObject(refusedWith('provider_unavailable'));
      await gateway.app.openCheckout(aCheckoutInput(gym.slug));

      const [first, second] = gateway.provider.opened().map(({ reference }) => reference);
      expect(second).not.toBe(first);
    },
  );
});

describe('a gym that moved to another holder', () => {
  test('a gym that moved to another holder has its next checkout opened in the new account', async () => {
    const gateway = createGateway(given());
    const { gym, input } = await aGym(gateway);
    const before = await gateway.app.openCheckout(aCheckoutInput(gym.slug));
    const next = credentialsOf('another-holder');
    await gateway.app.putGym(OPERATOR, { ...input, credentials: next });

    const { payment } = await gateway.app.openCheckout(aCheckoutInput(gym.slug));

    expect(payment.accountId).not.toBe(before.payment.accountId);
    expect(gateway.provider.calls('open').at(-1)).toMatchObject({ token: next.access_token });
  });

  test('a gym that moved to another holder is refused a currency that the provider stopped carrying', async () => {
    let refused = 'none';
    const gateway = createGateway(given(), { provider: { refusal: (amount) => refusing(refused)(amount) } });
    const { gym } = await aGym(gateway);
    refused = 'ARS';

    const opening = gateway.app.openCheckout(aCheckoutInput(gym.slug));

    await expect(opening).rejects.toMatchObject(refusedWith('amount_refused'));
  });
});
