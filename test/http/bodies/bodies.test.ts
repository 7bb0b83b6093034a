import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stopwatch } from '../../../src/provider-kit/tools/cpu-time.ts';
import { aPayment } from '../../domain/builders.ts';
import { ask } from '../ask.ts';
import { anOrderPayment, aServer, bearer, ORDER_ID, recording } from '../harness.ts';

const CHECKOUT = { gym_id: 'iron-temple', amount: 5000, title: 'Monthly pass', payer_email: 'user@example.com' };
const HEADERS = { ...bearer(), 'content-type': 'application/json' };

function aLenientServer() {
  return aServer({
    openIntent: async () => ({ payment: anOrderPayment(), handover: 'secret' }),
    openCheckout: async () => ({ payment: aPayment(), handover: 'https://pay.example/' }),
  });
}

function post(path: string, payload: string | Buffer, headers: Record<string, string> = HEADERS) {
  return ask(aLenientServer(), { method: 'POST', url: `/api/v1/payments/${path}`, headers, payload });
}

const LONG_LOCAL = `${'a'.repeat(65)}@example.com`;

test.each([
  ['order_id', undefined],
  ['order_id', null],
  ['order_id', ''],
  ['order_id', 5],
  ['order_id', [ORDER_ID]],
  ['order_id', { toString: ORDER_ID }],
  ['order_id', ` ${ORDER_ID}`],
  ['order_id', `${ORDER_ID}\n`],
  ['order_id', ORDER_ID.replaceAll('-', '')],
  ['order_id', `{${ORDER_ID}}`],
  ['customer_email', 'not-an-address'],
  ['customer_email', 'a@b'],
  ['customer_email', 'a@@b.example'],
  ['customer_email', 'a b@c.example'],
  ['customer_email', '.a@b.example'],
  ['customer_email', 'a..b@c.example'],
  ['customer_email', 'a@-b.example'],
  ['customer_email', 'a@b.example\r\nBcc: c@d.example'],
  ['customer_email', '<a@b.example>'],
  ['customer_email', LONG_LOCAL],
  ['customer_email', `a@${'b.'.repeat(130)}example`],
  ['customer_email', ['a@b.example']],
  ['customer_email', false],
])('an intent with the %s %j is refused, naming the field', async (field, value) => {
  const response = await post('intent', JSON.stringify({ order_id: ORDER_ID, [field]: value }));

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ status: 'error', code: 400, details: { field } });
});

test.each([
  ['amount', '"5000.00"'],
  ['amount', '["5000.00"]'],
  ['amount', '[5000]'],
  ['amount', 'true'],
  ['amount', 'null'],
  ['amount', '"0x10"'],
  ['amount', '0'],
  ['amount', '-0'],
  ['amount', '-1'],
  ['amount', '1e999'],
  ['title', '""'],
  ['title', '5'],
  ['title', `"${'a'.repeat(257)}"`],
  ['title', '"a\\u0000b"'],
  ['title', '"a\\nb"'],
  ['title', '"\\ud83d"'],
  ['gym_id', '"Iron"'],
  ['gym_id', '"a/../b"'],
  ['gym_id', `"${'a'.repeat(65)}"`],
  ['payer_email', 'null'],
  ['payer_email', '"x"'],
])('S2: nothing is coerced or repaired: a checkout with the %s %s is a VALIDATION_ERROR', async (field, json) => {
  const payload = JSON.stringify({ ...CHECKOUT, [field]: '@' }).replace('"@"', json);

  const response = await post('checkout', payload);

  expect(response.statusCode).toBe(400);
  const error = expect.stringMatching(new RegExp(`^${field} `));
  expect(response.json()).toEqual({ success: false, error, code: 'VALIDATION_ERROR' });
});

test.each([
  ['title', '💪'.repeat(256)],
  ['title', 'Cuota "mensual" — año 2026 <b>'],
  ['payer_email', "o'hara+gym@sub.example.com.ar"],
  ['gym_id', 'a'],
  ['gym_id', `a${'-'.repeat(62)}b`],
  ['amount', 0.01],
  ['amount', 999_999_999],
])('a checkout with the %s %j is fine', async (field, value) => {
  const response = await post('checkout', JSON.stringify({ ...CHECKOUT, [field]: value }));

  expect(response.statusCode).toBe(200);
});

test.each([
  ['nothing', ''],
  ['half an object', '{"order_id":'],
  ['two values', '{}{}'],
  ['NaN', 'NaN'],
  ['a list', '[]'],
  ['null', 'null'],
  ['a text', '"x"'],
  ['a poisoned prototype', `{"order_id":"${ORDER_ID}","__proto__":{"x":1}}`],
  ['an escaped poisoned prototype', `{"order_id":"${ORDER_ID}","\\u005f_proto__":{}}`],
  ['a poisoned constructor', `{"order_id":"${ORDER_ID}","constructor":{"prototype":{}}}`],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
])('S2: a body of %s is 400 in each format', async (_what, payload) => {
  const [inOrders, inGyms] = [await post('intent', payload), await post('checkout', payload)];

  expect(inOrders.statusCode).toBe(400);
  expect(inOrders.json()).toEqual({ status: 'error', error: expect.any(String), code: 400 });
  expect(inGyms.statusCode).toBe(400);
  expect(inGyms.json()).toEqual({ success: false, error: expect.any(String), code: 'VALIDATION_ERROR' });
});

test('S2: what poisons prototypes is refused as that, not as something else', async () => {
  for (const poison of ['"__proto__":{}', '"constructor":{"prototype":{}}']) {
    const response = await post('intent', `{"order_id":"${ORDER_ID}",${poison}}`);

    const error = 'Request body must not contain __proto__ or constructor.prototype';
    expect(response.json()).toEqual({ status: 'error', error, code: 400 });
  }
  expect((await post('intent', `{"order_id":"${ORDER_ID}","constructor":"Gaudi"}`)).statusCode).toBe(201);
});

test('a request without any body and type is 400', async () => {
  const response = await ask(aLenientServer(), { method: 'POST', url: '/api/v1/payments/intent', headers: bearer() });

  expect(response.statusCode).toBe(400);
});

function nested(levels: number): string {
  return `{"order_id":"${ORDER_ID}","x":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
}

test('S2: 32 levels are fine, 33 are not, and 8,000 are refused as fast', async () => {
  expect((await post('intent', nested(32))).statusCode).toBe(201);
  expect((await post('intent', nested(33))).statusCode).toBe(400);
  const server = aLenientServer();
  await server.ready();
  const workedMs = stopwatch();
  const request = { method: 'POST', url: '/api/v1/payments/intent', headers: HEADERS, payload: nested(8000) } as const;
  expect((await ask(server, request)).statusCode).toBe(400);
  expect(workedMs()).toBeLessThan(500);
});

test('brackets inside texts are no levels', async () => {
  const response = await post('intent', JSON.stringify({ order_id: ORDER_ID, note: '['.repeat(1000) }));

  expect(response.statusCode).toBe(201);
});

test.each([
  ['text/plain'],
  ['application/x-www-form-urlencoded'],
  ['multipart/form-data; boundary=x'],
  ['application/jsonp'],
  ['text/json'],
  ['garbage'],
])('S2: the media type %s is 415 in each format', async (type) => {
  const headers = { ...bearer(), 'content-type': type };
  const payload = JSON.stringify({ order_id: ORDER_ID });
  const [inOrders, inGyms] = [await post('intent', payload, headers), await post('checkout', payload, headers)];

  const error = 'Content-Type must be application/json';
  expect(inOrders.statusCode).toBe(415);
  expect(inOrders.json()).toEqual({ status: 'error', error, code: 415 });
  expect(inGyms.statusCode).toBe(415);
  expect(inGyms.json()).toEqual({ success: false, error, code: 'UNSUPPORTED_MEDIA_TYPE' });
});

test.each([
  ['is in UTF-16', { 'content-type': 'application/json; charset=utf-16' }, 'must be UTF-8'],
  ['is in UTF-16, as it says late', { 'content-type': 'application/json;a=b ;CharSet="utf-16"' }, 'must be UTF-8'],
  ['is in Latin-1', { 'content-type': 'application/json; charset=iso-8859-1' }, 'must be UTF-8'],
  ['is compressed', { 'content-type': 'application/json', 'content-encoding': 'gzip' }, 'must not be compressed'],
  ['is so twice', { 'content-type': 'application/json', 'content-encoding': 'identity, br' }, 'must not be compressed'],
])('JSON that says that it %s is 415 in each format, and is not read', async (_what, said, words) => {
  const headers = { ...bearer(), ...said };
  const [inOrders, inGyms] = [
    await post('intent', JSON.stringify({ order_id: ORDER_ID }), headers),
    await post('checkout', JSON.stringify(CHECKOUT), headers),
  ];

  const error = `Request body ${words}`;
  expect(inOrders.statusCode).toBe(415);
  expect(inOrders.json()).toEqual({ status: 'error', error, code: 415 });
  expect(inGyms.statusCode).toBe(415);
  expect(inGyms.json()).toEqual({ success: false, error, code: 'UNSUPPORTED_MEDIA_TYPE' });
});

test.each([
  ['application/json; charset=utf-8', ''],
  ['application/json;charset="UTF-8"', 'identity'],
  ['application/json; charset=us-ascii', 'Identity'],
  ['application/json; a="charset"', ''],
  ['Application/JSON', ''],
])('the media type %s with the coding %j is JSON', async (type, coding) => {
  const payload = JSON.stringify({ order_id: ORDER_ID });
  const headers = { ...bearer(), 'content-type': type, 'content-encoding': coding };

  expect((await post('intent', payload, headers)).statusCode).toBe(201);
});

test('what a webhook says of its bytes changes nothing', async () => {
  const received = recording({
    eventId: null,
    eventType: null,
    intentId: null,
    status: 'ignored',
    isVerified: true,
  } as const);
  const server = aServer({ receiveNotification: received.behaviour });
  const headers = { 'content-type': 'application/json; charset=utf-16', 'content-encoding': 'gzip' };

  const answer = await ask(server, { method: 'POST', url: '/webhook/iron-temple', headers, payload: '{}' });

  expect(answer.statusCode).toBe(200);
  expect(received.calls).toMatchObject([[{ kind: 'gym' }, { body: Buffer.from('{}') }]]);
});

function padded(bytes: number): string {
  const start = `{"order_id":"${ORDER_ID}","note":"`;
  return `${start}${'a'.repeat(bytes - start.length - 2)}"}`;
}

test('S2: a body of 64 KiB is taken, one byte more is 413 in each format', async () => {
  expect((await post('intent', padded(64 * 1024))).statusCode).toBe(201);
  const [inOrders, inGyms] = [
    await post('intent', padded(64 * 1024 + 1)),
    await post('checkout', padded(64 * 1024 + 1)),
  ];

  expect(inOrders.statusCode).toBe(413);
  expect(inOrders.json()).toEqual({ status: 'error', error: 'Request body is too large', code: 413 });
  expect(inGyms.statusCode).toBe(413);
  expect(inGyms.json()).toEqual({ success: false, error: 'Request body is too large', code: 'PAYLOAD_TOO_LARGE' });
});

const bodies = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  fc
    .record({ order_id: fc.anything(), customer_email: fc.anything(), gym_id: fc.anything(), amount: fc.anything() })
    .map((value) => {
      try {
        return JSON.stringify(value);
      } catch {
        return '{}';
      }
    }),
);

test('no malformed request is a 5xx, and each is answered in the format of its path', async () => {
  const server = aLenientServer();
  await server.ready();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('intent', 'checkout'), bodies, async (path, payload) => {
      const response = await server.inject({
        method: 'POST',
        url: `/api/v1/payments/${path}`,
        headers: HEADERS,
        payload,
      });

      expect(response.statusCode).toBeLessThan(500);
      if (response.statusCode < 400) return;
      const { error, code } = response.json();
      expect(error).toBeTypeOf('string');
      expect(code).toEqual(path === 'intent' ? response.statusCode : expect.stringMatching(/^[A-Z_]+$/));
    }),
    { numRuns: 500 },
  );
});
