import { expect, test } from 'vitest';
import { DomainError } from '../../../../src/domain/error.ts';
import { anOrderPayment, aServer, bearer, PAYMENT_ID, recording } from '../../harness.ts';

const URL = `/api/v1/payments/${PAYMENT_ID}/sync`;
const sync = { method: 'POST', url: URL, headers: bearer() } as const;

test.each([
  ['without a body', {}],
  ['with an empty one', { payload: {} }],
])('%s a payment is synced, and answered as it is shown', async (_what, body) => {
  const payment = anOrderPayment({ status: 'succeeded' });
  const { behaviour, calls } = recording(payment);
  const server = aServer({ syncPayment: behaviour, findPayment: async () => payment });

  const response = await server.inject({ ...sync, ...body, url: URL.replace(PAYMENT_ID, PAYMENT_ID.toUpperCase()) });

  expect(response.statusCode).toBe(200);
  const shown = await server.inject({ url: `/api/v1/payments/${PAYMENT_ID}`, headers: bearer() });
  expect(response.json()).toEqual(shown.json());
  expect(calls).toEqual([[{ userId: 'user-1', scopes: [] }, PAYMENT_ID]]);
});

test.each([
  [new DomainError('payment_not_found', 'Payment not found'), 404],
  [new DomainError('not_yours', 'Payment does not belong to user'), 403],
  [new DomainError('conflict', 'The payment is being opened; try again in a moment'), 409],
  [new DomainError('credentials_unusable', 'The payment account is not usable'), 500],
  [new DomainError('provider_unavailable', 'Payment provider unavailable', { retryAfterSeconds: 7 }), 502],
])('syncing is refused: %s', async (error, status) => {
  const syncPayment = async () => {
    throw error;
  };

  const response = await aServer({ syncPayment }).inject(sync);

  expect(response.json()).toMatchObject({ status: 'error', code: status });
  expect(response.headers['retry-after']).toBe(error.retryAfterSeconds?.toString());
});

test('the token comes before the id, and the id before the payment', async () => {
  const server = aServer();
  const wrong = '/api/v1/payments/5/sync';

  expect((await server.inject({ method: 'POST', url: wrong })).statusCode).toBe(401);
  const refused = await server.inject({ ...sync, url: wrong });
  expect(refused.json()).toMatchObject({ code: 400, details: { field: 'payment_id' } });
});

test('an Idempotency-Key gets the first success again, without asking the app', async () => {
  const operation = { id: PAYMENT_ID, userId: 'user-1', lease: { id: PAYMENT_ID, token: 't' }, isNew: true };
  let kept: string | undefined;
  const { behaviour, calls } = recording(anOrderPayment());
  const server = aServer({
    syncPayment: behaviour,
    findPaymentToChange: async () => anOrderPayment(),
    beginOperation: async () =>
      kept === undefined ? { kind: 'begun', operation } : { kind: 'answered', operationId: operation.id, answer: kept },
    answerOperation: async (_operation, answer) => {
      kept = answer;
    },
  });
  const withKey = { ...sync, headers: { ...bearer(), 'idempotency-key': 'k-1' } };

  const first = await server.inject(withKey);
  const again = await server.inject(withKey);

  expect(again.body).toBe(first.body);
  expect(again.headers['idempotency-replayed']).toBe('true');
  expect(calls).toHaveLength(1);
});
