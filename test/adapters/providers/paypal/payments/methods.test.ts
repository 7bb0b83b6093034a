import { expect, test } from 'vitest';
import { readMethod } from '../../../../../src/adapters/providers/paypal/payments/methods.ts';

test.each([
  [
    { card: { brand: 'VISA', last_digits: '7704' } },
    { type: 'card', brand: 'visa', last4: '7704', installments: null },
  ],
  [{ card: { last_digits: 'x' } }, { type: 'card', brand: null, last4: null, installments: null }],
  [{ paypal: {} }, { type: 'wallet', brand: 'paypal', last4: null, installments: null }],
  [{ blik: {} }, { type: 'bank_transfer', brand: 'blik', last4: null, installments: null }],
  [{ pigeon: {} }, { type: 'other', brand: 'pigeon', last4: null, installments: null }],
  [{}, null],
  [undefined, null],
])('%j is read as %j', (source, method) => {
  expect(readMethod(source)).toEqual(method);
});
