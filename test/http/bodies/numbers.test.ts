import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from '../../../src/adapters/http/bodies/json.ts';
import { stopwatch } from '../../../src/provider-kit/tools/cpu-time.ts';
import { aPayment } from '../../domain/builders.ts';
import { anOrder, aServer, bearer, ORDER_ID, recording } from '../harness.ts';

const HEADERS = { ...bearer({ scope: 'orders:write' }), 'content-type': 'application/json' };

function checkout(amount: string, behaviour = {}) {
  const payload = `{"gym_id":"iron-temple","amount":${amount},"title":"x","payer_email":"a@b.example"}`;
  return aServer(behaviour).inject({ method: 'POST', url: '/api/v1/payments/checkout', headers: HEADERS, payload });
}

test.each([
  '10.00000000000000001',
  '1000.0000000000000001',
  '999999999999.0000001',
  '0.1000000000000000055511151231257827',
  '9007199254740993',
  '1e-400',
  '1e400',
  `1.${'0'.repeat(20_000)}1`,
])('an amount that a double can not hold is refused, never rounded: %.40s', async (amount) => {
  const inGyms = await checkout(amount);
  expect(inGyms.statusCode).toBe(400);
  expect(inGyms.json()).toMatchObject({
    code: 'VALIDATION_ERROR',
    error: expect.stringMatching(
      /^amount must be a number .+: the number that was sent has too many decimals or digits$/,
    ),
  });

  const payload = `{"user_id":"user-1","amount":${amount},"currency":"jpy"}`;
  const inOrders = await aServer().inject({
    method: 'PUT',
    url: `/api/v1/orders/${ORDER_ID}`,
    headers: HEADERS,
    payload,
  });
  expect(inOrders.statusCode).toBe(400);
  expect(inOrders.json()).toMatchObject({ details: { field: 'amount' } });
});

test.each([
  ['10.50', '10.5'],
  ['1e3', '1000'],
  ['0.105E2', '10.5'],
  ['1000.000000000000000000000000', '1000'],
  ['5000.00', '5000'],
])('how a number is written makes no difference: %s is %s', async (amount, meant) => {
  const openCheckout = recording({ payment: aPayment(), handover: 'https://pay.example/' });

  expect((await checkout(amount, { openCheckout: openCheckout.behaviour })).statusCode).toBe(200);

  expect(openCheckout.calls).toMatchObject([[{ amount: meant }]]);
});

test('a number that no route asked for does no harm', async () => {
  const payload = `{"user_id":"user-1","amount":1000,"currency":"jpy","note":1e400,"more":[0.10000000000000001]}`;
  const putOrder = async () => ({ value: anOrder(), created: true });

  const response = await aServer({ putOrder }).inject({
    method: 'PUT',
    url: `/api/v1/orders/${ORDER_ID}`,
    headers: HEADERS,
    payload,
  });

  expect(response.statusCode).toBe(201);
});

test('whatever is JSON is read as JSON.parse reads it, as long as its numbers are exact', () => {
  const values = fc
    .jsonValue({ maxDepth: 5 })
    .filter((value) => !/"(__proto__|constructor)"/.test(JSON.stringify(value)));
  fc.assert(
    fc.property(values, (value) => {
      const text = JSON.stringify(value);

      expect(parseJson(Buffer.from(text))).toEqual(JSON.parse(text));
    }),
  );
});

test('a digit more than a double has makes a number inexact, zeros do not', () => {
  const decimals = fc.tuple(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 0, max: 99 }));
  fc.assert(
    fc.property(decimals, fc.integer({ min: 0, max: 40 }), ([whole, cents], zeros) => {
      const number = `${whole}.${String(cents).padStart(2, '0')}`;

      expect(parseJson(Buffer.from(`${number}${'0'.repeat(zeros)}`))).toBe(Number(number));
      expect(parseJson(Buffer.from(`${number}${'0'.repeat(zeros + 20)}1`))).toBeNaN();
    }),
  );
});

test('the longest number that fits into a body is judged as fast as any other', () => {
  const workedMs = stopwatch();

  expect(parseJson(Buffer.from(`1${'0'.repeat(32_000)}1`))).toBeNaN();
  expect(parseJson(Buffer.from(`0.1${'0'.repeat(60_000)}1`))).toBeNaN();

  expect(workedMs()).toBeLessThan(500);
});
