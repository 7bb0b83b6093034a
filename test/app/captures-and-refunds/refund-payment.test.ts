import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money/money.ts';
import type { RefundReport } from '../../../src/domain/payment/refund.ts';
import { WAITS_MS } from '../../../src/domain/schedule.ts';
import { sweepFor, useDatabase } from '../database.ts';
import { refusing } from '../fake-provider.ts';
import { answering, declined, notSent, rejected, unknown } from '../fake-twists.ts';
import { anOrder, CUSTOMER, createGateway, type GatewayOptions, OPERATOR, refusedWith } from '../gateway.ts';
import { ALL, aPaid, aRefund, notify } from './refunds.ts';

const database = useDatabase();
const store = () => database().store;
/** How often the worker asks about a pending refund. */
const TRIES = WAITS_MS.refund.length;

describe('a refund', () => {
  test('a refund of a whole payment is made at the provider, and the payment stays succeeded', async () => {
    const { app, provider, payment, parentId } = await aPaid(store());

    const refund = await app.refundPayment(OPERATOR, aRefund(payment.id, { reason: 'A torn towel' }));

    expect(refund).toMatchObject({ paymentId: payment.id, amount: ALL, status: 'succeeded', reason: 'A torn towel' });
    expect(provider.refundsOf(parentId)).toMatchObject([{ amount: ALL, reference: refund.id }]);
    expect((await app.findPayment(OPERATOR, payment.id)).status).toBe('succeeded');
  });

  test('a refund may be of a part, several times, until nothing is left', async () => {
    const { app, provider, payment, parentId } = await aPaid(store());
    await app.refundPayment(OPERATOR, aRefund(payment.id, { amount: 300 }));
    await app.refundPayment(OPERATOR, aRefund(payment.id, { amount: 300 }));

    const calls = provider.calls('refund').length;
    await expect(app.refundPayment(OPERATOR, aRefund(payment.id, { amount: 401 }))).rejects.toMatchObject(
      refusedWith('conflict'),
    );
    expect(provider.calls('refund')).toHaveLength(calls);
    await app.refundPayment(OPERATOR, aRefund(payment.id));
    await expect(app.refundPayment(OPERATOR, aRefund(payment.id))).rejects.toMatchObject(refusedWith('conflict'));

    expect(provider.refundsOf(parentId).map(({ amount }) => amount.minor)).toEqual([300, 300, 400]);
  });

  test('a refund of everything is one, when 50 requests ask for it at once', async () => {
    const { app, provider, payment, parentId } = await aPaid(store());

    const asked = Array.from({ length: 50 }, () => app.refundPayment(OPERATOR, aRefund(payment.id)));
    const outcomes = await Promise.allSettled(asked);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(provider.refundsOf(parentId)).toHaveLength(1);
  });

  test('a refund of the same id again is the same refund', async () => {
    const { app, provider, payment, parentId } = await aPaid(store());
    const input = aRefund(payment.id, { amount: 300 });

    const first = await app.refundPayment(OPERATOR, input);

    expect(await app.refundPayment(OPERATOR, input)).toEqual(first);
    expect(provider.refundsOf(parentId)).toHaveLength(1);
  });

  test.each([true, false])('a refund needs its scope, also for one’s own payment (%s)', async (isOwn) => {
    const { app, payment } = await aPaid(store());
    const actor = isOwn ? CUSTOMER : { userId: 'another-user', scopes: [] };

    await expect(app.refundPayment(actor, aRefund(payment.id))).rejects.toMatchObject(refusedWith('scope_missing'));
    await expect(app.listRefunds(actor, payment.id, { limit: 1, cursor: null })).rejects.toMatchObject(
      refusedWith('scope_missing'),
    );
  });

  test('a refund of a payment that is not there, or that was never paid, is refused, and nothing is sent', async () => {
    const gateway = createGateway(store());
    const { input } = await anOrder(gateway);
    const { payment } = await gateway.app.openIntent(input);

    await expect(gateway.app.refundPayment(OPERATOR, aRefund(randomUUID()))).rejects.toMatchObject(
      refusedWith('payment_not_found'),
    );
    await expect(gateway.app.refundPayment(OPERATOR, aRefund(payment.id))).rejects.toMatchObject(
      refusedWith('conflict'),
    );
    expect(gateway.provider.calls('refund')).toEqual([]);
  });

  test('a refund asks the provider first when it has not reported the payment yet', async () => {
    const { app, payment } = await aPaid(store(), {}, { isReported: false });

    expect(await app.refundPayment(OPERATOR, aRefund(payment.id))).toMatchObject({ amount: ALL });
    expect((await app.findPayment(OPERATOR, payment.id)).status).toBe('succeeded');
  });

  test('a refund is refused where the provider does not declare it, before anything is kept or sent', async () => {
    const { app, provider, payment } = await aPaid(store(), { provider: { capabilities: { refunds: false } } });

    await expect(app.refundPayment(OPERATOR, aRefund(payment.id))).rejects.toMatchObject(refusedWith('unsupported'));
    expect(provider.calls('refund')).toEqual([]);
    expect(await store().listRefunds(payment.id)).toEqual([]);
  });

  test('a refund of an amount that can’t be carried is refused, with the field', async () => {
    const refusal = refusing('never');
    const odd: NonNullable<GatewayOptions['provider']>['refusal'] = (amount) =>
      amount.minor === 301 ? { field: 'amount', reason: 'Not carried' } : refusal(amount);
    const { app, provider, payment } = await aPaid(store(), { provider: { refusal: odd } });

    await expect(app.refundPayment(OPERATOR, aRefund(payment.id, { amount: 301 }))).rejects.toMatchObject(
      refusedWith('invalid', { field: 'amount' }),
    );
    expect(provider.calls('refund')).toEqual([]);
  });
});

describe('a refund that the provider refuses or may have made', () => {
  test.each([
    ['declines', declined()],
    ['refuses', rejected('request')],
    ['refuses for its amount', rejected('amount')],
  ])('a refund that the provider %s has failed, and its part of the money is free again', async (_, twist) => {
    const { app, provider, payment } = await aPaid(store());
    const input = aRefund(payment.id);
    provider.next('refund', twist);

    await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('conflict'));
    await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('conflict'));

    expect(await store().listRefunds(payment.id)).toMatchObject([{ status: 'failed' }]);
    expect(provider.calls('refund')).toHaveLength(1);
    expect(await app.refundPayment(OPERATOR, aRefund(payment.id))).toMatchObject({ amount: ALL });
  });

  test.each([
    ['was never asked for', notSent(), 'provider_unavailable'],
    ['does not take our credentials for', rejected('credentials'), 'credentials_unusable'],
  ])('a refund that the provider %s is still wanted', async (_, twist, code) => {
    const { app, provider, payment } = await aPaid(store());
    const input = aRefund(payment.id);
    provider.next('refund', twist);

    await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith(code));

    expect(await app.refundPayment(OPERATOR, input)).toMatchObject({ status: 'succeeded' });
  });

  test('a refund that the provider refuses because of one in its dashboard shows that one', async () => {
    const { app, provider, payment, parentId } = await aPaid(store());
    provider.refundBehind(parentId, ALL);

    await expect(app.refundPayment(OPERATOR, aRefund(payment.id))).rejects.toMatchObject(refusedWith('conflict'));

    const refunds = await store().listRefunds(payment.id);
    expect(refunds.map(({ requestedBy, status }) => [requestedBy, status])).toEqual([
      [OPERATOR.userId, 'failed'],
      [null, 'succeeded'],
    ]);
  });
});

describe('a refund that was made at the provider', () => {
  test('a refund that was made at the provider is asked about on a schedule while it is under way, and is an anomaly when it never ends', async () => {
    const { gateway, app, provider, payment, parentId } = await aPaid(store());
    provider.slowRefunds();
    const providerRefundId = provider.refundBehind(parentId, money(200, 'JPY'));
    await notify(gateway, parentId);
    const [{ id } = { id: '' }] = await store().listRefunds(payment.id);

    for (let tries = 0; tries < TRIES; tries += 1) await sweepFor(database(), gateway, 'refund', id);

    expect(await store().findRefund(id)).toMatchObject({ status: 'pending', providerRefundId });
    const { anomalies } = await app.findDetails(OPERATOR, payment.id);
    expect(anomalies).toContainEqual(expect.objectContaining({ kind: 'outcome_unknown', subject: id }));
  });

  test('a refund that was made at the provider ends by asking when no notification reports its end', async () => {
    const { gateway, provider, payment, parentId } = await aPaid(store());
    provider.slowRefunds();
    const providerRefundId = provider.refundBehind(parentId, money(200, 'JPY'));
    await notify(gateway, parentId);
    const [{ id } = { id: '' }] = await store().listRefunds(payment.id);
    provider.settleRefund(providerRefundId, 'succeeded');

    await sweepFor(database(), gateway, 'refund', id);

    expect(await store().findRefund(id)).toMatchObject({ status: 'succeeded' });
  });

  test('a refund that was made at the provider is shown with ours, and counts', async () => {
    const { gateway, app, provider, payment, parentId } = await aPaid(store());
    await app.refundPayment(OPERATOR, aRefund(payment.id, { amount: 100 }));
    provider.refundBehind(parentId, money(300, 'JPY'));

    await notify(gateway, parentId);
    await notify(gateway, parentId);

    const { items } = await app.listRefunds(OPERATOR, payment.id, { limit: 10, cursor: null });
    expect(items.map(({ amount }) => amount.minor)).toEqual([300, 100]);
    expect(await app.refundPayment(OPERATOR, aRefund(payment.id))).toMatchObject({ amount: money(600, 'JPY') });
  });
});

test('a refund that fails later frees its part of the money, and never succeeds again', async () => {
  const { gateway, app, provider, payment, parentId } = await aPaid(store());
  const refund = await app.refundPayment(OPERATOR, aRefund(payment.id));
  const [made] = provider.refundsOf(parentId);
  if (made === undefined) throw new Error('expected a refund');

  for (const status of ['failed', 'succeeded'] as const) {
    provider.settleRefund(made.id, status);
    await notify(gateway, parentId);
    expect(await store().findRefund(refund.id)).toMatchObject({ status: 'failed' });
  }
  provider.settleRefund(made.id, 'failed');

  expect(await app.refundPayment(OPERATOR, aRefund(payment.id))).toMatchObject({ amount: ALL, status: 'succeeded' });
});

describe('a refund that is not asked for again', () => {
  test.each(['before the effect', 'after the effect'] as const)(
    'a refund that is not asked for again is finished by the schedule, its call unknown %s',
    async (effect) => {
      const { app, provider, payment, parentId } = await aPaid(store());
      const input = aRefund(payment.id);
      provider.next('refund', unknown(effect));
      await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));

      await sweepFor(database(), { app }, 'refund', input.refundId);

      expect(await store().findRefund(input.refundId)).toMatchObject({ status: 'succeeded' });
      expect(provider.refundsOf(parentId)).toHaveLength(1);
      expect(await database().waits('refund', input.refundId)).toBe('forgotten');
    },
  );

  test('a refund that is not asked for again is asked about while the provider takes its time', async () => {
    const { app, provider, payment, parentId } = await aPaid(store());
    const input = aRefund(payment.id);
    provider.next(
      'refund',
      answering<RefundReport>((made) => ({ ...made, status: 'pending' })),
    );
    expect(await app.refundPayment(OPERATOR, input)).toMatchObject({ status: 'pending' });
    const [made] = provider.refundsOf(parentId);
    provider.settleRefund(made?.id ?? '', 'pending');

    await sweepFor(database(), { app }, 'refund', input.refundId);
    expect(await database().waits('refund', input.refundId)).toBeGreaterThan(0);
    provider.settleRefund(made?.id ?? '', 'succeeded');
    await sweepFor(database(), { app }, 'refund', input.refundId);

    expect(await store().findRefund(input.refundId)).toMatchObject({ status: 'succeeded' });
    expect(await database().waits('refund', input.refundId)).toBe('forgotten');
  });

  test('a refund that is not asked for again is forgotten once it has ended', async () => {
    const { app, provider, payment } = await aPaid(store());
    const input = aRefund(payment.id);
    await app.refundPayment(OPERATOR, input);

    expect(await database().waits('refund', input.refundId)).toBe('forgotten');
    expect(provider.calls('listRefunds')).toEqual([]);
  });
});
