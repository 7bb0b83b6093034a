import { expect, test } from 'vitest';
import { DomainError } from '../../../../src/domain/error.ts';
import { anOrderPayment, aServer, bearer, PAYMENT_ID, recording } from '../../harness.ts';

const URL = `/api/v1/payments/${PAYMENT_ID}`;
const SHOWN = { id: PAYMENT_ID, amount: 1000, currency: 'jpy' };
const MANAGER = bearer({ scope: 'payments:manage' });

test('cancelling is answered with the payment', async () => {
  const cancelPayment = recording(anOrderPayment({ status: 'cancelled' }));
  const server = aServer({ cancelPayment: cancelPayment.behaviour });

  const response = await server.inject({ method: 'POST', url: `${URL}/cancel`, headers: bearer() });

  expect(response.statusCode).toBe(200);
  expect(response.json()).toMatchObject({ status: 'success', data: { ...SHOWN, status: 'cancelled' } });
  expect(cancelPayment.calls).toEqual([[{ userId: 'user-1', scopes: [] }, PAYMENT_ID]]);
});

test.each([
  [{ amount: 400 }, 400],
  [{}, null],
  [{ amount: null }, null],
])('a capture of %j is answered with the payment', async (payload, amount) => {
  const capturePayment = recording(anOrderPayment({ status: 'succeeded' }));
  const server = aServer({ capturePayment: capturePayment.behaviour });

  const response = await server.inject({ method: 'POST', url: `${URL}/capture`, headers: MANAGER, payload });

  expect(response.statusCode).toBe(200);
  expect(response.json()).toMatchObject({ status: 'success', data: { ...SHOWN, status: 'succeeded' } });
  const actor = { userId: 'user-1', scopes: ['payments:manage'] };
  expect(capturePayment.calls).toEqual([[actor, { captureId: null, paymentId: PAYMENT_ID, amount }]]);
});

test.each([{ amount: 0 }, { amount: 1.5 }, { amount: '400' }])('a capture of %j is refused', async (payload) => {
  const response = await aServer().inject({ method: 'POST', url: `${URL}/capture`, headers: MANAGER, payload });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ details: { field: 'amount' } });
});

test.each(['cancel', 'capture'] as const)(
  '%s: what is not possible in this state is 409, what is not yours 403',
  async (action) => {
    for (const [code, status] of [
      ['conflict', 409],
      ['not_yours', 403],
      ['payment_not_found', 404],
    ] as const) {
      const behaviour = async () => {
        throw new DomainError(code, 'Not possible');
      };
      const server = aServer({ [`${action}Payment`]: behaviour });

      const response = await server.inject({ method: 'POST', url: `${URL}/${action}`, headers: MANAGER, payload: {} });

      expect(response.statusCode).toBe(status);
    }
  },
);
