import { describe, expect, test } from 'vitest';
import { withAttempt } from '../../../../src/domain/purchase/attempts.ts';
import { attemptIn, type PurchaseAttempt } from '../../../../src/domain/purchase/purchase.ts';
import { aFact, anAttempt, aPayment, aPurchase, at, frozen, NOW, noOwners, won, yen } from '../builders.ts';

/** What is known of the attempt when these answers came one after the other. */
function joinOf(...answers: Partial<PurchaseAttempt>[]): PurchaseAttempt | undefined {
  const last = answers.reduce(
    (purchase, said) => frozen(withAttempt(purchase, aPayment(), frozen(anAttempt(said))) ?? purchase),
    aPurchase(),
  );
  return last.attempts[0];
}

describe('an attempt', () => {
  test('an attempt that is new is kept, with the moment at which it was first reported', () => {
    const known = anAttempt({ providerPaymentId: 'attempt-0' });

    const next = withAttempt(aPurchase({ attempts: [known] }), aPayment(), frozen(anAttempt()));

    expect(next?.attempts).toEqual([known, anAttempt({ createdAt: NOW })]);
  });

  test('an attempt that belongs to another payment counts nothing here', () => {
    const owners = noOwners({ attempts: new Set(['attempt-1']) });

    expect(withAttempt(aPurchase({ owners }), aPayment(), anAttempt())).toBeNull();
    expect(withAttempt(aPurchase({ owners: noOwners() }), aPayment(), anAttempt())?.attempts).toHaveLength(1);
  });

  test('an attempt that is reported again changes nothing', () => {
    const purchase = aPurchase({ attempts: [anAttempt()] });

    expect(withAttempt(purchase, aPayment(), anAttempt())).toBe(purchase);
  });

  test.each([
    ['a greater fact', aFact('processing', at(1)), aFact('succeeded', at(2)), aFact('succeeded', at(2))],
    ['a lesser fact', aFact('succeeded', at(2)), aFact('failed', at(3)), aFact('succeeded', at(2))],
  ])('an attempt has the greatest fact: after %s', (_what, first, second, greatest) => {
    expect(joinOf({ fact: first }, { fact: second })?.fact).toEqual(greatest);
  });

  test('an attempt has the most that was captured', () => {
    expect(joinOf({ capturedMinor: 300 }, { capturedMinor: 700 })?.capturedMinor).toBe(700);
    expect(joinOf({ capturedMinor: 700 }, { capturedMinor: 300 })?.capturedMinor).toBe(700);
  });

  test('an attempt learns late what was agreed to, and keeps it', () => {
    const missing = { authorized: null, capturedMinor: 0 };

    expect(joinOf(missing, { capturedMinor: 0 })).toMatchObject({ authorized: yen(1_000), capturedMinor: 0 });
    expect(joinOf({}, missing)).toMatchObject({ authorized: yen(1_000), capturedMinor: 1_000 });
  });

  test('an attempt keeps the amount that was first agreed to where neither fits the payment', () => {
    expect(
      joinOf({ authorized: yen(600), capturedMinor: 100 }, { authorized: yen(700), capturedMinor: 700 }),
    ).toMatchObject({
      authorized: yen(600),
      capturedMinor: 700,
    });
  });

  test.each([
    ['another amount', { authorized: yen(900), capturedMinor: 900 }],
    ['another currency', { authorized: won(1_000), capturedMinor: 1_000 }],
  ])(
    'an attempt of which one answer had %s is as the answer that fits the payment, in either order',
    (_what, wrong) => {
      const right = { authorized: yen(1_000), capturedMinor: 700 };

      for (const answers of [
        [right, wrong],
        [wrong, right],
      ])
        expect(joinOf(...answers)).toMatchObject(right);
    },
  );

  test.each([1_001, 5_000])(
    'an attempt can’t have taken more than was agreed to: %i counts nothing',
    (capturedMinor) => {
      expect(joinOf({ capturedMinor })).toMatchObject({ authorized: yen(1_000), capturedMinor: 0 });
      expect(joinOf({ capturedMinor: 400 }, { capturedMinor })).toMatchObject({ capturedMinor: 400 });
    },
  );

  const EXPIRED = { code: 'expired_card', providerCode: 'expired' } as const;
  const POOR = { code: 'insufficient_funds', providerCode: 'poor' } as const;
  const VISA = { type: 'card', brand: 'visa', last4: '4242', installments: null } as const;
  const PIX = { type: 'bank_transfer', brand: 'pix', last4: null, installments: null } as const;

  test.each([
    ['a later decline', aFact('failed', at(1)), aFact('failed', at(2)), POOR],
    ['a decline of the same moment, always the same one', aFact('failed', at(2)), aFact('failed', at(2)), POOR],
    ['an earlier decline', aFact('failed', at(2)), aFact('failed', at(1)), EXPIRED],
  ])('an attempt was declined for the last reason, in either order: after %s', (_what, first, second, decline) => {
    const answers = [
      { fact: first, decline: EXPIRED },
      { fact: second, decline: POOR },
    ];

    expect(joinOf(...answers)?.decline).toEqual(decline);
    expect(joinOf(...answers.toReversed())?.decline).toEqual(decline);
  });

  test('an attempt that was cancelled after a decline keeps the reason, also where the end does not say it', () => {
    const known = joinOf({ fact: aFact('failed', at(1)), decline: EXPIRED }, { fact: aFact('cancelled', at(2)) });

    expect(known && attemptIn(known)).toMatchObject({ fact: aFact('cancelled', at(2)), decline: EXPIRED });
  });

  test.each(['pending', 'processing', 'succeeded'] as const)(
    'an attempt that is %s after a decline shows none',
    (kind) => {
      const known = joinOf({ fact: aFact('failed', at(1)), decline: EXPIRED }, { fact: aFact(kind, at(2)) });

      expect(known && attemptIn(known).decline).toBeNull();
    },
  );

  test('an attempt has the method of its greatest fact that came with one, in either order', () => {
    const answers = [
      { fact: aFact('failed', at(2)), method: VISA },
      { fact: aFact('succeeded', at(2)), method: PIX },
      { fact: aFact('succeeded', at(1)), method: null },
    ];

    expect(joinOf(...answers)?.method).toEqual(PIX);
    expect(joinOf(...answers.toReversed())?.method).toEqual(PIX);
  });

  test('a success shows the method that it was authorized with, and never that of a declined try', () => {
    const held = joinOf({ fact: aFact('processing', at(1)), method: VISA }, { fact: aFact('succeeded', at(2)) });
    const declined = joinOf({ fact: aFact('failed', at(1)), method: VISA }, { fact: aFact('succeeded', at(2)) });

    expect(held && attemptIn(held).method).toEqual(VISA);
    expect(declined && attemptIn(declined).method).toBeNull();
  });

  test('an attempt has all the tries that were ever shown, with why they were declined, in either order', () => {
    const [first, second] = [
      { id: 'charge-1', decline: POOR, method: VISA },
      { id: 'charge-2', decline: null, method: null },
    ];
    const answers = [
      { charges: [{ ...first, decline: null, method: null }] },
      { charges: [second] },
      { charges: [first] },
      { charges: [{ ...second, decline: EXPIRED }, first] },
      { charges: [{ ...second, decline: POOR }] },
      { charges: [] },
    ];
    const all = [first, { ...second, decline: POOR }];

    expect(joinOf(...answers)?.charges).toEqual(all);
    expect(joinOf(...answers.toReversed())?.charges).toEqual(all.toReversed());
  });

  test('an attempt keeps what was taken where it is not known what was agreed to', () => {
    expect(joinOf({ authorized: null, capturedMinor: 700 })).toMatchObject({ authorized: null, capturedMinor: 700 });
  });
});
