import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { RefundInput } from '../../../src/app/captures-and-refunds/refund-payment.ts';
import { money } from '../../../src/domain/money.ts';
import type { RefundReport } from '../../../src/domain/refund.ts';
import { WAITS_MS } from '../../../src/domain/schedule.ts';
import type { RefundRequest } from '../../../src/ports/payment-provider.ts';
import { useDatabase } from '../database.ts';
import { answering, declined, notSent, refusing, rejected, unknown } from '../fake-provider.ts';
import {
  anOrder,
  CUSTOMER,
  callsAreOver,
  createGateway,
  type Gateway,
  type GatewayOptions,
  OPERATOR,
  parentIdOf,
  refusedWith,
} from '../gateway.ts';

const database = useDatabase();
const store = () => database().store;
const ALL = money(1_000, 'JPY');
/** How often the worker asks about a pending refund. */
const TRIES = WAITS_MS.refund.length;
const CHANNEL = { kind: 'platform', provider: 'somepay' } as const;

function aRefund(paymentId: string, changes: Partial<RefundInput> = {}): RefundInput {
  return { refundId: randomUUID(), paymentId, amount: null, reason: null, ...changes };
}

/** An order's payment of 1000 JPY, paid; the provider has not reported it yet unless `isReported`. */
async function aPaid(options: GatewayOptions = {}, { isReported = true } = {}) {
  const gateway = createGateway(store(), options);
  const { input } = await anOrder(gateway);
  const { payment } = await gateway.app.openIntent(input);
  const parentId = parentIdOf(payment);
  gateway.provider.settle(parentId, 'succeeded');
  if (isReported) await tell(gateway, parentId);
  return { gateway, ...gateway, payment, parentId };
}

/** Of all calls for refunds, in their order. */
function keysOf(provider: Gateway['provider']) {
  return provider.calls('refund').map(({ about }) => (about as RefundRequest).idempotencyKey);
}

function tell({ app, provider, platform }: Gateway, parentId: string) {
  return app.receiveNotification(CHANNEL, provider.signed(provider.reported(parentId), platform));
}

describe('a refund', () => {
  test('a refund of a whole payment is made at the provider, and the payment stays succeeded', async () => {
    const { app, provider, payment, parentId } = await aPaid();

    const refund = await app.refundPayment(OPERATOR, aRefund(payment.id, { reason: 'A torn towel' }));

    expect(refund).toMatchObject({ paymentId: payment.id, amount: ALL, status: 'succeeded', reason: 'A torn towel' });
    expect(provider.refundsOf(parentId)).toMatchObject([{ amount: ALL, reference: refund.id }]);
    expect((await app.findPayment(OPERATOR, payment.id)).status).toBe('succeeded');
  });

  test('a refund may be of a part, several times, until nothing is left', async () => {
    const { app, provider, payment, parentId } = await aPaid();
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
    const { app, provider, payment, parentId } = await aPaid();

    const asked = Array.from({ length: 50 }, () => app.refundPayment(OPERATOR, aRefund(payment.id)));
    const outcomes = await Promise.allSettled(asked);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(provider.refundsOf(parentId)).toHaveLength(1);
  });

  test('a refund of the same id again is the same refund', async () => {
    const { app, provider, payment, parentId } = await aPaid();
    const input = aRefund(payment.id, { amount: 300 });

    const first = await app.refundPayment(OPERATOR, input);

    expect(await app.refundPayment(OPERATOR, input)).toEqual(first);
    expect(provider.refundsOf(parentId)).toHaveLength(1);
  });

  test.each([true, false])('a refund needs its scope, also for one’s own payment (%s)', async (isOwn) => {
    const { app, payment } = await aPaid();
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
    const { app, payment } = await aPaid({}, { isReported: false });

    expect(await app.refundPayment(OPERATOR, aRefund(payment.id))).toMatchObject({ amount: ALL });
    expect((await app.findPayment(OPERATOR, payment.id)).status).toBe('succeeded');
  });

  test('a refund is refused where the provider does not declare it, before anything is kept or sent', async () => {
    const { app, provider, payment } = await aPaid({ provider: { capabilities: { refunds: false } } });

    await expect(app.refundPayment(OPERATOR, aRefund(payment.id))).rejects.toMatchObject(refusedWith('unsupported'));
    expect(provider.calls('refund')).toEqual([]);
    expect(await store().listRefunds(payment.id)).toEqual([]);
  });

  test('a refund of an amount that can’t be carried is refused, with the field', async () => {
    const refusal = refusing('never');
    const odd: NonNullable<GatewayOptions['provider']>['refusal'] = (amount) =>
      amount.minor === 301 ? { field: 'amount', reason: 'Not carried' } : refusal(amount);
    const { app, provider, payment } = await aPaid({ provider: { refusal: odd } });

    await expect(app.refundPayment(OPERATOR, aRefund(payment.id, { amount: 301 }))).rejects.toMatchObject(
      refusedWith('invalid', { field: 'amount' }),
    );
    expect(provider.calls('refund')).toEqual([]);
  });
});

describe.each([
  ['where refunds carry our reference', true],
  ['where they carry none', false],
])('a refund whose outcome is unknown, %s,', (_, refundsAreNamed) => {
  test.each(['before the effect', 'after the effect'] as const)(
    'a refund whose outcome is unknown, %s, is finished by asking again',
    async (effect) => {
      const { app, provider, payment, parentId } = await aPaid({ provider: { refundsAreNamed } });
      const input = aRefund(payment.id, { amount: 300 });
      provider.next('refund', unknown(effect));

      await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
      expect(await app.refundPayment(OPERATOR, input)).toMatchObject({ id: input.refundId, status: 'succeeded' });

      expect(provider.refundsOf(parentId)).toHaveLength(1);
      expect(await store().listRefunds(payment.id)).toHaveLength(1);
    },
  );

  test('a refund whose outcome is unknown is finished by what the provider reports', async () => {
    const { gateway, app, provider, payment, parentId } = await aPaid({ provider: { refundsAreNamed } });
    const input = aRefund(payment.id);
    provider.next('refund', unknown('after the effect'));
    await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));

    await tell(gateway, parentId);

    expect(await store().listRefunds(payment.id)).toMatchObject([{ id: input.refundId, status: 'succeeded' }]);
    expect(await app.refundPayment(OPERATOR, input)).toMatchObject({ id: input.refundId });
    expect(provider.calls('refund')).toHaveLength(1);
  });

  test.each([
    [14, 'its key again, however sure the list is, while an earlier call may still be sent', 1],
    [15, 'another key once all calls under the last one are over and a list has seen what they made', 2],
  ])('a refund whose outcome is unknown gets, %s minutes later, %s', async (minutes, _what, round) => {
    const capabilities = { searchLagMs: 0 };
    const { app, provider, payment, parentId } = await aPaid({ provider: { refundsAreNamed, capabilities } });
    const input = aRefund(payment.id);
    provider.next('refund', unknown('before the effect'));
    await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
    await database().callsBeganEarlier(minutes);

    await app.refundPayment(OPERATOR, input);

    expect(keysOf(provider)).toEqual([`${input.refundId}-1`, `${input.refundId}-${round}`]);
    expect(provider.refundsOf(parentId)).toHaveLength(1);
  });

  test('a refund is made once, though its process sends it long after another process has finished it', async () => {
    const capabilities = { searchLagMs: 0 };
    const { app, provider, payment, parentId } = await aPaid({ provider: { refundsAreNamed, capabilities } });
    const input = aRefund(payment.id);
    const held = provider.hold('refund', 'before the effect');
    const stalled = app.refundPayment(OPERATOR, input);
    await held.arrived;
    await database().callsBeganEarlier(5);

    expect(await app.refundPayment(OPERATOR, input)).toMatchObject({ status: 'succeeded' });
    held.release();

    expect(await stalled).toMatchObject({ id: input.refundId, status: 'succeeded' });
    expect(provider.refundsOf(parentId)).toHaveLength(1);
  });

  test('a refund whose outcome is unknown is repeated twice with its key, and then only listed until a list is sure', async () => {
    const { app, provider, payment } = await aPaid({ provider: { refundsAreNamed } });
    const input = aRefund(payment.id);
    provider.next('refund', ...Array.from({ length: 5 }, () => unknown('before the effect')));

    for (const _ of [1, 2, 3, 4, 5])
      await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));

    expect(provider.calls('refund')).toHaveLength(3);
    expect(new Set(provider.calls('refund').map(({ about }) => JSON.stringify(about))).size).toBe(1);
  });

  test('a refund whose outcome is unknown holds its part of the money meanwhile', async () => {
    const { app, provider, payment } = await aPaid({ provider: { refundsAreNamed } });
    provider.next('refund', unknown('before the effect'));
    await expect(app.refundPayment(OPERATOR, aRefund(payment.id, { amount: 600 }))).rejects.toThrow();

    await expect(app.refundPayment(OPERATOR, aRefund(payment.id, { amount: 401 }))).rejects.toMatchObject(
      refusedWith('conflict'),
    );
  });
});

const OTHER_AMOUNTS: readonly (readonly [string, RefundReport['amount'], object])[] = [
  ['amount', money(301, 'JPY'), { kind: 'amount_mismatch', detail: { expected: 300, found: 301 } }],
  ['currency', money(300, 'USD'), { kind: 'currency_mismatch', detail: { expected: 'JPY', found: 'USD' } }],
  ['amount that can’t be read', null, { kind: 'amount_mismatch', detail: { expected: null, found: null } }],
];

describe.each(OTHER_AMOUNTS)('a refund of which the provider reports another %s', (_, amount, anomaly) => {
  const changed = (made: RefundReport): RefundReport => ({ ...made, amount });

  test.each([true, false])(
    'a refund that the provider reports otherwise in answer to our call is ours all the same (references: %s)',
    async (refundsAreNamed) => {
      const { app, provider, payment, parentId } = await aPaid({ provider: { refundsAreNamed } });
      const input = aRefund(payment.id, { amount: 300 });
      provider.next('refund', answering(changed));

      const refund = await app.refundPayment(OPERATOR, input);
      await sweepFor(app, refund.id);

      expect(refund).toMatchObject({ id: input.refundId, status: 'succeeded', amount: money(300, 'JPY') });
      expect(await app.refundPayment(OPERATOR, input)).toEqual(refund);
      expect(provider.refundsOf(parentId)).toHaveLength(1);
      expect(await store().listRefunds(payment.id)).toHaveLength(1);
      const { anomalies } = await app.findDetails(OPERATOR, payment.id);
      expect(anomalies).toMatchObject([{ subject: refund.providerRefundId, ...anomaly }]);
    },
  );

  test('a refund that the provider reports otherwise in its list is recognized by our reference', async () => {
    const { app, provider, payment, parentId } = await aPaid();
    const input = aRefund(payment.id, { amount: 300 });
    provider.next('refund', unknown('after the effect'));
    provider.next(
      'listRefunds',
      answering<RefundReport[]>((made) => made.map(changed)),
    );
    await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));

    const refund = await app.refundPayment(OPERATOR, input);

    expect(refund).toMatchObject({ id: input.refundId, status: 'succeeded', amount: money(300, 'JPY') });
    expect(provider.refundsOf(parentId)).toHaveLength(1);
    const { anomalies } = await app.findDetails(OPERATOR, payment.id);
    expect(anomalies).toMatchObject([{ subject: refund.providerRefundId, ...anomaly }]);
  });

  test('a refund that the provider reports otherwise in its list, and that carries no reference, may be ours: none is made again', async () => {
    const capabilities = { searchLagMs: 0 };
    const { app, provider, payment, parentId } = await aPaid({ provider: { refundsAreNamed: false, capabilities } });
    const input = aRefund(payment.id, { amount: 300 });
    provider.next('refund', unknown('after the effect'));
    const reported = answering<RefundReport[]>((made) => made.map(changed));
    provider.next('listRefunds', reported, reported);
    await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
    await callsAreOver();

    await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('conflict'));
    await sweepFor(app, input.refundId);

    const [{ id } = { id: '' }] = provider.refundsOf(parentId);
    expect(provider.calls('refund')).toHaveLength(1);
    expect(await store().findRefund(input.refundId)).toMatchObject({ status: 'pending' });
    const { anomalies } = await app.findDetails(OPERATOR, payment.id);
    const left = { kind: 'outcome_unknown', subject: id, detail: { refund: input.refundId } };
    expect(anomalies).toContainEqual(expect.objectContaining(left));
  });

  test('a refund that the provider reports otherwise is made after all when an operator has seen that it was another one', async () => {
    const capabilities = { searchLagMs: 0 };
    const { app, provider, payment, parentId } = await aPaid({ provider: { refundsAreNamed: false, capabilities } });
    const input = aRefund(payment.id, { amount: 300 });
    provider.next('refund', unknown('before the effect'));
    await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
    provider.refundBehind(parentId, money(200, 'JPY'));
    await callsAreOver();
    await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('conflict'));
    const { anomalies } = await app.findDetails(OPERATOR, payment.id);
    const anomalyId = anomalies.find(({ kind }) => kind === 'outcome_unknown')?.id ?? '';

    await app.resolveAnomaly(OPERATOR, { paymentId: payment.id, anomalyId, reason: 'Support made that one' });

    expect(await app.refundPayment(OPERATOR, input)).toMatchObject({ id: input.refundId, status: 'succeeded' });
    expect(provider.refundsOf(parentId)).toHaveLength(2);
  });
});

describe('a refund that was made at the provider', () => {
  test('a refund that was made at the provider is asked about on a schedule while it is under way, and is an anomaly when it never ends', async () => {
    const { gateway, app, provider, payment, parentId } = await aPaid();
    provider.slowRefunds();
    const providerRefundId = provider.refundBehind(parentId, money(200, 'JPY'));
    await tell(gateway, parentId);
    const [{ id } = { id: '' }] = await store().listRefunds(payment.id);

    for (let tries = 0; tries < TRIES; tries += 1) await sweepFor(gateway.app, id);

    expect(await store().findRefund(id)).toMatchObject({ status: 'pending', providerRefundId });
    const { anomalies } = await app.findDetails(OPERATOR, payment.id);
    expect(anomalies).toContainEqual(expect.objectContaining({ kind: 'outcome_unknown', subject: id }));
  });

  test('a refund that was made at the provider ends by asking when no notification reports its end', async () => {
    const { gateway, provider, payment, parentId } = await aPaid();
    provider.slowRefunds();
    const providerRefundId = provider.refundBehind(parentId, money(200, 'JPY'));
    await tell(gateway, parentId);
    const [{ id } = { id: '' }] = await store().listRefunds(payment.id);
    provider.settleRefund(providerRefundId, 'succeeded');

    await sweepFor(gateway.app, id);

    expect(await store().findRefund(id)).toMatchObject({ status: 'succeeded' });
  });
});

describe('a refund whose call was lost', () => {
  test('a refund whose call was lost is not held up by one without a reference that was known before', async () => {
    const { gateway, app, provider, payment, parentId } = await aPaid({ provider: { refundsAreNamed: false } });
    provider.refundBehind(parentId, money(200, 'JPY'));
    await tell(gateway, parentId);
    const input = aRefund(payment.id, { amount: 300 });
    provider.next('refund', unknown('before the effect'));
    await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));

    expect(await app.refundPayment(OPERATOR, input)).toMatchObject({ status: 'succeeded' });

    expect(provider.refundsOf(parentId)).toHaveLength(2);
  });

  test.each([true, false])(
    'a refund whose call was lost has failed once others leave too little for it (references: %s)',
    async (refundsAreNamed) => {
      const { gateway, app, provider, payment, parentId } = await aPaid({ provider: { refundsAreNamed } });
      const input = aRefund(payment.id, { amount: 600 });
      provider.next('refund', unknown('before the effect'));
      await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
      provider.refundBehind(parentId, money(700, 'JPY'));
      await tell(gateway, parentId);

      await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('conflict'));

      expect(await store().findRefund(input.refundId)).toMatchObject({ status: 'failed' });
      expect((await app.findDetails(OPERATOR, payment.id)).amounts).toMatchObject({ captured: 1_000, refunded: 700 });
      expect(await app.refundPayment(OPERATOR, aRefund(payment.id))).toMatchObject({ amount: money(300, 'JPY') });
    },
  );

  test('a refund whose call was lost is taken to be one of its amount without a reference, and that is said', async () => {
    const { app, provider, payment, parentId } = await aPaid({ provider: { refundsAreNamed: false } });
    const input = aRefund(payment.id, { amount: 300 });
    provider.next('refund', unknown('before the effect'));
    await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
    const subject = provider.refundBehind(parentId, money(300, 'JPY'));

    expect(await app.refundPayment(OPERATOR, input)).toMatchObject({ status: 'succeeded', providerRefundId: subject });

    const { anomalies } = await app.findDetails(OPERATOR, payment.id);
    const detail = { expected: input.refundId, found: null };
    expect(anomalies).toMatchObject([{ kind: 'reference_mismatch', subject, detail }]);
  });

  test('a refund whose call was lost is reported before its answer without any doubt', async () => {
    const { gateway, app, provider, payment, parentId } = await aPaid({ provider: { refundsAreNamed: false } });
    const held = provider.hold('refund', 'after the effect');
    const asked = app.refundPayment(OPERATOR, aRefund(payment.id, { amount: 300 }));
    await held.arrived;
    await tell(gateway, parentId);
    held.release();

    expect(await asked).toMatchObject({ status: 'succeeded' });
    expect((await app.findDetails(OPERATOR, payment.id)).anomalies).toEqual([]);
  });
});

describe('a refund that the provider refuses or may have made', () => {
  test.each([
    ['declines', declined()],
    ['refuses', rejected('request')],
    ['refuses for its amount', rejected('amount')],
  ])('a refund that the provider %s has failed, and its part of the money is free again', async (_, twist) => {
    const { app, provider, payment } = await aPaid();
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
    const { app, provider, payment } = await aPaid();
    const input = aRefund(payment.id);
    provider.next('refund', twist);

    await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith(code));

    expect(await app.refundPayment(OPERATOR, input)).toMatchObject({ status: 'succeeded' });
  });

  test('a refund that the provider refuses because of one in its dashboard shows that one', async () => {
    const { app, provider, payment, parentId } = await aPaid();
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
  test('a refund that was made at the provider is shown with ours, and counts', async () => {
    const { gateway, app, provider, payment, parentId } = await aPaid();
    await app.refundPayment(OPERATOR, aRefund(payment.id, { amount: 100 }));
    provider.refundBehind(parentId, money(300, 'JPY'));

    await tell(gateway, parentId);
    await tell(gateway, parentId);

    const { items } = await app.listRefunds(OPERATOR, payment.id, { limit: 10, cursor: null });
    expect(items.map(({ amount }) => amount.minor)).toEqual([300, 100]);
    expect(await app.refundPayment(OPERATOR, aRefund(payment.id))).toMatchObject({ amount: money(600, 'JPY') });
  });
});

test('a refund that fails later frees its part of the money, and never succeeds again', async () => {
  const { gateway, app, provider, payment, parentId } = await aPaid();
  const refund = await app.refundPayment(OPERATOR, aRefund(payment.id));
  const [made] = provider.refundsOf(parentId);
  if (made === undefined) throw new Error('expected a refund');

  for (const status of ['failed', 'succeeded'] as const) {
    provider.settleRefund(made.id, status);
    await tell(gateway, parentId);
    expect(await store().findRefund(refund.id)).toMatchObject({ status: 'failed' });
  }
  provider.settleRefund(made.id, 'failed');

  expect(await app.refundPayment(OPERATOR, aRefund(payment.id))).toMatchObject({ amount: ALL, status: 'succeeded' });
});

describe('a refund that is not asked for again', () => {
  test.each(['before the effect', 'after the effect'] as const)(
    'a refund that is not asked for again is finished by the schedule, its call unknown %s',
    async (effect) => {
      const { app, provider, payment, parentId } = await aPaid();
      const input = aRefund(payment.id);
      provider.next('refund', unknown(effect));
      await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));

      await sweepFor(app, input.refundId);

      expect(await store().findRefund(input.refundId)).toMatchObject({ status: 'succeeded' });
      expect(provider.refundsOf(parentId)).toHaveLength(1);
      expect(await database().waits('refund', input.refundId)).toBe('forgotten');
    },
  );

  test('a refund that is not asked for again is asked about while the provider takes its time', async () => {
    const { app, provider, payment, parentId } = await aPaid();
    const input = aRefund(payment.id);
    provider.next(
      'refund',
      answering<RefundReport>((made) => ({ ...made, status: 'pending' })),
    );
    expect(await app.refundPayment(OPERATOR, input)).toMatchObject({ status: 'pending' });
    const [made] = provider.refundsOf(parentId);
    provider.settleRefund(made?.id ?? '', 'pending');

    await sweepFor(app, input.refundId);
    expect(await database().waits('refund', input.refundId)).toBeGreaterThan(0);
    provider.settleRefund(made?.id ?? '', 'succeeded');
    await sweepFor(app, input.refundId);

    expect(await store().findRefund(input.refundId)).toMatchObject({ status: 'succeeded' });
    expect(await database().waits('refund', input.refundId)).toBe('forgotten');
  });

  test('a refund that is not asked for again is forgotten once it has ended', async () => {
    const { app, provider, payment } = await aPaid();
    const input = aRefund(payment.id);
    await app.refundPayment(OPERATOR, input);
    expect(await database().waits('refund', input.refundId)).toBeGreaterThan(0);

    await sweepFor(app, input.refundId);

    expect(await database().waits('refund', input.refundId)).toBe('forgotten');
    expect(provider.calls('listRefunds')).toEqual([]);
  });
});

async function sweepFor(app: Gateway['app'], refundId: string): Promise<void> {
  await database().makeDue('refund', refundId);
  await app.sweep();
}
