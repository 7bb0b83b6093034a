import { expect, it } from 'vitest';
import { readMethod } from '../../../../../src/adapters/providers/stripe/payments/methods.ts';

const CARD = { brand: 'visa', last4: '4242' };

it.each([
  [
    { type: 'card', card: CARD },
    { type: 'card', brand: 'visa', last4: '4242', installments: null },
  ],
  [
    { type: 'card', card: { ...CARD, wallet: { type: 'apple_pay' }, installments: { plan: { count: 3 } } } },
    { type: 'card', brand: 'visa', last4: '4242', installments: 3 },
  ],
  [
    { type: 'paypal', paypal: {} },
    { type: 'wallet', brand: 'paypal', last4: null, installments: null },
  ],
  [
    { type: 'sepa_debit', sepa_debit: { last4: '3000' } },
    { type: 'bank_transfer', brand: 'sepa_debit', last4: '3000', installments: null },
  ],
  [{ type: 'oxxo' }, { type: 'voucher', brand: 'oxxo', last4: null, installments: null }],
  [{ type: 'klarna' }, { type: 'other', brand: 'klarna', last4: null, installments: null }],
  [
    { type: 'card', card: { brand: 7, last4: 'x', installments: 1 } },
    { type: 'card', brand: null, last4: null, installments: null },
  ],
  ['pm_123', null],
  [null, null],
  [{ type: 7 }, null],
])('a payment method %j is read as %j', (value, method) => {
  expect(readMethod(value)).toEqual(method);
});
