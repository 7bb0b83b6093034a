import { expect, test } from 'vitest';
import type { Received } from '../../../../src/app/payments/receive-payment.ts';
import { DomainError } from '../../../../src/domain/error.ts';
import { money } from '../../../../src/domain/money/money.ts';
import { at } from '../../../domain/builders.ts';
import { anOrderPayment, aServer, bearer, PAYMENT_ID, recording } from '../../harness.ts';

const URL = `/api/v1/payments/${PAYMENT_ID}/receipts`;
const HEADERS = { ...bearer({ scope: 'payments:manage' }), 'idempotency-key': 'key-1' };
const ACTOR = { userId: 'user-1', scopes: ['payments:manage'] };
const OPERATION = { id: '770e8400-e29b-41d4-a716-446655440000', userId: 'user-1', isNew: true };
const RECEIVED: Received = {
  receipt: {
    ...{ id: OPERATION.id, reference: PAYMENT_ID, amount: money(500, 'JPY') },
    ...{ method: 'cash', note: 'At the counter', takenAt: at(0) },
  },
  payment: anOrderPayment({ status: 'processing' }),
};

/** A server whose keys are all new. */
function aKeeper(receivePayment: (...args: unknown[]) => Promise<Received>) {
  const lease = { id: OPERATION.id, token: 'token-1' };
  return aServer({
    receivePayment,
    beginOperation: async () => ({ kind: 'begun', operation: { ...OPERATION, lease } }),
    answerOperation: async () => undefined,
    leaveOperation: async () => undefined,
  });
}

test('a receipt is answered with 201 and exactly the documented fields, under the id of its key', async () => {
  const { behaviour, calls } = recording(RECEIVED);
  const payload = { amount: 500, method: 'cash', note: 'At the counter' };

  const response = await aKeeper(behaviour).inject({ method: 'POST', url: URL, headers: HEADERS, payload });

  expect(response.statusCode).toBe(201);
  expect(response.json()).toEqual({
    status: 'success',
    data: {
      ...{ id: OPERATION.id, payment_id: PAYMENT_ID, amount: 500, currency: 'jpy', method: 'cash' },
      ...{ note: 'At the counter', payment_status: 'processing', created_at: '2026-03-01T12:00:00' },
    },
  });
  expect(calls).toEqual([[ACTOR, { receiptId: OPERATION.id, paymentId: PAYMENT_ID, ...payload }]]);
});

test('a receipt without anything is of all that is missing', async () => {
  const { behaviour, calls } = recording(RECEIVED);

  const response = await aKeeper(behaviour).inject({ method: 'POST', url: URL, headers: HEADERS, payload: {} });

  expect(response.statusCode).toBe(201);
  expect(calls).toMatchObject([[ACTOR, { amount: null, method: null, note: null }]]);
});

test.each([
  ['amount', { amount: 0 }],
  ['method', { method: 'card' }],
  ['note', { note: 'n'.repeat(257) }],
])('a receipt is refused naming %s', async (field, payload) => {
  const response = await aServer().inject({ method: 'POST', url: URL, headers: HEADERS, payload });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ details: { field } });
});

test('a receipt needs an Idempotency-Key', async () => {
  const headers = bearer({ scope: 'payments:manage' });

  const response = await aServer().inject({ method: 'POST', url: URL, headers, payload: {} });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ details: { field: 'Idempotency-Key' } });
});

test.each([
  ['conflict', 409],
  ['unsupported', 409],
  ['payment_not_found', 404],
] as const)('a receipt that is refused with %s is answered with %d', async (code, status) => {
  const refused = async () => {
    throw new DomainError(code, 'Not possible');
  };

  const response = await aKeeper(refused).inject({ method: 'POST', url: URL, headers: HEADERS, payload: {} });

  expect(response.statusCode).toBe(status);
});
