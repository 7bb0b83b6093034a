import { expect, test } from 'vitest';
import { money } from '../../../src/domain/money/money.ts';
import { type Refund, type RefundStatus, wholeOf } from '../../../src/domain/payment/refund.ts';

function part(minor: number, status: RefundStatus): Refund {
  const at = new Date(0);
  return {
    id: `${minor}`,
    paymentId: 'p',
    partOf: null,
    accountId: 'a',
    providerPaymentId: 'x',
    amount: money(minor, 'ARS'),
    status,
    reason: null,
    requestedBy: 'operator',
    providerRefundId: null,
    createdAt: at,
    updatedAt: at,
  };
}

test.each<[RefundStatus, RefundStatus, number, RefundStatus]>([
  ['succeeded', 'succeeded', 1000, 'succeeded'],
  ['succeeded', 'pending', 1000, 'pending'],
  ['succeeded', 'failed', 600, 'succeeded'],
  ['failed', 'succeeded', 400, 'succeeded'],
  ['failed', 'pending', 400, 'pending'],
  ['failed', 'failed', 1000, 'failed'],
])('a refund whose parts of 600 and 400 are %s and %s is one of %d that is %s', (one, other, minor, status) => {
  expect(wholeOf(part(600, one), [part(400, other)])).toMatchObject({ amount: { minor }, status });
});
