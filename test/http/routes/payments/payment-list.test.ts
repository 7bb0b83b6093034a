import { expect, test } from 'vitest';
import { invalid } from '../../../../src/domain/error.ts';
import { EVERY_PAYMENT } from '../../../../src/ports/store/queries.ts';
import { anOrderPayment, aServer, bearer, ORDER_ID, PAYMENT_ID, recording } from '../../harness.ts';

const SHOWN = {
  id: PAYMENT_ID,
  order_id: ORDER_ID,
  stripe_payment_intent_id: 'pi_xxx',
  amount: 1000,
  currency: 'jpy',
  status: 'pending',
  created_at: '2024-01-01T00:00:00',
  updated_at: '2024-01-02T03:04:05',
};
const { userId: _userId, ...ALL } = EVERY_PAYMENT;
const Q = { ownId: null, providerId: null, email: null, gymSlug: null };

test.each([
  ['', ALL, { limit: 20, cursor: null }],
  ['?limit=1&cursor=abc', ALL, { limit: 1, cursor: 'abc' }],
  ['?status=failed', { ...ALL, status: 'failed' }, { limit: 20, cursor: null }],
  [`?order_id=${ORDER_ID.toUpperCase()}`, { ...ALL, orderId: ORDER_ID }, { limit: 20, cursor: null }],
  ['?gym_id=iron-temple&limit=100', { ...ALL, gymSlug: 'iron-temple' }, { limit: 100, cursor: null }],
  ['?q=pi_xxx', { ...ALL, search: { ...Q, providerId: 'pi_xxx' } }, { limit: 20, cursor: null }],
  ['?provider=somepay&amount=1000', { ...ALL, provider: 'somepay', amountMinor: 1000 }, { limit: 20, cursor: null }],
  ['?has_problems=true', { ...ALL, hasProblems: true }, { limit: 20, cursor: null }],
  ['?currency=jpy', { ...ALL, currency: 'JPY' }, { limit: 20, cursor: null }],
  ['?currency=JPY', { ...ALL, currency: 'JPY' }, { limit: 20, cursor: null }],
  [
    '?created_from=2024-01-01t00:00:00.5z&created_to=2024-02-01T00:00:00%2B02:00',
    { ...ALL, createdFrom: new Date('2024-01-01T00:00:00.5Z'), createdTo: new Date('2024-01-31T22:00:00Z') },
    { limit: 20, cursor: null },
  ],
])('payments are listed as each of them is shown: %s', async (query, wanted, page) => {
  const listPayments = recording({ items: [anOrderPayment()], nextCursor: 'next' });

  const server = aServer({ listPayments: listPayments.behaviour });
  const response = await server.inject({ url: `/api/v1/payments${query}`, headers: bearer() });

  expect(response.statusCode).toBe(200);
  expect(response.body).toBe(JSON.stringify({ status: 'success', data: { items: [SHOWN], next_cursor: 'next' } }));
  expect(listPayments.calls).toEqual([[{ userId: 'user-1', scopes: [] }, wanted, page]]);
});

test.each([
  ['limit', '?limit=0'],
  ['limit', '?limit=101'],
  ['limit', '?limit=-1'],
  ['limit', '?limit=ten'],
  ['limit', '?limit='],
  ['limit', '?limit=1&limit=2'],
  ['cursor', '?cursor='],
  ['status', '?status=paid'],
  ['status', '?status='],
  ['status', '?status=failed&status=pending'],
  ['order_id', '?order_id=5'],
  ['gym_id', '?gym_id=Iron%20Temple'],
  ['q', '?q='],
  ['q', '?q=a&q=b'],
  ['provider', '?provider='],
  ['currency', '?currency=xxx'],
  ['amount', '?amount=10.00'],
  ['amount', '?amount=0'],
  ['created_from', '?created_from=2024-01-01'],
  ['created_from', '?created_from=2024-01-01T00:00:00'],
  ['created_to', '?created_to=2024-02-30T00:00:00Z'],
  ['created_to', '?created_to=2024-01-01T00:00:00+02:00'],
  ['has_problems', '?has_problems=false'],
])('a list is refused naming %s: %s', async (field, query) => {
  const response = await aServer().inject({ url: `/api/v1/payments${query}`, headers: bearer() });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ status: 'error', code: 400, details: { field } });
});

test('a cursor that we never gave is refused, naming it', async () => {
  const listPayments = async () => {
    throw invalid('cursor', 'cursor must be the next_cursor of the page before');
  };

  const response = await aServer({ listPayments }).inject({ url: '/api/v1/payments?cursor=abc', headers: bearer() });

  expect(response.json()).toEqual({
    status: 'error',
    error: 'cursor must be the next_cursor of the page before',
    code: 400,
    details: { field: 'cursor' },
  });
});

test('no caller lists payments without a token', async () => {
  expect((await aServer().inject('/api/v1/payments?limit=0')).statusCode).toBe(401);
});
