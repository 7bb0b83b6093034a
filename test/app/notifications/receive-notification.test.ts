import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSecrets } from '../../../src/adapters/secrets/index.ts';
import { DomainError } from '../../../src/domain/error.ts';
import type { Status } from '../../../src/domain/fact.ts';
import { money } from '../../../src/domain/money.ts';
import type { Payment } from '../../../src/domain/payment.ts';
import { type StoreAndCommands as Store, withCommands } from '../../stores.ts';
import { deliveryOf, signedDelivery } from '../fake-deliveries.ts';
import { type Claims, intentIdOf, notSent, rejected, unknown } from '../fake-provider.ts';
import {
  aCheckout,
  aGym,
  anOrder,
  createGateway,
  credentialsOf,
  type Gateway,
  type GatewayOptions,
  OPERATOR,
  parentIdOf,
  refusedWith,
  useStore,
} from '../gateway.ts';

const given = useStore();

const PLATFORM = { kind: 'platform', provider: 'somepay' } as const;
const IGNORED = { status: 'ignored' };

/** An order's payment that is just open, a second after its opening. */
async function anOpenIntent(options: GatewayOptions = {}) {
  const gateway = createGateway(given(), options);
  const { order, input } = await anOrder(gateway);
  const { payment } = await gateway.app.openIntent(input);
  gateway.clock.advance(1_000);
  return { gateway, order, input, payment, parentId: parentIdOf(payment) };
}

/** A gym's payment that is just open, a second after its opening. */
async function anOpenCheckout(gym: Parameters<typeof aGym>[1] = {}, options: GatewayOptions = {}) {
  const gateway = createGateway(given(), options);
  const { channel, credentials, input } = await aGym(gateway, gym);
  const { payment, parentId } = await aCheckout(gateway, channel.slug);
  gateway.clock.advance(1_000);
  return { gateway, channel, credentials, input, payment, parentId };
}

/** An event of this payment, that says by itself what happened just now. */
function event({ clock, provider }: Gateway, payment: Payment, status: Status, changes: Partial<Claims> = {}) {
  const { id, parentId, amount } = payment;
  return provider.claimed({ reference: id, parentId, status, at: clock.now(), amount, ...changes });
}

async function present(payment: Payment): Promise<Payment> {
  const found = await given().findPayment(payment.id);
  if (found === null) throw new Error('payments are never deleted');
  return found;
}

describe('a signed notification', () => {
  test('a signed notification is recorded before it is answered', async () => {
    const { gateway, order, payment } = await anOpenIntent();
    const { app, provider, platform, clock } = gateway;
    const reported = event(gateway, payment, 'succeeded');

    const received = await app.receiveNotification(PLATFORM, provider.signed(reported, platform));

    const { intentId } = payment;
    expect(received).toEqual({ eventId: reported.id, eventType: 'parent.succeeded', intentId, status: 'succeeded' });
    expect(await present(payment)).toMatchObject({ status: 'succeeded', statusAt: clock.now() });
    expect(await given().findOrder(order.id)).toMatchObject({ status: 'paid' });
    expect(await given().listTransitions(payment.id)).toMatchObject([
      { from: 'pending', to: 'succeeded', cause: { kind: 'webhook', id: reported.id }, occurredAt: clock.now() },
    ]);
    expect(await given().listAttempts(payment.id)).toMatchObject([{ capturedMinor: payment.amount.minor }]);
    expect(gateway.kept).toEqual([{ key: reported.id, eventId: reported.id, state: 'processed' }]);
    expect(provider.calls('fetch')).toEqual([]);
  });

  test('a signed notification loads its purchase once, whatever it says', async () => {
    const loaded: string[] = [];
    const watching = (store: Store): Store =>
      withCommands({
        ...store,
        loadPurchase(...asked) {
          loaded.push(asked[0].id);
          return store.loadPurchase(...asked);
        },
      });
    const { gateway, payment } = await anOpenIntent({ store: watching });
    const { app, provider, platform } = gateway;
    const send = (sent: ReturnType<typeof event>) => app.receiveNotification(PLATFORM, provider.signed(sent, platform));
    loaded.length = 0;

    expect(await send(event(gateway, payment, 'processing'))).toMatchObject({ status: 'processing' });
    expect(loaded).toEqual([payment.id]);
    expect(await send(event(gateway, payment, 'succeeded'))).toMatchObject({ status: 'succeeded' });
    expect(loaded).toEqual([payment.id, payment.id]);
  });

  test('a signed notification that only says that something changed has the provider asked for it', async () => {
    const { gateway, channel, credentials, payment, parentId } = await anOpenCheckout();
    const { app, provider } = gateway;
    provider.settle(parentId, 'succeeded');

    const received = await app.receiveNotification(channel, provider.signed(provider.reported(parentId), credentials));

    expect(received).toMatchObject({ eventType: 'parent.changed', status: 'succeeded' });
    expect(await present(payment)).toMatchObject({ status: 'succeeded' });
  });

  test('a signed notification counts once, however often it is sent', async () => {
    const { gateway, payment } = await anOpenIntent();
    const { app, provider, platform } = gateway;
    const delivery = provider.signed(event(gateway, payment, 'succeeded'), platform);

    const first = await app.receiveNotification(PLATFORM, delivery);
    const again = await app.receiveNotification(PLATFORM, delivery);
    const atOnce = await Promise.all(Array.from({ length: 10 }, () => app.receiveNotification(PLATFORM, delivery)));

    for (const received of [again, ...atOnce]) expect(received).toEqual(first);
    expect(await given().listTransitions(payment.id)).toHaveLength(1);
    expect(await given().listAttempts(payment.id)).toHaveLength(1);
  });

  test('signed notifications end in the same state in whatever order they come, and however often', async () => {
    const kinds = ['pending', 'processing', 'failed'] as const;
    const endings = ['none', 'cancelled', 'succeeded'] as const;
    const deliveries = fc.array(fc.nat({ max: kinds.length }), { maxLength: 8 });

    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...endings), deliveries, async (ending, order) => {
        const { gateway, payment, parentId } = await anOpenIntent();
        const { app, provider, platform, clock } = gateway;
        const reported = kinds.map((status) => {
          clock.advance(1_000);
          provider.settle(parentId, status);
          return event(gateway, payment, status);
        });
        clock.advance(1_000);
        if (ending !== 'none') provider.settle(parentId, ending);
        if (ending !== 'none') reported.push(event(gateway, payment, ending));

        const all = reported.map((_, index) => index);
        for (const index of [...order, ...all.toReversed()]) {
          const body = reported[index];
          if (body !== undefined) await app.receiveNotification(PLATFORM, provider.signed(body, platform));
        }

        const last = ending === 'none' ? 'failed' : ending;
        expect(await present(payment)).toMatchObject({ status: last });
        const transitions = await given().listTransitions(payment.id);
        expect(transitions.at(-1)).toMatchObject({ to: last });
      }),
      { numRuns: 15 },
    );
  }, 30_000);

  test.each([
    ['is as old as', 0],
    ['is older than', -5_000],
  ])(
    'a signed notification about an open payment, when it %s what is known, is replaced by the present state',
    async (_how, ageMs) => {
      const { gateway, payment, parentId } = await anOpenIntent();
      const { app, provider, platform, clock } = gateway;
      const at = new Date((payment.statusAt?.getTime() ?? 0) + ageMs);
      provider.settle(parentId, 'processing');
      const reported = event(gateway, payment, 'failed', { at });

      const received = await app.receiveNotification(PLATFORM, provider.signed(reported, platform));

      expect(received).toMatchObject({ status: 'processing' });
      expect(await present(payment)).toMatchObject({ status: 'processing', statusAt: clock.now() });
      expect(provider.calls('fetch')).toHaveLength(1);
    },
  );

  test('a signed notification that can not be put in its time is to be sent again when the present state can not be asked for', async () => {
    const { gateway, payment, parentId } = await anOpenIntent();
    const { app, provider, platform } = gateway;
    provider.settle(parentId, 'failed');
    const old = provider.signed(event(gateway, payment, 'processing', { at: new Date(0) }), platform);
    provider.next('fetch', unknown('before the effect'));

    await expect(app.receiveNotification(PLATFORM, old)).rejects.toMatchObject(refusedWith('provider_unavailable'));
    expect(await app.receiveNotification(PLATFORM, old)).toMatchObject({ status: 'failed' });
  });

  test('a signed notification before our own call has answered finds the payment by our reference, and attaches its parent', async () => {
    const gateway = createGateway(given());
    const { app, provider, platform, clock } = gateway;
    const { order, input } = await anOrder(gateway);
    const held = provider.hold('open', 'after the effect');
    const opening = app.openIntent(input);
    await held.arrived;
    const payment = await given().findOpenPayment(order.id);
    const parentId = provider.parentsOf(payment?.id ?? '')[0]?.id ?? '';
    clock.advance(1_000);
    provider.settle(parentId, 'processing');

    const received = await app.receiveNotification(PLATFORM, provider.signed(provider.reported(parentId), platform));

    expect(received).toMatchObject({ status: 'processing', intentId: intentIdOf(parentId) });
    expect(await given().findOpenPayment(order.id)).toMatchObject({ id: payment?.id, parentId, status: 'processing' });
    held.release();
    expect(await opening).toMatchObject({ payment: { id: payment?.id, parentId }, handover: `token-for-${parentId}` });
    expect(provider.opened()).toHaveLength(1);
  });

  test('a signed notification of another amount is an anomaly, and nothing is paid', async () => {
    const { gateway, order, payment } = await anOpenIntent();
    const { app, provider, platform } = gateway;
    provider.declare({ splitsPurchases: false });
    const reported = event(gateway, payment, 'succeeded', { amount: money(1, 'JPY') });

    const received = await app.receiveNotification(PLATFORM, provider.signed(reported, platform));

    expect(received).toMatchObject({ status: 'pending' });
    expect(await present(payment)).toMatchObject({ status: 'pending' });
    expect(await given().findOrder(order.id)).toMatchObject({ status: 'pending' });
    expect(await given().listAnomalies(payment.id)).toMatchObject([
      { kind: 'amount_mismatch', detail: { expected: 1_000, found: 1 } },
    ]);
    expect(gateway.logged).toMatchObject([{ level: 'warn', fields: { anomaly: 'amount_mismatch' } }]);
  });

  test('a signed notification of a larger amount is an anomaly, and nothing is paid, also where purchases can be split', async () => {
    const { gateway, payment } = await anOpenIntent();
    const { app, provider, platform } = gateway;
    const reported = event(gateway, payment, 'succeeded', { amount: money(1_001, 'JPY') });

    await app.receiveNotification(PLATFORM, provider.signed(reported, platform));

    expect(await present(payment)).toMatchObject({ status: 'pending' });
    expect(await given().listAnomalies(payment.id)).toMatchObject([{ kind: 'amount_mismatch' }]);
  });

  test('a signed notification of another currency is an anomaly, and nothing is paid', async () => {
    const { gateway, payment } = await anOpenIntent();
    const { app, provider, platform } = gateway;
    const reported = event(gateway, payment, 'succeeded', { amount: money(1_000, 'USD') });

    await app.receiveNotification(PLATFORM, provider.signed(reported, platform));

    expect(await present(payment)).toMatchObject({ status: 'pending' });
    expect(await given().listAnomalies(payment.id)).toMatchObject([{ kind: 'currency_mismatch' }]);
  });

  test('a signed notification is committed although a surplus payment of the order can not be closed', async () => {
    const { gateway, order, input, payment, parentId } = await anOpenIntent();
    const { app, provider, platform, logged } = gateway;
    provider.settle(parentId, 'cancelled');
    const second = await app.openIntent(input);
    provider.settle(parentId, 'succeeded');
    provider.next('close', unknown('before the effect'));

    const received = await app.receiveNotification(PLATFORM, provider.signed(provider.reported(parentId), platform));

    expect(received).toMatchObject({ status: 'succeeded' });
    expect(await given().findOrder(order.id)).toMatchObject({ status: 'paid' });
    expect(await present(second.payment)).toMatchObject({ status: 'pending' });
    expect(logged).toContainEqual(
      expect.objectContaining({ level: 'error', fields: expect.objectContaining({ paymentId: second.payment.id }) }),
    );
    expect(await given().listAnomalies(payment.id)).toMatchObject([{ kind: 'paid_after_cancel' }]);
  });
});

describe('a notification about nothing of ours', () => {
  test('a notification about nothing of ours yet is kept waiting, and processed when it comes again after its payment', async () => {
    const gateway = createGateway(given());
    const { provider, platform, clock, world } = gateway;
    const { order, input } = await anOrder(gateway);
    const reference = randomUUID();
    const parentId = `parent-${randomUUID()}`;
    const claims = { reference, parentId, status: 'processing', at: clock.now(), amount: order.amount } as const;
    const delivery = provider.signed(provider.claimed(claims, 'early'), platform);

    expect(await gateway.app.receiveNotification(PLATFORM, delivery)).toMatchObject(IGNORED);
    expect(gateway.kept).toEqual([{ key: 'early', eventId: 'early', state: 'waiting' }]);
    provider.next('open', unknown('before the effect'));
    const app = gateway.replica({ world: { ...world, newId: () => reference } });
    await expect(app.openIntent(input)).rejects.toMatchObject(refusedWith('provider_unavailable'));

    expect(await app.receiveNotification(PLATFORM, delivery)).toMatchObject({ status: 'processing' });
    expect(await given().findPayment(reference)).toMatchObject({ status: 'processing', parentId });
  });

  test('a notification that is never about anything of ours is kept as ignored', async () => {
    const gateway = createGateway(given());
    const { app, provider, platform } = gateway;

    const received = await app.receiveNotification(PLATFORM, provider.signed(provider.irrelevant('of-you'), platform));

    expect(received).toEqual({ eventId: 'of-you', eventType: 'account.updated', intentId: null, status: 'ignored' });
    expect(gateway.kept).toEqual([{ key: 'of-you', eventId: 'of-you', state: 'ignored' }]);
  });

  test('a notification of a type that is not acted on is kept by name, without what it says', async () => {
    const bodies: number[] = [];
    const watching = (store: Store): Store => ({
      ...store,
      keepDelivery(record, state) {
        bodies.push(record.delivery.body.length);
        return store.keepDelivery(record, state);
      },
    });
    const gateway = createGateway(given(), { store: watching });
    const { app, provider, platform } = gateway;

    await app.receiveNotification(PLATFORM, provider.signed(provider.irrelevant('about-a-customer'), platform));

    expect(bodies).toEqual([0]);
    expect(gateway.kept).toMatchObject([{ eventId: 'about-a-customer', state: 'ignored' }]);
  });

  test('a notification whose reference is no id of ours is kept as ignored', async () => {
    const gateway = createGateway(given());
    const { app, provider, platform, clock } = gateway;
    const amount = money(1, 'JPY');
    const reported = provider.claimed({
      reference: "'; --",
      parentId: 'x',
      status: 'succeeded',
      at: clock.now(),
      amount,
    });

    expect(await app.receiveNotification(PLATFORM, provider.signed(reported, platform))).toMatchObject(IGNORED);
    expect(gateway.kept).toMatchObject([{ state: 'ignored' }]);
  });
});

describe('a notification of another account about our payment', () => {
  /** A stranger with an account of their own writes the payment's id on a parent there, and pays themselves. */
  async function anImpostor() {
    const target = await anOpenCheckout();
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
  ])('a notification of another account %s changes nothing, and is an anomaly', async (_what, tell) => {
    const { gateway, payment, impostor, foreignId } = await anImpostor();
    const { app, provider, kept } = gateway;
    const before = await present(payment);
    const reported = tell(gateway, payment, foreignId);

    const received = await app.receiveNotification(impostor.channel, provider.signed(reported, impostor.credentials));

    expect(received).toMatchObject({ eventId: reported.id, status: 'ignored' });
    expect(await present(payment)).toEqual(before);
    expect(await given().listAttempts(payment.id)).toEqual([]);
    expect(await given().listAnomalies(payment.id)).toMatchObject([{ kind: 'account_mismatch' }]);
    expect(kept).toMatchObject([{ eventId: reported.id, state: 'ignored' }]);
  });

  test('a notification of another account about our payment again and again, of ever other money, is one anomaly', async () => {
    const { gateway, payment, impostor } = await anImpostor();
    const { app, provider } = gateway;
    const tell = () => event(gateway, payment, 'succeeded', { parentId: randomUUID() });

    for (const reported of [tell(), tell(), tell()])
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
    expect(await present(payment)).toMatchObject({ status: 'pending' });
    expect(await given().listAnomalies(payment.id)).toEqual([]);
    expect(kept).toEqual([]);
  });
});

describe('a gym whose credentials were replaced', () => {
  test('a gym whose credentials were replaced by those of another holder still has what was paid through the old ones processed, payments off or on', async () => {
    const { gateway, channel, input, credentials, payment, parentId } = await anOpenCheckout();
    const { app, provider } = gateway;
    await app.putGym(OPERATOR, { ...input, credentials: credentialsOf('another-holder'), paymentsEnabled: false });
    provider.settle(parentId, 'succeeded');

    const received = await app.receiveNotification(channel, provider.signed(provider.reported(parentId), credentials));

    expect(received).toMatchObject({ status: 'succeeded' });
    expect(await present(payment)).toMatchObject({ status: 'succeeded', accountId: payment.accountId });
  });

  test.each([
    ['is to be fetched', ({ provider }: Gateway, { parentId }: Payment) => provider.reported(parentId ?? '')],
    ['speaks for itself', (gateway: Gateway, payment: Payment) => event(gateway, payment, 'succeeded')],
  ])(
    'a gym whose credentials were replaced has what %s processed for either account when both share a secret',
    async (_what, tell) => {
      const { gateway, channel, input, credentials, payment, parentId } = await anOpenCheckout();
      const { app, provider } = gateway;
      const next = credentialsOf('another-holder', { webhookSecrets: credentials.webhookSecrets });
      await app.putGym(OPERATOR, { ...input, credentials: next });
      const later = await aCheckout(gateway, channel.slug);
      gateway.clock.advance(1_000);
      for (const id of [parentId, later.parentId]) provider.settle(id, 'succeeded');

      for (const one of [payment, later.payment]) {
        const received = await app.receiveNotification(channel, provider.signed(tell(gateway, one), next));

        expect(received).toMatchObject({ status: 'succeeded' });
        expect(await present(one)).toMatchObject({ status: 'succeeded' });
        expect(await given().listAnomalies(one.id)).toEqual([]);
      }
    },
  );

  test('a gym whose credentials were replaced is to be sent again what the account that was paid can not say, whatever the other one makes of it', async () => {
    const { gateway, channel, input, credentials, payment } = await anOpenCheckout();
    const { app, provider, kept } = gateway;
    const next = credentialsOf('another-holder', { webhookSecrets: credentials.webhookSecrets });
    await app.putGym(OPERATOR, { ...input, credentials: next });
    provider.revoke(credentials);

    const receiving = app.receiveNotification(channel, provider.signed(event(gateway, payment, 'succeeded'), next));

    await expect(receiving).rejects.toMatchObject(refusedWith('credentials_unusable'));
    expect(await present(payment)).toMatchObject({ status: 'pending' });
    expect(await given().listAnomalies(payment.id)).toEqual([]);
    expect(kept).toEqual([]);
  });

  test('a gym whose credentials were replaced has its new payments processed though the old token was revoked', async () => {
    const { gateway, channel, input, credentials } = await anOpenCheckout();
    const { app, provider } = gateway;
    const next = credentialsOf('another-holder', { webhookSecrets: credentials.webhookSecrets });
    await app.putGym(OPERATOR, { ...input, credentials: next });
    const { payment, parentId } = await aCheckout(gateway, channel.slug);
    provider.revoke(credentials);
    provider.settle(parentId, 'succeeded');

    await app.receiveNotification(channel, provider.signed(provider.reported(parentId), next));

    expect(await present(payment)).toMatchObject({ status: 'succeeded' });
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

    expect(await present(payment)).toMatchObject({ status: 'succeeded' });
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

describe('a notification that is not verified', () => {
  test('a notification that is not verified is turned away when its signature is wrong, and leaves nothing behind', async () => {
    const { gateway, payment } = await anOpenIntent();
    const { app, provider, kept } = gateway;
    const forged = provider.forged(event(gateway, payment, 'succeeded'));

    await expect(app.receiveNotification(PLATFORM, forged)).rejects.toMatchObject(refusedWith('signature_invalid'));
    expect(await present(payment)).toEqual(payment);
    expect(provider.calls('translate')).toEqual([]);
    expect(kept).toEqual([]);
  });

  test("a notification that is not verified is turned away when another gym's secret signed it", async () => {
    const { gateway, channel, payment } = await anOpenCheckout();
    const { app, provider } = gateway;
    const other = await aGym(gateway);
    const delivery = provider.signed(event(gateway, payment, 'succeeded'), other.credentials);

    await expect(app.receiveNotification(channel, delivery)).rejects.toMatchObject(refusedWith('signature_invalid'));
  });

  test('a notification that is not verified is turned away before it is read', async () => {
    const { gateway, channel } = await anOpenCheckout();
    const rubbish = deliveryOf('{', [['signature', 'a guess']], [], gateway.clock.now());

    await expect(gateway.app.receiveNotification(channel, rubbish)).rejects.toMatchObject(
      refusedWith('signature_invalid'),
    );
  });

  test('a notification that is not verified is dropped when it is of a shape that is never signed', async () => {
    const { gateway, channel, payment, parentId } = await anOpenCheckout();
    const { app, provider, kept } = gateway;
    provider.settle(parentId, 'succeeded');

    const received = await app.receiveNotification(channel, provider.unsigned(provider.reported(parentId)));

    expect(received).toEqual({ eventId: null, eventType: null, intentId: null, status: 'ignored' });
    expect(await present(payment)).toMatchObject({ status: 'pending' });
    expect(provider.calls('translate')).toEqual([]);
    expect(kept).toEqual([]);
  });

  test('a notification that is not verified is refused at the address of no gym', async () => {
    const { app, provider } = createGateway(given());
    const channel = { kind: 'gym', slug: `gym-${randomUUID()}` } as const;

    const receiving = app.receiveNotification(channel, provider.forged(provider.irrelevant()));

    await expect(receiving).rejects.toMatchObject(refusedWith('gym_not_found'));
  });

  test('a notification that is not verified is turned away by a gym that never stored credentials', async () => {
    const gateway = createGateway(given());
    const { app, provider } = gateway;
    const slug = `gym-${randomUUID()}`;
    const { input } = await aGym(gateway);
    await app.putGym(OPERATOR, { ...input, slug, credentials: null });

    const receiving = app.receiveNotification({ kind: 'gym', slug }, provider.forged(provider.irrelevant()));

    await expect(receiving).rejects.toMatchObject(refusedWith('signature_invalid'));
  });
});

describe('a gym that takes unsigned notifications as hints', () => {
  const ADVISORY = { signature: 'advisory' } as const;

  test.each(['unsigned', 'forged'] as const)(
    'a gym that takes unsigned notifications as hints has the provider asked when one is %s',
    async (how) => {
      const { gateway, channel, payment, parentId } = await anOpenCheckout(ADVISORY);
      const { app, provider, kept } = gateway;
      provider.settle(parentId, 'succeeded');

      const received = await app.receiveNotification(channel, provider[how](provider.reported(parentId)));

      expect(received).toMatchObject({ status: 'succeeded' });
      expect(await present(payment)).toMatchObject({ status: 'succeeded' });
      expect(kept).toEqual([]);
    },
  );

  test('a gym that takes unsigned notifications as hints believes no claim of success that the provider does not repeat', async () => {
    const { gateway, channel, payment, parentId } = await anOpenCheckout(ADVISORY);
    const { app, provider } = gateway;
    const reported = event(gateway, payment, 'succeeded');

    const received = await app.receiveNotification(channel, provider.unsigned(reported));

    expect(received).toMatchObject({ status: 'pending' });
    expect(await present(payment)).toMatchObject({ status: 'pending' });
    expect(await given().listAttempts(payment.id)).toEqual([]);
    provider.settle(parentId, 'succeeded');
    expect(await app.receiveNotification(channel, provider.unsigned(reported))).toMatchObject({ status: 'succeeded' });
  });

  test('a gym that takes unsigned notifications as hints takes no parent from one: what has none yet stays as it is', async () => {
    const { gateway, channel, parentId } = await anOpenCheckout(ADVISORY);
    const { app, provider, clock, world } = gateway;
    const reference = randomUUID();
    provider.next('open', unknown('before the effect'));
    const opening = aCheckout({ app: gateway.replica({ world: { ...world, newId: () => reference } }) }, channel.slug);
    await expect(opening).rejects.toMatchObject(refusedWith('provider_unavailable'));
    const amount = money(500_000, 'ARS');
    const reported = provider.claimed({ reference, parentId, status: 'succeeded', at: clock.now(), amount });

    expect(await app.receiveNotification(channel, provider.unsigned(reported))).toMatchObject(IGNORED);
    expect(await given().findPayment(reference)).toMatchObject({ status: 'pending', parentId: null });
    expect(await given().listAnomalies(reference)).toEqual([]);
  });

  test('a gym that takes unsigned notifications as hints still processes the same thing when it comes signed', async () => {
    const { gateway, channel, credentials, payment, parentId } = await anOpenCheckout(ADVISORY);
    const { app, provider } = gateway;
    const reported = event(gateway, payment, 'succeeded');
    await app.receiveNotification(channel, provider.unsigned(reported));
    provider.settle(parentId, 'succeeded');

    const received = await app.receiveNotification(channel, provider.signed(reported, credentials));

    expect(received).toMatchObject({ status: 'succeeded' });
  });

  test('a gym that takes unsigned notifications as hints follows those about ten payments a minute, and each gym its own ten; more are to be sent again', async () => {
    const { gateway, channel, parentId } = await anOpenCheckout(ADVISORY);
    const { app, provider, clock } = gateway;
    const other = await aGym(gateway, ADVISORY);
    const tell = (to: typeof channel, about = parentId) =>
      app.receiveNotification(to, provider.unsigned(provider.reported(about)));

    for (let reported = 1; reported <= 10; reported += 1) await tell(channel, `parent-${reported}`);
    const asked = provider.calls('translate').length;
    provider.settle(parentId, 'succeeded');
    await expect(tell(channel)).rejects.toMatchObject(refusedWith('too_many_hints', { retryAfterSeconds: 60 }));
    expect(provider.calls('translate')).toHaveLength(asked);
    await tell(other.channel);
    expect(provider.calls('translate')).toHaveLength(asked + 1);
    clock.advance(59_500);
    await expect(tell(channel)).rejects.toMatchObject(refusedWith('too_many_hints', { retryAfterSeconds: 1 }));
    clock.advance(500);
    expect(await tell(channel)).toMatchObject({ status: 'succeeded' });
  });

  test('a gym that takes unsigned notifications as hints counts those about one payment once, and follows each of them', async () => {
    const { gateway, channel, parentId } = await anOpenCheckout(ADVISORY);
    const { app, provider } = gateway;
    const tell = (about: string) => app.receiveNotification(channel, provider.unsigned(provider.reported(about)));

    for (let reported = 1; reported <= 20; reported += 1) await tell('parent-1');
    expect(provider.calls('translate')).toHaveLength(20);
    for (let reported = 2; reported <= 9; reported += 1) await tell(`parent-${reported}`);
    provider.settle(parentId, 'succeeded');

    expect(await tell(parentId)).toMatchObject({ status: 'succeeded' });
  });

  test('a gym that takes unsigned notifications as hints has the provider asked no more than thirty times a minute about one payment', async () => {
    const { gateway, channel, parentId } = await anOpenCheckout(ADVISORY);
    const { app, provider } = gateway;
    const tell = () => app.receiveNotification(channel, provider.unsigned(provider.reported(parentId)));
    for (let reported = 1; reported <= 30; reported += 1) await tell();

    await expect(tell()).rejects.toMatchObject(refusedWith('too_many_hints'));
  });

  test('a gym that takes unsigned notifications as hints does not count those that are signed', async () => {
    const { gateway, channel, credentials, parentId } = await anOpenCheckout(ADVISORY);
    const { app, provider } = gateway;
    for (let reported = 1; reported <= 12; reported += 1)
      await app.receiveNotification(channel, provider.signed(provider.reported(parentId), credentials));
    provider.settle(parentId, 'succeeded');

    const received = await app.receiveNotification(channel, provider.unsigned(provider.reported(parentId)));

    expect(received).toMatchObject({ status: 'succeeded' });
  });

  test('a gym that takes unsigned notifications as hints has one of a provider that it left followed at that provider only', async () => {
    const { gateway, channel, input, payment, parentId } = await anOpenCheckout(ADVISORY, {
      others: [{ name: 'otherpay' }],
    });
    const { app, provider, others } = gateway;
    await app.putGym(OPERATOR, { ...input, provider: 'otherpay', credentials: credentialsOf('iron-temple') });
    provider.settle(parentId, 'succeeded');

    const received = await app.receiveNotification(channel, provider.unsigned(provider.reported(parentId)));

    expect(received).toMatchObject({ status: 'succeeded' });
    expect(await present(payment)).toMatchObject({ status: 'succeeded' });
    expect(others[0]?.calls('translate')).toEqual([]);
  });
});

describe('a notification that can not be taken now', () => {
  test('a notification that can not be read is malformed', async () => {
    const gateway = createGateway(given());
    const delivery = signedDelivery('{', gateway.platform.webhookSecrets[0] ?? '', gateway.clock.now());

    const receiving = gateway.app.receiveNotification(PLATFORM, delivery);

    await expect(receiving).rejects.toMatchObject(refusedWith('notification_malformed'));
  });

  test.each([
    ['is unclear', unknown('before the effect'), 'provider_unavailable'],
    ['did not get out', notSent(), 'provider_unavailable'],
    ['was refused for our credentials', rejected('credentials'), 'credentials_unusable'],
    ['was refused', rejected('request'), 'provider_rejected'],
  ])(
    'a notification of which asking what it means %s is to be sent again, and is processed then',
    async (_how, twist, code) => {
      const { gateway, payment, parentId } = await anOpenIntent();
      const { app, provider, platform, kept } = gateway;
      provider.settle(parentId, 'succeeded');
      const delivery = provider.signed(provider.reported(parentId), platform);
      provider.next('translate', twist);

      await expect(app.receiveNotification(PLATFORM, delivery)).rejects.toMatchObject(refusedWith(code));
      expect(await present(payment)).toEqual(payment);
      expect(kept).toEqual([]);
      expect(await app.receiveNotification(PLATFORM, delivery)).toMatchObject({ status: 'succeeded' });
      expect(await present(payment)).toMatchObject({ status: 'succeeded' });
    },
  );

  test('a notification that comes while the store is down is to be sent again, and is processed then', async () => {
    let isDown = false;
    const failing = (store: Store): Store => ({
      ...store,
      async recordFacts(record) {
        if (isDown) throw new DomainError('store_unavailable', 'The database is not available');
        return store.recordFacts(record);
      },
    });
    const { gateway, payment } = await anOpenIntent({ store: failing });
    const { app, provider, platform } = gateway;
    const delivery = provider.signed(event(gateway, payment, 'succeeded'), platform);
    isDown = true;

    await expect(app.receiveNotification(PLATFORM, delivery)).rejects.toMatchObject(refusedWith('store_unavailable'));
    isDown = false;

    expect(await app.receiveNotification(PLATFORM, delivery)).toMatchObject({ status: 'succeeded' });
  });
});

describe('what is read of a delivery', () => {
  const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

  test('what is read of a delivery is nothing before its signature is verified, and then at most 32 levels of it', async () => {
    const gateway = createGateway(given());
    const { app, provider, platform } = gateway;
    const reported = (levels: number) => ({ ...provider.irrelevant(), more: JSON.parse(deep(levels)) });

    const forged = app.receiveNotification(PLATFORM, provider.forged(reported(100)));
    const signed = app.receiveNotification(PLATFORM, provider.signed(reported(32), platform));

    await expect(forged).rejects.toMatchObject(refusedWith('signature_invalid'));
    await expect(signed).rejects.toMatchObject(refusedWith('notification_malformed'));
    expect(await app.receiveNotification(PLATFORM, provider.signed(reported(31), platform))).toMatchObject(IGNORED);
  });

  test('what is read of a delivery is no more than 32 KiB of a hint, and all of what is signed', async () => {
    const gateway = createGateway(given());
    const { app, provider } = gateway;
    const { channel, credentials } = await aGym(gateway, { signature: 'advisory' });
    const reported = { ...provider.irrelevant(), more: 'x'.repeat(32_768) };

    const hint = app.receiveNotification(channel, provider.unsigned(reported));
    const deepHint = app.receiveNotification(channel, provider.unsigned({ ...reported, more: JSON.parse(deep(32)) }));

    await expect(hint).rejects.toMatchObject(refusedWith('signature_invalid'));
    await expect(deepHint).rejects.toMatchObject(refusedWith('notification_malformed'));
    expect(await app.receiveNotification(channel, provider.signed(reported, credentials))).toMatchObject(IGNORED);
  });
});
