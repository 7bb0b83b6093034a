import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { CURRENCIES, decimalsOf, toCurrency } from '../../../src/domain/money/currency.ts';
import { currency } from '../builders.ts';

// Chosen where the common sources disagree with ISO 4217, or with each other.
test.each([
  ['JPY', 0],
  ['CLP', 0],
  ['ISK', 0],
  ['UGX', 0],
  ['KRW', 0],
  ['PYG', 0],
  ['ARS', 2],
  ['COP', 2], // Intl rounds it to whole pesos
  ['MGA', 2], // fifths in everyday life and in dinero.js
  ['HUF', 2],
  ['XCG', 2], // since 2025, instead of ANG
  ['TWD', 2],
  ['IDR', 2],
  ['USD', 2],
  ['KWD', 3],
  ['TND', 3],
])('%s has %i decimals, as ISO 4217 says', (code, decimals) => {
  expect(decimalsOf(currency(code))).toBe(decimals);
});

test('every currency of the table is three capitals and has from none to three decimals', () => {
  expect(CURRENCIES.length).toBeGreaterThan(100);
  for (const code of CURRENCIES) {
    expect(code).toMatch(/^[A-Z]{3}$/);
    expect([0, 2, 3]).toContain(decimalsOf(code));
  }
});

// A code in two groups would silently get the decimals of the last one, and the table itself can't show it.
test('no currency is written twice, in one group or in two', async () => {
  const source = await readFile(new URL('../../../src/domain/money/currency.ts', import.meta.url), 'utf8');

  const written = [...source.matchAll(/'([A-Z]{3}(?: [A-Z]{3})* ?)'/g)].flatMap(([, codes]) => codes?.match(/\w+/g));

  expect(written.toSorted()).toEqual(CURRENCIES.toSorted());
});

test.each([
  'usd',
  'Usd',
  ' USD',
  'USD ',
  'US',
  'USDT',
  '',
  'XXX',
  'XAU',
  'ANG',
  'HRK',
  'BGN',
  '__proto__',
  'constructor',
  'toString',
])('%j is no currency', (code) => {
  expect(toCurrency(code)).toBeUndefined();
});
