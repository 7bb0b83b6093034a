import { expect, test } from 'vitest';
import { DomainError } from '../../../../src/domain/error.ts';
import { aServer, bearer, PAYMENT_ID, recording } from '../../harness.ts';

const URL = `/api/v1/payments/${PAYMENT_ID}/client`;

test.each([['pk_test_xxx'], [null]])('a web page gets the provider, and the publishable key %j', async (key) => {
  const { behaviour, calls } = recording({ id: PAYMENT_ID, provider: 'stripe', publishableKey: key });
  const server = aServer({ findPaymentClient: behaviour });

  const response = await server.inject({ url: URL.replace(PAYMENT_ID, PAYMENT_ID.toUpperCase()), headers: bearer() });

  expect(response.statusCode).toBe(200);
  const data = { payment_id: PAYMENT_ID, provider: 'stripe', publishable_key: key };
  expect(response.json()).toEqual({ status: 'success', data });
  expect(calls).toEqual([[{ userId: 'user-1', scopes: [] }, PAYMENT_ID]]);
});

test.each([
  [new DomainError('payment_not_found', 'Payment not found'), 404],
  [new DomainError('not_yours', 'Payment does not belong to user'), 403],
])('what a web page needs is refused: %s', async (error, status) => {
  const findPaymentClient = async () => {
    throw error;
  };

  const response = await aServer({ findPaymentClient }).inject({ url: URL, headers: bearer() });

  expect(response.json()).toMatchObject({ status: 'error', error: error.message, code: status });
});

test('the token comes before the id', async () => {
  const wrong = '/api/v1/payments/5/client';

  expect((await aServer().inject({ url: wrong })).statusCode).toBe(401);
  const refused = await aServer().inject({ url: wrong, headers: bearer() });
  expect(refused.json()).toMatchObject({ code: 400, details: { field: 'payment_id' } });
});
