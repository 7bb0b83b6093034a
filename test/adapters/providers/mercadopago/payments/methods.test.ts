import { expect, it } from 'vitest';
import { readMethod } from '../../../../../src/adapters/providers/mercadopago/payments/methods.ts';

it.each([
  [
    {
      payment_type_id: 'credit_card',
      payment_method_id: 'master',
      card: { last_four_digits: '3704' },
      installments: 6,
    },
    { type: 'card', brand: 'mastercard', last4: '3704', installments: 6 },
  ],
  [
    { payment_type_id: 'debit_card', payment_method_id: 'debvisa', card: {}, installments: 1 },
    { type: 'card', brand: 'visa', last4: null, installments: 1 },
  ],
  [
    { payment_type_id: 'ticket', payment_method_id: 'rapipago', installments: 1 },
    { type: 'voucher', brand: 'rapipago', last4: null, installments: null },
  ],
  [
    { payment_type_id: 'bank_transfer', payment_method_id: 'pix' },
    { type: 'bank_transfer', brand: 'pix', last4: null, installments: null },
  ],
  [
    { payment_type_id: 'account_money', payment_method_id: 'account_money', card: null },
    { type: 'account_money', brand: 'account_money', last4: null, installments: null },
  ],
  [{ payment_type_id: 'moon_dust' }, { type: 'other', brand: null, last4: null, installments: null }],
  [{ payment_method_id: 'visa' }, null],
])('a payment with %j is read as paid with %j', (payment, method) => {
  expect(readMethod(payment)).toEqual(method);
});
