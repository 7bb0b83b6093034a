import { request as httpRequest } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { App } from '../../src/app/app.ts';
import type { Begun, KeyUse, Operation } from '../../src/app/idempotency/operations.ts';
import { DomainError } from '../../src/domain/error.ts';
import { aPayment } from '../domain/builders.ts';
import { anOrder, anOrderPayment, aServer, bearer, ORDER_ID, PAYMENT_ID } from './harness.ts';
import { type LentServer, originOf } from './lending.ts';

// What the HTTP layer makes of the header, over an app that only remembers. test/http/idempotency-keys.test.ts
// has the whole story, over a database.

const INTENT = { url: '/api/v1/payments/intent', payload: { order_id: ORDER_ID } };
const CHECKOUT = {
  url: '/api/v1/payments/checkout',
  payload: { gym_id: 'iron-temple', amount: 1, title: 'x', payer_email: 'a@b.example' },
};
const OPERATION: Operation = {
  id: '880e8400-e29b-41d4-a716-446655440000',
  userId: 'user-1',
  lease: { id: '880e8400-e29b-41d4-a716-446655440000', token: '990e8400-e29b-41d4-a716-446655440000' },
  isNew: true,
};
const HANDED_OVER = { payment: anOrderPayment(), handover: 'a token' };

/** An app that begins whatever it is asked to begin, and what it was asked. */
function remembering() {
  const uses: KeyUse[] = [];
  const ends: unknown[] = [];
  const app: Partial<App> = {
    openIntent: async () => HANDED_OVER,
    openCheckout: async () => ({ payment: aPayment(), handover: 'https://pay.example/' }),
    beginOperation: async (use): Promise<Begun> => {
      uses.push(use);
      return { kind: 'begun', operation: OPERATION };
    },
    answerOperation: async (_operation, answer) => void ends.push(JSON.parse(answer)),
    leaveOperation: async (_operation, how) => void ends.push(how),
  };
  return { app, uses, ends };
}

function aRememberingServer(behaviour: Partial<App> = {}) {
  const { app, ...remembered } = remembering();
  return { server: aServer({ ...app, ...behaviour }), ...remembered };
}

function send(server: LentServer, { url, payload }: { url: string; payload: object }, key?: string, user = {}) {
  const headers = { ...bearer(user), ...(key !== undefined && { 'idempotency-key': key }) };
  return server.inject({ method: 'POST', url, headers, payload });
}

describe('a key', () => {
  test.each([['a'], ['!~'], ['"8e03978e-40d5-43e8-bc93-6894a57f9324"'], ['k'.repeat(255)]])(
    'a key may be %j',
    async (key) => {
      const { server, uses } = aRememberingServer();

      expect((await send(server, INTENT, key)).statusCode).toBe(201);
      expect(uses).toMatchObject([{ userId: 'user-1', path: INTENT.url, key }]);
    },
  );

  test.each([[''], ['a b'], ['k'.repeat(256)], ['ключ'], ['caf\u00e9'], ['a\tb'], ['\u007f']])(
    'a key may not be %j, in either format, and nothing is begun',
    async (key) => {
      const { server, uses } = aRememberingServer();

      const [inOrders, inGyms] = [await send(server, INTENT, key), await send(server, CHECKOUT, key)];

      const error = 'Idempotency-Key must be one value of 1 to 255 visible ASCII characters';
      expect(inOrders.statusCode).toBe(400);
      expect(inOrders.json()).toEqual({ status: 'error', error, code: 400, details: { field: 'Idempotency-Key' } });
      expect(inGyms.statusCode).toBe(400);
      expect(inGyms.json()).toEqual({ success: false, error, code: 'VALIDATION_ERROR' });
      expect(uses).toEqual([]);
    },
  );

  test('a key may not be sent twice, not even the same one', async () => {
    const { server, uses } = aRememberingServer();
    const port = Number(new URL(await originOf(server)).port);

    expect(await statusOf(port, ['one', 'one'])).toBe(400);
    expect(await statusOf(port, ['', ''])).toBe(400);
    expect(await statusOf(port, ['one'])).toBe(201);
    expect(uses).toHaveLength(1);
  });

  test('a key is looked at after the token and the body, and before anything else is', async () => {
    const { server, uses } = aRememberingServer({
      openIntent: async () => {
        throw new DomainError('order_not_found', 'Order not found');
      },
    });

    expect((await server.inject({ method: 'POST', ...INTENT, headers: { 'idempotency-key': '' } })).statusCode).toBe(
      401,
    );
    const invalid = await send(server, { ...INTENT, payload: { order_id: 'x' } }, 'key');
    expect(invalid.json()).toMatchObject({ code: 400, details: { field: 'order_id' } });
    expect(uses).toEqual([]);
    expect((await send(server, INTENT, '')).statusCode).toBe(400);
    expect((await send(server, INTENT, 'key')).statusCode).toBe(404);
  });

  test('a key is not asked for, and means nothing where it is not taken', async () => {
    const { server, uses } = aRememberingServer({ findPayment: async () => anOrderPayment() });

    expect((await send(server, INTENT)).statusCode).toBe(201);
    const url = `/api/v1/payments/${ORDER_ID}`;
    expect((await server.inject({ url, headers: { ...bearer(), 'idempotency-key': '' } })).statusCode).toBe(200);
    expect(uses).toEqual([]);
  });
});

describe('what a key was used for', () => {
  test('what a key was used for is the same whatever the order of the fields and the spelling of a number', async () => {
    const { server, uses } = aRememberingServer();
    const { payload, url } = CHECKOUT;
    const reversed = Object.fromEntries(Object.entries({ ...payload, more: { a: 1, b: [2] } }).toReversed());

    await send(server, { url, payload: { more: { b: [2], a: 1 }, ...payload } }, 'key');
    await send(server, { url, payload: reversed }, 'key');
    const headers = { ...bearer(), 'idempotency-key': 'key', 'content-type': 'application/json' };
    const spelt = JSON.stringify({ ...payload, more: { a: 1, b: [2] } }).replace('"amount":1', '"amount" : 1.00');
    await server.inject({ method: 'POST', url, headers, payload: spelt });

    expect(new Set(uses.map(({ bodyHash }) => bodyHash))).toEqual(new Set([expect.stringMatching(/^[0-9a-f]{64}$/)]));
    expect(uses).toHaveLength(3);
  });

  test.each([
    ['a value', { title: 'y' }],
    ['a field that no route reads', { more: 1 }],
    ['the order in a list', { more: [2, 1] }],
  ])('what a key was used for is something else with another %s', async (_what, change) => {
    const { server, uses } = aRememberingServer();
    const first = { ...CHECKOUT, payload: { ...CHECKOUT.payload, ...('more' in change && { more: [1, 2] }) } };

    await send(server, first, 'key');
    await send(server, { ...CHECKOUT, payload: { ...CHECKOUT.payload, ...change } }, 'key');

    expect(new Set(uses.map(({ bodyHash }) => bodyHash)).size).toBe(2);
  });

  test('what a key was used for depends on the path with its parameters, however the URL is spelt, on any route that says one word', async () => {
    const { app, uses, ends } = remembering();
    const server = aServer(app, {});
    server.register(async (scope) => {
      scope.post('/things/:id/refunds', { config: { idempotent: true } }, async () => ({ refunded: true }));
    });

    for (const url of ['/things/AB/refunds', '/things/%61b/refunds?x=1', '/things/cd/refunds'])
      await server.inject({ method: 'POST', url, headers: { ...bearer(), 'idempotency-key': 'key' } });

    expect(uses.map(({ path }) => path)).toEqual(['/things/ab/refunds', '/things/ab/refunds', '/things/cd/refunds']);
    expect(ends).toHaveLength(3);
  });
});

describe('an answer', () => {
  test('an answer is kept as it leaves, before it leaves', async () => {
    const { server, ends } = aRememberingServer();

    const response = await send(server, INTENT, 'key');

    const { 'content-type': type, location } = response.headers;
    expect(ends).toEqual([{ status: 201, type, location, body: response.body }]);
    expect(response.headers).not.toHaveProperty('idempotency-replayed');
  });

  test('an answer that was kept is given as it was kept, without any further work', async () => {
    const data = { payment_id: PAYMENT_ID, client_secret: 'é', amount: 1000, currency: 'jpy', status: 'pending' };
    const body = JSON.stringify({ status: 'success', data }, null, ' ');
    const kept = { status: 201, type: 'application/json; charset=utf-8', location: '/somewhere', body };
    const { server, ends } = aRememberingServer({
      openIntent: async () => {
        throw new Error('was not to be done');
      },
      findOwnOrder: async () => anOrder(),
      beginOperation: async () => ({ kind: 'answered', operationId: OPERATION.id, answer: JSON.stringify(kept) }),
    });

    const response = await send(server, INTENT, 'key');

    expect(response.statusCode).toBe(201);
    expect(response.body).toBe(kept.body);
    expect(response.headers).toMatchObject({ 'content-type': kept.type, 'idempotency-replayed': 'true' });
    expect(ends).toEqual([]);
  });

  test.each([
    ['not_yours', 403, 'refused'],
    ['provider_unavailable', 502, 'failed'],
    ['credentials_unusable', 500, 'failed'],
  ] as const)('an answer that is no success (%s) is not kept', async (code, status, end) => {
    const { server, ends } = aRememberingServer({
      openIntent: async () => {
        throw new DomainError(code, 'words');
      },
    });

    expect((await send(server, INTENT, 'key')).statusCode).toBe(status);
    expect(ends).toEqual([end]);
  });

  test.each([
    ['store_unavailable', 503],
    ['operation_running', 409],
  ] as const)('an answer that can not be kept (%s) is not given', async (code, status) => {
    const { server, ends } = aRememberingServer({
      answerOperation: async () => {
        throw new DomainError(code, 'words', { retryAfterSeconds: 3 });
      },
    });

    const [inOrders, inGyms] = [await send(server, INTENT, 'key'), await send(server, CHECKOUT, 'key')];

    for (const response of [inOrders, inGyms]) {
      expect(response.statusCode).toBe(status);
      expect(response.headers).toMatchObject({ 'retry-after': '3', 'content-type': expect.stringContaining('json') });
      expect(response.body).not.toMatch(/a token|pay\.example/);
    }
    expect(inOrders.json()).toMatchObject({ status: 'error', code: status });
    expect(inGyms.json()).toMatchObject({ success: false });
    expect(ends).toEqual([]);
  });
});

/** Sends these as headers of their own, which `inject` would join. */
function statusOf(port: number, keys: readonly string[]): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const headers = ['Host', 'localhost', 'Content-Type', 'application/json', 'Authorization', bearer().authorization];
  const repeated = keys.flatMap((key) => ['Idempotency-Key', key]);
  const request = httpRequest({ port, method: 'POST', path: INTENT.url, headers: [...headers, ...repeated] });
  request.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject);
  request.end(JSON.stringify(INTENT.payload));
  return promise;
}

describe('what a route demands of its caller is asked of a repeat, too', () => {
  const answered = async (): Promise<Begun> => ({
    kind: 'answered',
    operationId: OPERATION.id,
    answer: JSON.stringify({ status: 200, type: 'application/json; charset=utf-8', body: '{"kept":true}' }),
  });
  const refused = (code: 'not_yours' | 'order_not_found') => async () => {
    throw new DomainError(code, 'Refused');
  };
  const payment = `/api/v1/payments/${PAYMENT_ID}`;

  test.each([
    ['refunds', `${payment}/refunds`],
    ['receipts', `${payment}/receipts`],
    ['captures', `${payment}/capture`],
    ['resolutions', `${payment}/anomalies/${ORDER_ID}/resolve`],
    ['invitations', '/api/v1/gyms/iron-temple/connect'],
  ])('a token without the scope gets no kept answer of %s, and its key is not looked at', async (_what, url) => {
    const { server, uses } = aRememberingServer();

    const response = await send(server, { url, payload: { reason: 'x' } }, 'key', { scope: 'payments:read' });

    expect(response.statusCode).toBe(403);
    expect(uses).toEqual([]);
  });

  test.each([
    ['a payment that may not be cancelled', `${payment}/cancel`, 'findPaymentToChange'],
    ['a payment that may not be synced', `${payment}/sync`, 'findPaymentToChange'],
    ["another user's order by now", INTENT.url, 'findOwnOrder'],
  ] as const)('no kept answer is given for %s', async (_what, url, rule) => {
    const { server } = aRememberingServer({ beginOperation: answered, [rule]: refused('not_yours') });

    const response = await send(server, { url, payload: INTENT.payload }, 'key');

    expect(response.statusCode).toBe(403);
    expect(response.headers).not.toHaveProperty('idempotency-replayed');
  });
});

describe('the path of the payment', () => {
  const PATH = `/payments/api/v1/payments/${PAYMENT_ID}`;

  test.each([
    ['an intent', INTENT, 201],
    ['a checkout', CHECKOUT, 200],
  ])(
    'the path of the payment stands in `location` of %s, base path included, and of its repeat',
    async (_what, { url, payload }, status) => {
      let kept = '';
      const behaviour = {
        openIntent: async () => HANDED_OVER,
        openCheckout: async () => ({ payment: anOrderPayment(), handover: 'https://pay.example/' }),
        findOwnOrder: async () => anOrder(),
        beginOperation: async (): Promise<Begun> =>
          kept === ''
            ? { kind: 'begun', operation: OPERATION }
            : { kind: 'answered', operationId: OPERATION.id, answer: kept },
        answerOperation: async (_operation: Operation, answer: string) => {
          kept = answer;
        },
      };
      const server = aServer(behaviour, { basePath: '/payments' });

      const first = await send(server, { url: `/payments${url}`, payload }, 'key');
      const again = await send(server, { url: `/payments${url}`, payload }, 'key');

      expect([first.statusCode, again.statusCode]).toEqual([status, status]);
      expect([first.headers.location, again.headers.location]).toEqual([PATH, PATH]);
      expect(again.headers['idempotency-replayed']).toBe('true');
      expect(again.body).toBe(first.body);
    },
  );
});

test('null is the same body as a field that is left out', async () => {
  const { server, uses } = aRememberingServer();

  await send(server, INTENT, 'key');
  await send(server, { ...INTENT, payload: { ...INTENT.payload, customer_email: null } as object }, 'key');

  expect(new Set(uses.map(({ bodyHash }) => bodyHash)).size).toBe(1);
});
