import { describe, expect, test } from 'vitest';
import { NO_CALLS } from '../../../src/domain/purchase/calls.ts';
import { endCapture, leaseCapture } from '../../../src/domain/purchase/captures.ts';
import { captureIn, type Purchase } from '../../../src/domain/purchase/purchase.ts';
import {
  aCapture,
  aPayment,
  aPurchase,
  at,
  callsThatRanOut,
  callsUnderWay,
  countedIds,
  NOW,
  refusal,
} from './builders.ts';

const options = () => ({ leaseMs: 60_000, newId: countedIds('token') });

function waiting(...captures: Purchase['captures']): Purchase {
  return aPurchase({ payment: aPayment({ captureMethod: 'manual', status: 'processing' }), captures });
}

describe('leasing a capture', () => {
  test('leasing a capture gives the right to call its provider', () => {
    const other = aCapture({ id: 'capture-2', status: 'failed' });
    const { changes, answer } = leaseCapture(waiting(other, aCapture()), 'capture-1', options());

    expect(answer).toEqual({ capture: captureIn(aCapture()), lease: { token: 'token-1', round: 1, unknown: null } });
    expect(changes.purchase.captures).toMatchObject([
      other,
      { id: 'capture-1', calls: { lease: { token: 'token-1' } } },
    ]);
    expect(changes).toMatchObject({ transition: null, remember: [], forget: [] });
  });

  test('leasing a capture takes over from a holder whose time ran out, and reckons with its call', () => {
    const purchase = waiting(aCapture({ calls: callsThatRanOut() }));

    expect(leaseCapture(purchase, 'capture-1', options()).answer.lease).toMatchObject({ unknown: { calls: 1 } });
  });

  test.each([
    ['another caller holds it', { calls: callsUnderWay() }],
    ['it has succeeded', { status: 'succeeded' }],
    ['it has failed', { status: 'failed' }],
  ] as const)('leasing a capture gives no lease and changes nothing when %s', (_why, changes) => {
    const purchase = waiting(aCapture(changes));

    const decision = leaseCapture(purchase, 'capture-1', options());

    expect(decision.answer).toEqual({ capture: captureIn(aCapture(changes)), lease: null });
    expect(decision.changes.purchase).toBe(purchase);
  });

  test('leasing a capture is refused where there is none of its id', () => {
    for (const purchase of [null, waiting(aCapture({ id: 'capture-2' }))])
      expect(() => leaseCapture(purchase, 'capture-1', options())).toThrow(
        refusal('conflict', 'There is no such capture'),
      );
  });
});

describe('ending a capture’s lease', () => {
  const other = aCapture({ id: 'capture-2', status: 'failed' });
  const held = waiting(other, aCapture({ calls: callsUnderWay() }));

  test.each([
    ['refused', {}, { round: 2 }],
    ['unknown', {}, { unknownCalls: 1, unknownSince: at(990) }],
    ['unchanged', {}, {}],
    ['failed', { status: 'failed', updatedAt: NOW }, {}],
  ] as const)('ending a capture’s lease as %s leaves what its holder knows', (end, capture, calls) => {
    const { changes } = endCapture(held, 'capture-1', 'token-0', end);

    expect(changes.purchase.captures).toEqual([other, aCapture({ ...capture, calls: { ...NO_CALLS, ...calls } })]);
    expect(changes).toMatchObject({ transition: null, remember: [], forget: [] });
  });

  test.each([
    ['the lease was lost', 'capture-1', 'token-of-another'],
    ['there is no such capture', 'capture-3', 'token-0'],
    ['the capture has ended', 'capture-2', 'token-0'],
  ])('ending a capture’s lease changes nothing when %s', (_why, id, token) => {
    expect(endCapture(held, id, token, 'failed').changes.purchase).toBe(held);
  });
});
