import { expect, test } from 'vitest';
import type { Delivery } from '../../../src/ports/payment-provider/deliveries.ts';
import { aServer, recording } from '../harness.ts';

const NOTHING = { eventId: null, eventType: null, intentId: null, status: 'ignored', isVerified: true } as const;

/** Sends a request to a gym's webhook and gives back what the app got to see. */
async function delivered(request: { query?: string; headers?: Record<string, string | string[]>; payload?: Buffer }) {
  const deliveries: Delivery[] = [];
  const server = aServer({
    receiveNotification: async (_channel, delivery) => {
      deliveries.push(delivery);
      return NOTHING;
    },
  });
  const { query = '', headers = {}, payload } = request;
  const url = `/webhook/iron-temple${query}`;
  const response = await server.inject({ method: 'POST', url, headers, ...(payload && { payload }) });
  expect(response.statusCode).toBe(200);
  return deliveries[0] as Delivery;
}

test.each([['application/json'], ['text/plain'], ['application/x-www-form-urlencoded'], ['not a media type'], ['']])(
  'a notification of the content type %j arrives byte for byte',
  async (type) => {
    const payload = Buffer.from([0x7b, 0x20, 0xff, 0x00, 0x0d, 0x0a, 0x7d]);

    const delivery = await delivered({ payload, headers: { 'content-type': type } });

    expect(Buffer.from(delivery.body)).toEqual(payload);
    expect(delivery.headers).toContainEqual(['content-type', type]);
  },
);

test('a notification without a body or a content type arrives as no bytes', async () => {
  const delivery = await delivered({});

  expect(delivery.body).toHaveLength(0);
});

test('repeated headers and query parameters arrive repeated, decoded, in order', async () => {
  const query = '?data.id=1&data.id=2&topic=a%20b&empty=&__proto__=x';

  const delivery = await delivered({ query, headers: { 'X-Signature': ['one', 'two'] } });

  const signatures = delivery.headers.filter(([name]) => name === 'x-signature');
  expect(signatures).toEqual([
    ['x-signature', 'one'],
    ['x-signature', 'two'],
  ]);
  expect(delivery.query).toEqual([
    ['data.id', '1'],
    ['data.id', '2'],
    ['topic', 'a b'],
    ['empty', ''],
    ['__proto__', 'x'],
  ]);
});

test('a delivery says when it was received', async () => {
  const before = Date.now();

  const { receivedAt } = await delivered({});

  expect(receivedAt.getTime()).toBeGreaterThanOrEqual(before);
  expect(receivedAt.getTime()).toBeLessThanOrEqual(Date.now());
});

test.each([
  ['/webhook/iron-temple', { success: false, code: 'PAYLOAD_TOO_LARGE', error: 'Request body is too large' }],
  ['/api/v1/payments/webhook', { status: 'error', code: 413, error: 'Request body is too large' }],
])('a notification of one MiB is taken at %s, one byte more is not', async (url, refusal) => {
  const server = aServer({ receiveNotification: async () => NOTHING });
  const send = (bytes: number) => server.inject({ method: 'POST', url, payload: Buffer.alloc(bytes, 'a') });

  expect((await send(1024 * 1024)).statusCode).toBe(200);
  const refused = await send(1024 * 1024 + 1);

  expect(refused.statusCode).toBe(413);
  expect(refused.json()).toEqual(refusal);
});

test.each(['/webhook/iron-temple', '/api/v1/payments/webhook'])(
  'nothing is read of a body at %s before its signature is verified, not even how deep it is',
  async (url) => {
    const payload = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
    const received = recording({ ...NOTHING });
    const server = aServer({ receiveNotification: received.behaviour });

    expect((await server.inject({ method: 'POST', url, payload })).statusCode).toBe(200);

    expect(received.calls).toMatchObject([[{}, { body: { byteLength: payload.length } }]]);
  },
);

test.each([['Iron-Temple'], ['-x'], ['a'.repeat(65)], ['a'.repeat(5000)], ['%F0%9F%92%AA'], ['a%2Fb'], ['']])(
  'no gym can have the slug %j',
  async (slug) => {
    const response = await aServer().inject({ method: 'POST', url: `/webhook/${slug}` });

    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ success: false, code: 'GYM_NOT_FOUND' });
  },
);
