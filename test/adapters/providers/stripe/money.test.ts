import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromWire, refusal, toWire } from '../../../../src/adapters/providers/stripe/money.ts';
import { CURRENCIES, decimalsOf, toCurrency } from '../../../../src/domain/money/currency.ts';
import { MAX_MINOR, type Money, money } from '../../../../src/domain/money/money.ts';

const carried = CURRENCIES.filter((currency) => decimalsOf(currency) < 3);

const amounts: fc.Arbitrary<Money> = fc.record({
  minor: fc.oneof(fc.integer({ min: 1, max: MAX_MINOR }), fc.integer({ min: 1, max: 1_000 })),
  currency: fc.constantFrom(...carried),
});

describe('an amount on Stripe’s wire', () => {
  it.each([
    ['USD', 1000, 1000],
    ['ARS', 500_000, 500_000],
    ['JPY', 1000, 1000],
    ['CLP', 5000, 5000],
    ['ISK', 500, 50_000],
    ['UGX', 3, 300],
    ['MGA', 120_000, 1_200],
    ['COP', 1_250_050, 1_250_050],
    ['HUF', 17_550, 17_550],
  ])('an amount on Stripe’s wire, %s %i, is %i', (currency, minor, wire) => {
    expect(toWire(money(minor, currency))).toBe(wire);
    expect(fromWire(wire, currency.toLowerCase())).toEqual({ minor, currency });
    expect(refusal(money(minor, currency))).toBeNull();
  });

  it.each(['BHD', 'JOD', 'KWD', 'OMR', 'TND'])(
    'an amount on Stripe’s wire can’t carry %s, which has three decimals',
    (currency) => {
      expect(refusal(money(1000, currency))).toMatchObject({ field: 'currency' });
    },
  );

  it('an amount on Stripe’s wire can’t carry parts of an ariary, nor nothing at all', () => {
    expect(refusal(money(120_050, 'MGA'))).toMatchObject({ field: 'amount' });
    expect(refusal(money(0, 'USD'))).toMatchObject({ field: 'amount' });
  });

  it('an amount on Stripe’s wire comes back as it went out, for every currency', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        fc.pre(refusal(amount) === null);
        const wire = toWire(amount);

        expect(Number.isSafeInteger(wire)).toBe(true);
        expect(fromWire(wire, amount.currency.toLowerCase())).toEqual(amount);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [1000, 'xyz'],
    [1000, 7],
    [1000, undefined],
    [-1, 'usd'],
    [1.5, 'usd'],
    ['1000', 'usd'],
    [null, 'usd'],
    [Number.NaN, 'usd'],
    [2 ** 53, 'usd'],
    [MAX_MINOR + 1, 'usd'],
    [50_001, 'isk'],
  ])('an amount on Stripe’s wire is not read from %j %j', (amount, currency) => {
    expect(fromWire(amount, currency)).toBeNull();
  });

  it('an amount on Stripe’s wire knows every currency that the gateway knows', () => {
    for (const currency of CURRENCIES)
      expect(fromWire(100, currency.toLowerCase())?.currency).toBe(toCurrency(currency));
  });
});
