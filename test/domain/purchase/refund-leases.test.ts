import { describe, expect, test } from 'vitest';
import { NO_CALLS } from '../../../src/domain/purchase/calls.ts';
import { refundIn } from '../../../src/domain/purchase/purchase.ts';
import { endRefund, leaseRefund } from '../../../src/domain/purchase/refunds.ts';
import { aPaidPurchase, aRefund, at, callsThatRanOut, callsUnderWay, countedIds, NOW, refusal } from './builders.ts';

const options = () => ({ leaseMs: 60_000, newId: countedIds('token') });

describe('leasing a refund', () => {
  test('leasing a refund gives the right to call its provider', () => {
    const other = aRefund({ id: 'refund-2' });
    const { changes, answer } = leaseRefund(aPaidPurchase({ refunds: [other, aRefund()] }), 'refund-1', options());

    expect(answer).toEqual({ refund: refundIn(aRefund()), lease: { token: 'token-1', round: 1, unknown: null } });
    expect(changes.purchase.refunds).toMatchObject([other, { id: 'refund-1', calls: { lease: { token: 'token-1' } } }]);
    expect(changes).toMatchObject({ transition: null, remember: [], forget: [] });
  });

  test('leasing a refund takes over from a holder whose time ran out, and reckons with its call', () => {
    const purchase = aPaidPurchase({ refunds: [aRefund({ calls: callsThatRanOut() })] });

    expect(leaseRefund(purchase, 'refund-1', options()).answer.lease).toMatchObject({ unknown: { calls: 1 } });
  });

  test.each([
    ['another caller holds it', { calls: callsUnderWay() }],
    ['the provider has answered for it', { providerRefundId: 'provider-refund-1' }],
    ['it has succeeded', { status: 'succeeded' }],
    ['it has failed', { status: 'failed' }],
  ] as const)('leasing a refund gives no lease and changes nothing when %s', (_why, changes) => {
    const purchase = aPaidPurchase({ refunds: [aRefund(changes)] });

    const decision = leaseRefund(purchase, 'refund-1', options());

    expect(decision.answer).toEqual({ refund: refundIn(aRefund(changes)), lease: null });
    expect(decision.changes.purchase).toBe(purchase);
  });

  test('leasing a refund is refused where there is none of its id', () => {
    for (const purchase of [null, aPaidPurchase({ refunds: [aRefund({ id: 'refund-2' })] })])
      expect(() => leaseRefund(purchase, 'refund-1', options())).toThrow(
        refusal('conflict', 'There is no such refund'),
      );
  });
});

describe('ending a refund’s lease', () => {
  const other = aRefund({ id: 'refund-2', calls: callsUnderWay() });
  const held = aPaidPurchase({ refunds: [aRefund({ calls: callsUnderWay() }), other] });

  test.each([
    ['refused', {}, { round: 2 }],
    ['unknown', {}, { unknownCalls: 1, unknownSince: at(990) }],
    ['unchanged', {}, {}],
    ['failed', { status: 'failed', updatedAt: NOW }, {}],
  ] as const)('ending a refund’s lease as %s leaves what its holder knows', (end, refund, calls) => {
    const { changes } = endRefund(held, 'refund-1', 'token-0', end);

    expect(changes.purchase.refunds).toEqual([aRefund({ ...refund, calls: { ...NO_CALLS, ...calls } }), other]);
    expect(changes).toMatchObject({ transition: null, remember: [], forget: [] });
  });

  test.each([
    ['the lease was lost', 'refund-1', 'token-of-another'],
    ['there is no such refund', 'refund-3', 'token-0'],
  ])('ending a refund’s lease changes nothing when %s', (_why, id, token) => {
    expect(endRefund(held, id, token, 'failed').changes.purchase).toBe(held);
  });

  test('ending a refund’s lease changes nothing when the provider has answered meanwhile', () => {
    const answered = aPaidPurchase({
      refunds: [aRefund({ status: 'succeeded', providerRefundId: 'provider-refund-1' })],
    });

    expect(endRefund(answered, 'refund-1', 'token-0', 'failed').changes.purchase).toBe(answered);
  });
});
