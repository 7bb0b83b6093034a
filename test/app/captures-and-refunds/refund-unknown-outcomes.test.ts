import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money/money.ts';
import type { RefundReport } from '../../../src/domain/payment/refund.ts';
import { sweepFor, useDatabase } from '../database.ts';
import { answering, unknown } from '../fake-twists.ts';
import { callsAreOver, OPERATOR, refusedWith } from '../gateway.ts';
import { aPaid, aRefund, keysOf, notify } from './refunds.ts';

const database = useDatabase();
const store = () => database().store;

describe.each([
  ['where refunds carry our reference', true],
  ['where they carry none', false],
])('a refund whose outcome is unknown, %s,', (_, refundsAreNamed) => {
  test.each(['before the effect', 'after the effect'] as const)(
    'a refund whose outcome is unknown, %s, is finished by asking again',
    async (effect) => {
      const { app, provider, payment, parentId } = await aPaid(store(), { provider: { refundsAreNamed } });
      const input = aRefund(payment.id, { amount: 300 });
      provider.next('refund', unknown(effect));

      await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
      expect(await app.refundPayment(OPERATOR, input)).toMatchObject({ id: input.refundId, status: 'succeeded' });

      expect(provider.refundsOf(parentId)).toHaveLength(1);
      expect(await store().listRefunds(payment.id)).toHaveLength(1);
      expect((await app.findDetails(OPERATOR, payment.id)).anomalies).toEqual([]);
    },
  );

  test('a refund whose outcome is unknown is finished by what the provider reports', async () => {
    const { gateway, app, provider, payment, parentId } = await aPaid(store(), { provider: { refundsAreNamed } });
    const input = aRefund(payment.id);
    provider.next('refund', unknown('after the effect'));
    await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));

    await notify(gateway, parentId);

    expect(await store().listRefunds(payment.id)).toMatchObject([{ id: input.refundId, status: 'succeeded' }]);
    expect(await app.refundPayment(OPERATOR, input)).toMatchObject({ id: input.refundId });
    expect(provider.calls('refund')).toHaveLength(1);
    expect((await app.findDetails(OPERATOR, payment.id)).anomalies).toEqual([]);
  });

  test.each([
    [14, 'its key again, however sure the list is, while an earlier call may still be sent', 1],
    [15, 'another key once all calls under the last one are over and a list has seen what they made', 2],
  ])('a refund whose outcome is unknown gets, %s minutes later, %s', async (minutes, _what, round) => {
    const capabilities = { searchLagMs: 0 };
    const { app, provider, payment, parentId } = await aPaid(store(), { provider: { refundsAreNamed, capabilities } });
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
    const { app, provider, payment, parentId } = await aPaid(store(), { provider: { refundsAreNamed, capabilities } });
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
    const { app, provider, payment } = await aPaid(store(), { provider: { refundsAreNamed } });
    const input = aRefund(payment.id);
    provider.next('refund', ...Array.from({ length: 5 }, () => unknown('before the effect')));

    for (const _ of [1, 2, 3, 4, 5])
      await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));

    expect(provider.calls('refund')).toHaveLength(3);
    expect(new Set(provider.calls('refund').map(({ about }) => JSON.stringify(about))).size).toBe(1);
  });

  test('a refund whose outcome is unknown holds its part of the money meanwhile', async () => {
    const { app, provider, payment } = await aPaid(store(), { provider: { refundsAreNamed } });
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
      const { app, provider, payment, parentId } = await aPaid(store(), { provider: { refundsAreNamed } });
      const input = aRefund(payment.id, { amount: 300 });
      provider.next('refund', answering(changed));

      const refund = await app.refundPayment(OPERATOR, input);
      await sweepFor(database(), { app }, 'refund', refund.id);

      expect(refund).toMatchObject({ id: input.refundId, status: 'succeeded', amount: money(300, 'JPY') });
      expect(await app.refundPayment(OPERATOR, input)).toEqual(refund);
      expect(provider.refundsOf(parentId)).toHaveLength(1);
      expect(await store().listRefunds(payment.id)).toHaveLength(1);
      const { anomalies } = await app.findDetails(OPERATOR, payment.id);
      expect(anomalies).toMatchObject([{ subject: refund.providerRefundId, ...anomaly }]);
    },
  );

  test('a refund that the provider reports otherwise in its list is recognized by our reference', async () => {
    const { app, provider, payment, parentId } = await aPaid(store());
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
    const { app, provider, payment, parentId } = await aPaid(store(), {
      provider: { refundsAreNamed: false, capabilities },
    });
    const input = aRefund(payment.id, { amount: 300 });
    provider.next('refund', unknown('after the effect'));
    const reported = answering<RefundReport[]>((made) => made.map(changed));
    provider.next('listRefunds', reported, reported);
    await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
    await callsAreOver();

    await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('conflict'));
    await sweepFor(database(), { app }, 'refund', input.refundId);

    const [{ id } = { id: '' }] = provider.refundsOf(parentId);
    expect(provider.calls('refund')).toHaveLength(1);
    expect(await store().findRefund(input.refundId)).toMatchObject({ status: 'pending' });
    const { anomalies } = await app.findDetails(OPERATOR, payment.id);
    const left = { kind: 'outcome_unknown', subject: id, detail: { refund: input.refundId } };
    expect(anomalies).toContainEqual(expect.objectContaining(left));
  });

  test('a refund that the provider reports otherwise is made after all when an operator has seen that it was another one', async () => {
    const capabilities = { searchLagMs: 0 };
    const { app, provider, payment, parentId } = await aPaid(store(), {
      provider: { refundsAreNamed: false, capabilities },
    });
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

describe('a refund whose call was lost', () => {
  test('a refund whose call was lost is not held up by one without a reference that was known before', async () => {
    const { gateway, app, provider, payment, parentId } = await aPaid(store(), {
      provider: { refundsAreNamed: false },
    });
    provider.refundBehind(parentId, money(200, 'JPY'));
    await notify(gateway, parentId);
    const input = aRefund(payment.id, { amount: 300 });
    provider.next('refund', unknown('before the effect'));
    await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));

    expect(await app.refundPayment(OPERATOR, input)).toMatchObject({ status: 'succeeded' });

    expect(provider.refundsOf(parentId)).toHaveLength(2);
  });

  test.each([true, false])(
    'a refund whose call was lost has failed once others leave too little for it (references: %s)',
    async (refundsAreNamed) => {
      const { gateway, app, provider, payment, parentId } = await aPaid(store(), { provider: { refundsAreNamed } });
      const input = aRefund(payment.id, { amount: 600 });
      provider.next('refund', unknown('before the effect'));
      await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
      provider.refundBehind(parentId, money(700, 'JPY'));
      await notify(gateway, parentId);

      await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('conflict'));

      expect(await store().findRefund(input.refundId)).toMatchObject({ status: 'failed' });
      expect((await app.findDetails(OPERATOR, payment.id)).amounts).toMatchObject({ captured: 1_000, refunded: 700 });
      expect(await app.refundPayment(OPERATOR, aRefund(payment.id))).toMatchObject({ amount: money(300, 'JPY') });
    },
  );

  test('a refund whose call was lost is taken to be a later one of its amount without a reference, and that is said', async () => {
    const { gateway, app, provider, payment, parentId } = await aPaid(store(), {
      provider: { refundsAreNamed: false },
    });
    const input = aRefund(payment.id, { amount: 300 });
    provider.next('refund', unknown('before the effect'));
    await expect(app.refundPayment(OPERATOR, input)).rejects.toMatchObject(refusedWith('provider_unavailable'));
    gateway.clock.advance(90_000);
    const subject = provider.refundBehind(parentId, money(300, 'JPY'));

    expect(await app.refundPayment(OPERATOR, input)).toMatchObject({ status: 'succeeded', providerRefundId: subject });

    const { anomalies } = await app.findDetails(OPERATOR, payment.id);
    const detail = { expected: input.refundId, found: null };
    expect(anomalies).toMatchObject([{ kind: 'reference_mismatch', subject, detail }]);
  });

  test('a refund whose call was lost is reported before its answer without any doubt', async () => {
    const { gateway, app, provider, payment, parentId } = await aPaid(store(), {
      provider: { refundsAreNamed: false },
    });
    const held = provider.hold('refund', 'after the effect');
    const asked = app.refundPayment(OPERATOR, aRefund(payment.id, { amount: 300 }));
    await held.arrived;
    await notify(gateway, parentId);
    held.release();

    expect(await asked).toMatchObject({ status: 'succeeded' });
    expect((await app.findDetails(OPERATOR, payment.id)).anomalies).toEqual([]);
  });
});
