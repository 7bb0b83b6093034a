import { expect, test } from 'vitest';
import { DomainError } from '../../../../src/domain/error.ts';
import { money } from '../../../../src/domain/money/money.ts';
import type { Refund } from '../../../../src/domain/payment/refund.ts';
import { at } from '../../../domain/builders.ts';
import { aServer, bearer, PAYMENT_ID, recording } from '../../harness.ts';

const URL = `/api/v1/payments/${PAYMENT_ID}/refunds`;
const MANAGER = bearer({ scope: 'payments:manage' });
const ACTOR = { userId: 'user-1', scopes: ['payments:manage'] };
const OPERATION = { id: '770e8400-e29b-41d4-a716-446655440000', userId: 'user-1', isNew: true };
const REFUND: Refund = {
  id: OPERATION.id,
  paymentId: PAYMENT_ID,
  accountId: 'account-1',
  partOf: null,
  providerPaymentId: 'pi_xxx',
  amount: money(500, 'JPY'),
  status: 'succeeded',
  reason: 'torn',
  requestedBy: 'user-1',
  providerRefundId: 're_xxx',
  createdAt: at(0),
  updatedAt: at(1),
};
const SHOWN = {
  id: OPERATION.id,
  payment_id: PAYMENT_ID,
  amount: 500,
  currency: 'jpy',
  status: 'succeeded',
  reason: 'torn',
  created_at: '2026-03-01T12:00:00',
};

/** A server whose keys are all new. */
function aKeeper(refundPayment: (...args: unknown[]) => Promise<Refund>) {
  const lease = { id: OPERATION.id, token: 'token-1' };
  return aServer({
    refundPayment,
    beginOperation: async () => ({ kind: 'begun', operation: { ...OPERATION, lease } }),
    answerOperation: async () => undefined,
    leaveOperation: async () => undefined,
  });
}

test('a refund is answered with 201 and exactly the documented fields, under the id of its key', async () => {
  const refundPayment = recording(REFUND);
  const server = aKeeper(refundPayment.behaviour);

  const response = await server.inject({
    method: 'POST',
    url: URL.replace(PAYMENT_ID, PAYMENT_ID.toUpperCase()),
    headers: { ...MANAGER, 'idempotency-key': 'key-1' },
    payload: { amount: 500, reason: 'torn', unknown: 'ignored' },
  });

  expect(response.statusCode).toBe(201);
  expect(response.body).toBe(JSON.stringify({ status: 'success', data: SHOWN }));
  const input = { refundId: OPERATION.id, paymentId: PAYMENT_ID, amount: 500, reason: 'torn', providerPaymentId: null };
  expect(refundPayment.calls).toEqual([[ACTOR, input]]);
});

test.each([{}, { amount: null, reason: null }])('a refund of %j is of all that is left', async (payload) => {
  const refundPayment = recording(REFUND);
  const headers = { ...MANAGER, 'idempotency-key': 'key-1' };

  const response = await aKeeper(refundPayment.behaviour).inject({ method: 'POST', url: URL, headers, payload });

  expect(response.statusCode).toBe(201);
  expect(refundPayment.calls).toMatchObject([[ACTOR, { amount: null, reason: null, providerPaymentId: null }]]);
});

test('a refund without an Idempotency-Key is refused, and nothing is begun', async () => {
  const server = aServer();

  const response = await server.inject({ method: 'POST', url: URL, headers: MANAGER, payload: { amount: 500 } });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ status: 'error', code: 400, details: { field: 'Idempotency-Key' } });
});

test.each([
  [{ amount: 0 }, 'amount'],
  [{ amount: -1 }, 'amount'],
  [{ amount: 1.5 }, 'amount'],
  [{ amount: '500' }, 'amount'],
  [{ amount: 1_000_000_000_000 }, 'amount'],
  [{ reason: '' }, 'reason'],
  [{ reason: 'x'.repeat(257) }, 'reason'],
])('a refund of %j is refused for its %s', async (payload, field) => {
  const headers = { ...MANAGER, 'idempotency-key': 'key-1' };

  const response = await aServer().inject({ method: 'POST', url: URL, headers, payload });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ details: { field } });
});

test.each([
  ['conflict', 409],
  ['unsupported', 409],
  ['payment_not_found', 404],
  ['scope_missing', 403],
  ['provider_unavailable', 502],
] as const)('a refund that is refused as %s is %i', async (code, status) => {
  const headers = { ...MANAGER, 'idempotency-key': 'key-1' };
  const server = aKeeper(async () => {
    throw new DomainError(code, 'Not possible');
  });

  const response = await server.inject({ method: 'POST', url: URL, headers, payload: {} });

  expect(response.statusCode).toBe(status);
  expect(response.json()).toMatchObject({ status: 'error', code: status });
});

test('refunds are listed a page at a time', async () => {
  const listRefunds = recording({ items: [REFUND], nextCursor: 'next' });
  const server = aServer({ listRefunds: listRefunds.behaviour });

  const response = await server.inject({ url: `${URL}?limit=1&cursor=here`, headers: MANAGER });

  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({ status: 'success', data: { items: [SHOWN], next_cursor: 'next' } });
  expect(listRefunds.calls).toEqual([[ACTOR, PAYMENT_ID, { limit: 1, cursor: 'here' }]]);
});
