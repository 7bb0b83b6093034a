import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { DomainError } from '../../../../src/domain/error.ts';
import { money } from '../../../../src/domain/money/money.ts';
import { EVERY_PAYMENT, type PaymentSummary } from '../../../../src/ports/store/queries.ts';
import { anOrderPayment, aServer, bearer, ORDER_ID, PAYMENT_ID } from '../../harness.ts';

const HEADER =
  'payment_id,created_at,updated_at,status,provider,amount_minor,amount,currency,refunded_minor,refunded,order_id,' +
  'gym_id,user_id,customer_email,provider_payment_id,decline_code,method_type,problems';
const CSV = { ...bearer(), accept: 'text/csv' };

function aSummary(changes: Partial<PaymentSummary> = {}): PaymentSummary {
  const bare = { providerPaymentId: null, declineCode: null, methodType: null, problems: [] };
  return { payment: anOrderPayment({ customerEmail: null }), refundedMinor: 0, ...bare, ...changes };
}

const pagesOf = (...pages: readonly (readonly PaymentSummary[])[]) =>
  async function* () {
    yield* pages;
  };

test('a table of payments has a header, a line for each, and amounts in both units', async () => {
  const payment = anOrderPayment({
    ...{ purpose: { kind: 'checkout', gymSlug: 'iron-temple' }, amount: money(500_050, 'ARS'), userId: 'a "b", c' },
    ...{ customerEmail: 'ana@example.com', provider: 'somepay', status: 'failed' },
  });
  const declined = aSummary({
    ...{ payment, refundedMinor: 5, providerPaymentId: '143845427326', declineCode: 'contact_issuer' },
    ...{ methodType: 'card', problems: ['check_abandoned', 'paid_twice'] },
  });
  const server = aServer({ exportPayments: pagesOf([aSummary()], [declined]) });

  const response = await server.inject({ url: '/api/v1/payments', headers: CSV });

  expect(response.statusCode).toBe(200);
  expect(response.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': 'attachment; filename="payments.csv"',
    vary: expect.stringMatching(/\baccept\b/i),
  });
  const times = '2024-01-01T00:00:00.999Z,2024-01-02T03:04:05.678Z';
  expect(response.body.split('\r\n')).toEqual([
    HEADER,
    `${PAYMENT_ID},${times},pending,${anOrderPayment().provider},1000,1000,jpy,0,0,${ORDER_ID},,user-1,,,,,`,
    `${PAYMENT_ID},${times},failed,somepay,500050,5000.50,ars,5,0.05,,iron-temple,"a ""b"", c",ana@example.com,` +
      '143845427326,contact_issuer,card,check_abandoned paid_twice',
    '',
  ]);
});

test('a table without payments is a header', async () => {
  const response = await aServer({ exportPayments: pagesOf([]) }).inject({ url: '/api/v1/payments', headers: CSV });

  expect(response.body).toBe(`${HEADER}\r\n`);
});

test.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx'])(
  'a table has no cell that a spreadsheet would run: %j',
  async (text) => {
    const payment = anOrderPayment({ userId: text });
    const server = aServer({ exportPayments: pagesOf([aSummary({ payment })]) });

    const { body } = await server.inject({ url: '/api/v1/payments', headers: CSV });

    expect(body).toMatch(new RegExp(`,"?'${text.replace(/[+]/g, '\\+')}"?,`));
  },
);

test('a table has the payments that the filters ask for, and none but those', async () => {
  const asked: unknown[] = [];
  const exportPayments = (...input: unknown[]) => {
    asked.push(input);
    return pagesOf([])();
  };
  const url = '/api/v1/payments?q=pi_xxx&status=failed';

  await aServer({ exportPayments }).inject({ url, headers: CSV });

  const { userId: _userId, ...all } = EVERY_PAYMENT;
  const search = { ownId: null, providerId: 'pi_xxx', email: null, gymSlug: null };
  expect(asked).toEqual([
    [
      { userId: 'user-1', scopes: [] },
      { ...all, status: 'failed', search },
    ],
  ]);
});

test.each([
  ['limit', '?limit=5'],
  ['cursor', '?cursor=abc'],
  ['q', '?q='],
])('a table is refused for a request that gives %s: %s', async (field, query) => {
  const response = await aServer().inject({ url: `/api/v1/payments${query}`, headers: CSV });

  expect(response.json()).toMatchObject({ code: 400, details: { field } });
});

test.each([
  ...[undefined, '*/*', 'application/json, text/csv;q=0.5', 'text/*;q=0.1, */*', 'text/csv, application/json'],
  ...['text/csv;q=0', 'text/csv;q=0, image/png', 'image/png'],
])('a list is JSON for a client that accepts %j', async (accept) => {
  const listPayments = async () => ({ items: [], nextCursor: null });
  const headers = { ...bearer(), ...(accept !== undefined && { accept }) };

  const response = await aServer({ listPayments }).inject({ url: '/api/v1/payments', headers });

  expect(response.headers).toMatchObject({ 'content-type': expect.stringContaining('application/json') });
  expect(response.headers.vary).toMatch(/\baccept\b/i);
});

test.each(['text/csv', 'text/csv, */*', 'text/csv;q=0.5, */*;q=0.5', 'text/csv, application/json;q=0.9', 'TEXT/CSV'])(
  'a list is a table for a client that accepts %j',
  async (accept) => {
    const server = aServer({ exportPayments: pagesOf([aSummary()]) });

    const response = await server.inject({ url: '/api/v1/payments', headers: { ...bearer(), accept } });

    expect(response.headers).toMatchObject({ 'content-type': expect.stringContaining('text/csv') });
  },
);

test('a table that can not be read at once is an error like any other', async () => {
  async function* exportPayments() {
    if (Date.now() > 0) throw new DomainError('store_unavailable', 'No');
    yield [];
  }

  const response = await aServer({ exportPayments }).inject({ url: '/api/v1/payments', headers: CSV });

  expect(response.json()).toMatchObject({ status: 'error', code: 503 });
});

test('a table is read only as fast as it is taken', async () => {
  let read = 0;
  async function* exportPayments() {
    for (; read < 2_000; read += 1) yield Array.from({ length: 100 }, () => aSummary());
  }
  const server = aServer({ exportPayments }, {});
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  const asking = request({ port, host: '127.0.0.1', path: '/api/v1/payments', headers: CSV }).end();
  const [response] = await once(asking, 'response');
  response.pause();
  for (let before = -1; before !== read; ) {
    before = read;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }

  // 200,000 lines are 30 MB; what waits on the way is what the sockets hold.
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(1_000);
  asking.destroy();
});
