import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sentenceOf } from '../../../src/domain/operator/timeline.ts';
import { notSent, unknown } from '../fake-twists.ts';
import {
  aCheckout,
  aCheckoutInput,
  aGym,
  anOrder,
  CUSTOMER,
  createGateway,
  type Gateway,
  parentIdOf,
  refusedWith,
  useStore,
} from '../gateway.ts';

const given = useStore();
const SUPPORT = { userId: 'support', scopes: ['payments:manage'] };
const ALL = { limit: 100, cursor: null };

/** In words, without what depends on the moment. */
async function storyOf({ app }: Pick<Gateway, 'app'>, paymentId: string): Promise<string[]> {
  const { items } = await app.listTimeline(SUPPORT, paymentId, ALL);
  return items.map((entry) => sentenceOf(entry).replace(/, \d+ ms/, ''));
}

async function openPaymentOf(orderId: string): Promise<string> {
  return (await given().findOpenPayment(orderId))?.id ?? '';
}

describe('the story of a payment', () => {
  test('the story of a payment has who asked, what the provider was asked, what it answered, and what came of it', async () => {
    const gateway = createGateway(given());
    const { app, provider, platform } = gateway;
    const { order, input } = await anOrder(gateway);
    const { payment } = await app.openIntent(input);
    provider.settle(parentIdOf(payment), 'succeeded');
    const reported = provider.reported(parentIdOf(payment));
    await app.receiveNotification({ kind: 'platform', provider: provider.name }, provider.signed(reported, platform));

    const story = await storyOf(gateway, payment.id);

    expect(story.toSorted()).toEqual(
      [
        'customer-1 asked to open intent: ok',
        `customer-1 opened a payment for the order ${order.id}`,
        'somepay was asked to open: ok',
        `somepay sent parent.changed (${reported.id}): processed`,
        'somepay was asked to show what changed: ok',
        `pending → succeeded, by webhook ${reported.id}`,
      ].toSorted(),
    );
    expect(story.indexOf(`pending → succeeded, by webhook ${reported.id}`)).toBeGreaterThan(
      story.indexOf('somepay was asked to open: ok'),
    );
  });

  test('the story of a payment has calls that ended otherwise, and requests that got nothing', async () => {
    const gateway = createGateway(given());
    const { app, provider } = gateway;
    const { input } = await anOrder(gateway);
    provider.next('open', unknown('before the effect'), notSent());
    await expect(app.openIntent(input)).rejects.toThrow();
    const id = await openPaymentOf(input.orderId);
    await expect(app.openIntent(input)).rejects.toThrow();
    await app.openIntent(input);

    const calls = (await storyOf(gateway, id)).filter((sentence) => !sentence.includes('opened a payment'));

    expect(calls.toSorted()).toEqual(
      [
        'somepay was asked to open: unknown (scripted)',
        'customer-1 asked to open intent: provider unavailable',
        'somepay was asked to search for the payment: ok',
        'somepay was asked to open: not sent (scripted)',
        'customer-1 asked to open intent: provider unavailable',
        'somepay was asked to search for the payment: ok',
        'somepay was asked to open: ok',
        'customer-1 asked to open intent: ok',
      ].toSorted(),
    );
  });

  test('the story of a payment has checkouts, too', async () => {
    const gateway = createGateway(given());
    const { gym } = await aGym(gateway);
    const { payment } = await aCheckout(gateway, gym.slug);

    expect((await storyOf(gateway, payment.id)).toSorted()).toEqual([
      'customer-1 asked to open checkout: ok',
      `customer-1 opened a payment for the checkout ${gym.slug}`,
      'somepay was asked to open: ok',
    ]);
  });

  test('the story of a payment has refunds: who asked, how much, and how it went', async () => {
    const gateway = createGateway(given());
    const { app, provider, platform } = gateway;
    const { input } = await anOrder(gateway);
    const { payment } = await app.openIntent(input);
    provider.settle(parentIdOf(payment), 'succeeded');
    const reported = provider.reported(parentIdOf(payment));
    await app.receiveNotification({ kind: 'platform', provider: provider.name }, provider.signed(reported, platform));
    const before = await storyOf(gateway, payment.id);

    const asked = { refundId: randomUUID(), paymentId: payment.id, amount: 400, reason: 'Torn' };
    const refund = await app.refundPayment(SUPPORT, asked);
    await expect(app.refundPayment(SUPPORT, { ...asked, refundId: randomUUID(), amount: 601 })).rejects.toThrow();

    const added = (await storyOf(gateway, payment.id)).filter((sentence) => !before.includes(sentence));
    expect(added).toEqual(
      expect.arrayContaining([
        'support asked to refund: ok',
        `support requested a refund of 400 JPY (Torn), refund ${refund.id}`,
        'somepay was asked to refund: ok',
        `somepay reported that the refund ${refund.id} succeeded`,
        'support asked to refund: conflict',
      ]),
    );
    const { refunds, amounts } = await app.findDetails(SUPPORT, payment.id);
    expect(refunds).toEqual([refund]);
    expect(amounts).toMatchObject({ captured: 1000, refunded: 400, refunding: 0 });
  });

  test('the story of a payment has nothing that could open an account, or be paid with', async () => {
    const gateway = createGateway(given());
    const { gym, credentials } = await aGym(gateway);
    const { payment, handover } = await gateway.app.openCheckout(aCheckoutInput(gym.slug));
    gateway.provider.settle(parentIdOf(payment), 'succeeded');
    const reported = gateway.provider.reported(parentIdOf(payment));
    await gateway.app.receiveNotification(
      { kind: 'gym', slug: gym.slug },
      gateway.provider.signed(reported, credentials),
    );

    const { items } = await gateway.app.listTimeline(SUPPORT, payment.id, ALL);

    expect(items.length).toBeGreaterThan(4);
    for (const secret of [credentials.access_token, ...credentials.webhook_secrets, handover])
      expect(JSON.stringify(items)).not.toContain(secret);
  });
});

describe('notes in the journal', () => {
  test('notes in the journal are not made where an event says everything by itself', async () => {
    const gateway = createGateway(given());
    const { app, provider, platform, clock } = gateway;
    const { order, input } = await anOrder(gateway);
    const { payment } = await app.openIntent(input);
    clock.advance(1000);
    const claims = { reference: payment.id, parentId: parentIdOf(payment), status: 'succeeded' } as const;
    const reported = provider.claimed({ ...claims, at: clock.now(), amount: order.amount });
    const before = (await storyOf(gateway, payment.id)).filter((sentence) => sentence.includes('was asked'));

    await app.receiveNotification({ kind: 'platform', provider: provider.name }, provider.signed(reported, platform));

    const after = (await storyOf(gateway, payment.id)).filter((sentence) => sentence.includes('was asked'));
    expect(after).toEqual(before);
  });

  test('notes in the journal are not made in the story of a payment of another account', async () => {
    const gateway = createGateway(given());
    const [ours, theirs] = [await aGym(gateway), await aGym(gateway)];
    const { payment } = await aCheckout(gateway, ours.gym.slug);
    const request = gateway.provider.opened().find(({ reference }) => reference === payment.id);
    if (request === undefined) throw new Error('nothing was opened');
    const forged = gateway.provider.make(theirs.credentials, request);
    const reported = gateway.provider.reported(forged);
    const before = await storyOf(gateway, payment.id);

    await gateway.app.receiveNotification(theirs.channel, gateway.provider.signed(reported, theirs.credentials));

    const added = (await storyOf(gateway, payment.id)).filter((sentence) => !before.includes(sentence));
    expect(added.filter((sentence) => sentence.includes('was asked'))).toEqual([]);
  });

  test('notes in the journal that can not be made stop no caller', async () => {
    const gateway = createGateway(given(), {
      store: (store) => ({ ...store, writeJournal: () => Promise.reject(new Error('no space')) }),
    });
    const { input } = await anOrder(gateway);

    const { payment } = await gateway.app.openIntent(input);

    expect(payment.status).toBe('pending');
    expect(gateway.logged.map(({ message }) => message)).toContain('the journal was not written');
    expect(await storyOf(gateway, payment.id)).toHaveLength(1);
  });
});

describe('the readers of a story', () => {
  test.each([[[]], [['orders:write', 'gyms:write', 'webhooks:manage']]])(
    'a story is not shown to a caller without the scope, the payment’s user included: %j',
    async (scopes) => {
      const gateway = createGateway(given());
      const { input } = await anOrder(gateway);
      const { payment } = await gateway.app.openIntent(input);

      for (const id of [payment.id, randomUUID()]) {
        const reporting = gateway.app.listTimeline({ ...CUSTOMER, scopes }, id, ALL);
        await expect(reporting).rejects.toMatchObject(refusedWith('scope_missing'));
      }
    },
  );

  test.each([randomUUID(), 'not-an-id'])('there is no story of the payment %s, which is not there', async (id) => {
    const { app } = createGateway(given());

    await expect(app.listTimeline(SUPPORT, id, ALL)).rejects.toMatchObject(refusedWith('payment_not_found'));
  });
});
