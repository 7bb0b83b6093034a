import { expect, test } from 'vitest';
import { fromWire, refusal, toWire } from '../../../../src/adapters/providers/paypal/money.ts';
import { money } from '../../../../src/domain/money/money.ts';

test.each([
  [1050, 'USD', '10.50'],
  [1000, 'JPY', '1000'],
  [100_000, 'HUF', '1000'],
  [100_000, 'TWD', '1000'],
] as const)('%d minor units of %s are sent as %s, and read back', (minor, currency, value) => {
  const amount = money(minor, currency);

  expect(toWire(amount)).toEqual({ currency_code: currency, value });
  expect(fromWire({ currency_code: currency, value })).toEqual(amount);
  expect(refusal(amount)).toBeNull();
});

test.each([
  [1000, 'ARS', 'currency'],
  [1050, 'HUF', 'amount'],
  [150, 'TWD', 'amount'],
  [0, 'USD', 'amount'],
] as const)('%d minor units of %s are refused for their %s', (minor, currency, field) => {
  expect(refusal(money(minor, currency))?.field).toBe(field);
});

test.each([
  [{ currency_code: 'USD', value: 10 }],
  [{ currency_code: 'usd', value: '10.00' }],
  [{ currency_code: 'USD' }],
  [null],
])('%j is no amount', (wire) => {
  expect(fromWire(wire)).toBeNull();
});
