import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromDecimals, toDecimals } from '../../../../src/adapters/providers/shared/decimals.ts';
import { CURRENCIES, decimalsOf } from '../../../../src/domain/money/currency.ts';
import { MAX_MINOR, money } from '../../../../src/domain/money/money.ts';

test('an amount is read back as it was written, in every currency and size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MAX_MINOR }), fc.constantFrom(...CURRENCIES), (minor, currency) => {
      const amount = money(minor, currency);

      expect(fromDecimals(toDecimals(amount, decimalsOf(currency)), currency)).toEqual(amount);
    }),
  );
});

test.each([
  [1050, 'USD', 2, '10.50'],
  [1000, 'JPY', 0, '1000'],
  [1000, 'JPY', 2, '1000.00'],
  [1000, 'HUF', 0, '10'],
  [1050, 'HUF', 0, null],
  [1500, 'KWD', 2, '1.50'],
  [1501, 'KWD', 2, null],
] as const)('%d minor units of %s with %d decimals are written as %s', (minor, currency, decimals, text) => {
  expect(toDecimals(money(minor, currency), decimals)).toBe(text);
});

test.each([
  [10.5, 'USD'],
  ['-1.00', 'USD'],
  ['1e3', 'USD'],
  ['1.001', 'USD'],
  ['1,00', 'USD'],
  ['', 'USD'],
  ['1.00', 'usd'],
  ['1.00', 'XXX'],
  ['1.00', null],
  [null, 'USD'],
])('%j %j is no amount', (text, currency) => {
  expect(fromDecimals(text, currency)).toBeNull();
});
