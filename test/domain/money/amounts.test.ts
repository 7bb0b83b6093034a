import { expect, test } from 'vitest';
import { amountsOf } from '../../../src/domain/money/amounts.ts';
import { money } from '../../../src/domain/money/money.ts';
import type { Refund } from '../../../src/domain/payment/refund.ts';
import { aFact, anAttempt, aPayment, at } from '../builders.ts';

const NOTHING = { authorized: 0, captured: 0, refunded: 0, refunding: 0, capturable: 0 };
const payment = aPayment({ amount: money(1000, 'JPY') });
const manual = aPayment({ amount: money(1000, 'JPY'), captureMethod: 'manual' });
const authorized = money(1000, 'JPY');

test('a payment that no buyer tried to pay has no money in it', () => {
  expect(amountsOf(payment, [], [])).toEqual(NOTHING);
});

test('what was paid is authorized and captured', () => {
  const attempt = anAttempt({ fact: aFact('succeeded'), authorized, capturedMinor: 1000 });

  expect(amountsOf(payment, [attempt], [])).toEqual({ ...NOTHING, authorized: 1000, captured: 1000 });
});

test.each(['pending', 'failed', 'cancelled'] as const)('a try that is %s holds no money', (status) => {
  const attempt = anAttempt({ fact: aFact(status), authorized, capturedMinor: 0 });

  expect(amountsOf(manual, [attempt], [])).toEqual(NOTHING);
});

test('what was agreed to can be captured, where that is up to us', () => {
  const attempt = anAttempt({ fact: aFact('processing'), authorized, capturedMinor: 0 });

  expect(amountsOf(manual, [attempt], [])).toEqual({ ...NOTHING, authorized: 1000, capturable: 1000 });
  expect(amountsOf(payment, [attempt], [])).toEqual({ ...NOTHING, authorized: 1000 });
});

test('what was captured only in part leaves nothing to capture', () => {
  const attempt = anAttempt({ fact: aFact('succeeded'), authorized, capturedMinor: 400 });

  expect(amountsOf(manual, [attempt], [])).toEqual({ ...NOTHING, authorized: 1000, captured: 400 });
});

test('a payment that was paid twice has captured twice its amount', () => {
  const attempt = anAttempt({ fact: aFact('succeeded'), authorized, capturedMinor: 1000 });

  expect(amountsOf(payment, [attempt, attempt], [])).toEqual({ ...NOTHING, authorized: 2000, captured: 2000 });
});

test('what was paid in another currency is not added up', () => {
  const foreign = anAttempt({ fact: aFact('succeeded'), authorized: money(500, 'USD'), capturedMinor: 500 });
  const silent = anAttempt({ fact: aFact('succeeded'), authorized: null, capturedMinor: 500 });

  expect(amountsOf(payment, [foreign, silent], [])).toEqual(NOTHING);
});

test('what went back is distinguished from what is on its way; what failed is neither', () => {
  const attempt = anAttempt({ fact: aFact('succeeded'), authorized, capturedMinor: 1000 });
  const statuses = ['pending', 'succeeded', 'pending', 'failed'] as const;
  const refunds = statuses.map((status) => aRefund({ status }));

  expect(amountsOf(payment, [attempt], refunds)).toMatchObject({ captured: 1000, refunded: 100, refunding: 200 });
});

function aRefund(changes: Partial<Refund>): Refund {
  const whose = {
    id: 'refund-1',
    paymentId: 'payment-1',
    partOf: null,
    accountId: 'account-1',
    providerPaymentId: 'pay-1',
  };
  const nothing = { reason: null, requestedBy: null, providerRefundId: 'provider-refund-1' };
  return {
    ...whose,
    ...nothing,
    amount: money(100, 'JPY'),
    status: 'pending',
    createdAt: at(0),
    updatedAt: at(0),
    ...changes,
  };
}
