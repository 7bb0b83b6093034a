import { describe, expect, test } from 'vitest';
import { NO_CALLS } from '../../../src/domain/purchase/calls.ts';
import { type NewCapture, openCapture } from '../../../src/domain/purchase/captures.ts';
import { captureIn, type Purchase } from '../../../src/domain/purchase/purchase.ts';
import {
  aCapture,
  aFact,
  anAttempt,
  aPayment,
  aPurchase,
  callsUnderWay,
  countedIds,
  frozen,
  NOW,
  refusal,
  won,
  yen,
} from './builders.ts';

const authorization = (changes = {}) => anAttempt({ fact: aFact('processing'), capturedMinor: 0, ...changes });

/** A payment of 1000 JPY that the buyer has agreed to and that waits to be captured. */
function anAuthorized(changes: Partial<Purchase> = {}): Purchase {
  const payment = aPayment({ captureMethod: 'manual', status: 'processing' });
  return aPurchase({ payment, attempts: [authorization()], ...changes });
}

const capture = (purchase: Purchase, changes: Partial<NewCapture> = {}) =>
  openCapture(
    purchase,
    frozen({ id: 'capture-1', paymentId: 'payment-1', amountMinor: null, requestedBy: 'operator-1', ...changes }),
    { leaseMs: 60_000, newId: countedIds('token') },
  );

describe('a capture', () => {
  test('a capture is of the whole amount unless another is named, its opener may call, and it is come back to', () => {
    const { changes, answer } = capture(anAuthorized());

    const made = aCapture({ amount: yen(1_000), createdAt: NOW, updatedAt: NOW });
    const lease = { token: 'token-1', beganAt: NOW, until: new Date(NOW.getTime() + 60_000) };
    expect(answer).toEqual({ capture: captureIn(made), lease: { token: 'token-1', round: 1, unknown: null } });
    expect(changes.purchase.captures).toEqual([{ ...made, calls: { ...NO_CALLS, lease } }]);
    expect(changes).toMatchObject({
      transition: null,
      remember: [{ kind: 'capture', subject: 'capture-1', by: null }],
      forget: [],
    });
  });

  test('a capture is of the newest authorization', () => {
    const attempts = ['attempt-1', 'attempt-2'].map((providerPaymentId) => authorization({ providerPaymentId }));

    expect(capture(anAuthorized({ attempts }), { amountMinor: 1 }).answer.capture).toMatchObject({
      providerPaymentId: 'attempt-2',
      amount: yen(1),
    });
  });

  test.each([
    ['there is no payment', { payment: null }, 'payment_not_found', 'Payment not found'],
    ...(['cancelled', 'succeeded'] as const).map(
      (status) =>
        [
          `the payment is ${status}`,
          { payment: aPayment({ captureMethod: 'manual', status }) },
          'conflict',
          `The payment is ${status}`,
        ] as const,
    ),
    ['it is captured automatically', { payment: aPayment() }, 'conflict', 'The payment is captured automatically'],
  ] as const)('a capture is refused when %s', (_why, changes, code, message) => {
    expect(() => capture(anAuthorized(changes))).toThrow(refusal(code, message));
  });

  test.each([
    ['there was no attempt', []],
    ['the attempt is open', [authorization({ fact: aFact('pending') })]],
    ['the attempt has failed', [authorization({ fact: aFact('failed') })]],
    ['some of it was captured', [authorization({ capturedMinor: 1 })]],
    ['it was agreed to in part', [authorization({ authorized: yen(999) })]],
    ['it was agreed to in another currency', [authorization({ authorized: won(1_000) })]],
    ['it is not known what was agreed to', [authorization({ authorized: null })]],
    ['another amount was captured elsewhere', [anAttempt({ capturedMinor: 500 })]],
  ])('a capture is refused when %s', (_why, attempts) => {
    expect(() => capture(anAuthorized({ attempts }), { amountMinor: 400 })).toThrow(
      refusal('conflict', 'The payment has no authorization to capture'),
    );
  });

  test('a capture of what was captured elsewhere is of just that', () => {
    const attempts = [anAttempt({ capturedMinor: 400 })];

    expect(capture(anAuthorized({ attempts }), { amountMinor: 400 }).answer.capture).toMatchObject({
      amount: yen(400),
    });
  });

  test('a capture of more than was agreed to is refused', () => {
    expect(() => capture(anAuthorized(), { amountMinor: 1_001 })).toThrow(
      refusal('conflict', 'At most 1000 can be captured, in minor units'),
    );
  });

  describe('while one is going on', () => {
    const going = anAuthorized({ captures: [aCapture({ calls: callsUnderWay() })] });

    test('a capture of the same amount while one is going on is that one, under whatever id, and is come back to again', () => {
      for (const id of ['capture-1', 'capture-2']) {
        const { changes, answer } = capture(going, { id, amountMinor: 400 });

        expect(answer).toEqual({ capture: captureIn(aCapture()), lease: null });
        expect(changes.purchase).toBe(going);
        expect(changes.remember).toEqual([{ kind: 'capture', subject: 'capture-1', by: null }]);
      }
    });

    test.each([399, 401, null])('a capture of another amount while one is going on is refused: %s', (amountMinor) => {
      expect(() => capture(going, { id: 'capture-2', amountMinor })).toThrow(
        refusal('conflict', 'A capture of 400 in minor units was asked for before'),
      );
    });
  });

  describe('that the provider refused', () => {
    const refused = anAuthorized({ captures: [aCapture({ status: 'failed' })] });

    test('a capture that the provider refused is not begun again under its id, also while another is going on', () => {
      const both = anAuthorized({ captures: [aCapture({ status: 'failed' }), aCapture({ id: 'capture-2' })] });

      for (const purchase of [refused, both])
        expect(() => capture(purchase, { amountMinor: 400 })).toThrow(
          refusal('conflict', 'A capture of 400 in minor units was asked for before'),
        );
    });

    test('a capture that the provider refused makes room for another', () => {
      const { changes, answer } = capture(refused, { id: 'capture-2', amountMinor: 500 });

      expect(answer.capture).toMatchObject({ id: 'capture-2', amount: yen(500), status: 'pending' });
      expect(changes.purchase.captures).toHaveLength(2);
    });
  });

  test('a capture that was done is not asked for again', () => {
    const done = anAuthorized({ captures: [aCapture({ status: 'succeeded' })] });

    expect(() => capture(done, { id: 'capture-2', amountMinor: 400 })).toThrow(refusal('conflict'));
  });
});
