import { expect, test } from 'vitest';
import type { KeyUse } from '../../../src/app/idempotency/operations.ts';
import { money } from '../../../src/domain/money/money.ts';
import { at } from '../../domain/builders.ts';
import { ask } from '../ask.ts';
import { anOrderPayment, aServer, bearer, PAYMENT_ID } from '../harness.ts';

const OPERATION_ID = '880e8400-e29b-41d4-a716-446655440000';
const REFUND = {
  id: OPERATION_ID,
  paymentId: PAYMENT_ID,
  accountId: 'account-1',
  partOf: null,
  providerPaymentId: 'pi_xxx',
  amount: money(1_000, 'JPY'),
  status: 'succeeded',
  reason: null,
  requestedBy: 'user-1',
  providerRefundId: 're_xxx',
  createdAt: at(0),
  updatedAt: at(1),
} as const;
const HEADERS = { ...bearer({ scope: 'payments:manage' }), 'idempotency-key': 'key-1' };
const JSON_TYPE = { 'content-type': 'application/json' };

/** A server that does whatever it is asked, and remembers for which bodies its keys were used. */
function aWillingServer() {
  const uses: KeyUse[] = [];
  const inputs: unknown[] = [];
  const done = async (_actor: unknown, input: unknown) => {
    inputs.push(input);
    return anOrderPayment();
  };
  const server = aServer({
    capturePayment: done,
    cancelPayment: done,
    syncPayment: done,
    refundPayment: async (actor, input) => {
      await done(actor, input);
      return REFUND;
    },
    beginOperation: async (use) => {
      uses.push(use);
      const lease = { id: OPERATION_ID, token: 'token-1' };
      return { kind: 'begun', operation: { id: OPERATION_ID, userId: 'user-1', isNew: true, lease } };
    },
    answerOperation: async () => undefined,
    leaveOperation: async () => undefined,
  });
  const post = (action: string, headers: Record<string, string>, payload?: string) =>
    ask(server, {
      ...{ method: 'POST', url: `/api/v1/payments/${PAYMENT_ID}/${action}`, headers: { ...HEADERS, ...headers } },
      ...(payload !== undefined && { payload }),
    });
  return { post, uses, inputs };
}

const ACTIONS = ['capture', 'refunds', 'cancel', 'sync'];

test.each(ACTIONS)('%s: no body at all is an empty object, also to the key that comes with it', async (action) => {
  const { post, uses, inputs } = aWillingServer();

  const [without, empty] = [await post(action, {}), await post(action, JSON_TYPE, '{}')];

  expect([without.statusCode, empty.statusCode]).toEqual(action === 'refunds' ? [201, 201] : [200, 200]);
  expect(inputs[0]).toEqual(inputs[1]);
  expect(uses[0]).toEqual(uses[1]);
});

test.each(ACTIONS)('%s: the wrong media type is 415, and half an object 400', async (action) => {
  const { post, inputs } = aWillingServer();

  expect((await post(action, { 'content-type': 'text/plain' }, '{}')).statusCode).toBe(415);
  expect((await post(action, {}, '{}')).statusCode).toBe(415);
  expect((await post(action, JSON_TYPE, '{')).statusCode).toBe(400);
  expect(inputs).toEqual([]);
});

test('nothing at all is refused where a field is needed', async () => {
  const { post } = aWillingServer();

  const response = await post(`anomalies/${OPERATION_ID}/resolve`, {});

  expect(response.statusCode).toBe(400);
});
