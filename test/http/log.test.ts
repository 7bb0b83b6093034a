import { expect, test } from 'vitest';
import { DomainError } from '../../src/domain/error.ts';
import { aLog, aServer, bearer, ORDER_ID } from './harness.ts';

const CANARY = 'canary-5f1c';

test('an answered request is one line: method, path, status, request id and time', async () => {
  const written = aLog('info');
  const server = aServer({}, { log: written.log });

  await server.inject({ url: '/nothing?secret=x', headers: { 'x-request-id': 'mine' } });
  await server.close();

  const line = { level: 30, requestId: 'mine', method: 'GET', path: '/nothing', status: 404, msg: 'request answered' };
  expect(written.lines).toEqual([{ ...line, ms: expect.any(Number), time: expect.any(Number) }]);
});

test.each(['/nothing/', '/api/v1/payments/', '/webhook/', '/%zz'])(
  'a path that is longer than any of ours is cut in its line: %s…',
  async (prefix) => {
    const written = aLog('info');
    const server = aServer({}, { log: written.log });

    await server.inject({ url: `${prefix}${'x'.repeat(15_000)}`, headers: { host: 'localhost' } });
    await server.close();

    const [line] = written.lines.filter(({ msg }) => msg === 'request answered');
    expect(line?.['path']).toBe(`${prefix}${'x'.repeat(256 - prefix.length)}…`);
    expect(written.text().length).toBeLessThan(600);
  },
);

test('what can not be routed is logged, too', async () => {
  const written = aLog('info');

  await aServer({}, { log: written.log }).inject({ url: '/%zz', headers: { 'x-request-id': 'mine' } });

  expect(written.lines).toContainEqual(expect.objectContaining({ requestId: 'mine', path: '/%zz', status: 400 }));
});

test('headers, bodies, queries and what libraries hang on their errors are never logged', async () => {
  const written = aLog('trace');
  const openIntent = async () => {
    const request = { headers: { authorization: CANARY } };
    const cause = Object.assign(new Error('inner'), { config: request });
    throw Object.assign(new Error('outer', { cause }), { request, body: CANARY });
  };
  const receiveNotification = async () => {
    throw new DomainError('store_unavailable', 'x', { cause: new Error('connection lost') });
  };
  const server = aServer({ openIntent, receiveNotification }, { log: written.log });
  const headers = { ...bearer(), 'x-secret': CANARY, cookie: CANARY };

  const payload = { order_id: ORDER_ID, note: CANARY };
  const url = `/api/v1/payments/intent?token=${CANARY}`;
  expect((await server.inject({ method: 'POST', url, headers, payload })).statusCode).toBe(500);
  expect((await server.inject({ method: 'POST', url, headers, payload: CANARY })).statusCode).toBe(415);
  const webhook = { method: 'POST', url: `/webhook/iron-temple?data.id=${CANARY}` } as const;
  expect((await server.inject({ ...webhook, headers, payload: CANARY })).statusCode).toBe(503);
  await server.close();

  expect(written.text()).toContain('connection lost');
  expect(written.text()).toContain('inner');
  expect(written.text()).not.toContain(CANARY);
});

test.each([
  [
    'a refusal that is expected, without a stack',
    new DomainError('store_unavailable', 'The database is away'),
    undefined,
  ],
  ['a fault of the program, with its stack', new TypeError('Not a function'), expect.stringContaining('log.test.ts')],
])('a failed request is logged with its error: %s', async (_, error, stack) => {
  const written = aLog('error');
  const openIntent = () => Promise.reject(error);
  const server = aServer({ openIntent }, { log: written.log });

  await server.inject({
    method: 'POST',
    url: '/api/v1/payments/intent',
    headers: bearer(),
    payload: { order_id: ORDER_ID },
  });
  await server.close();

  const [line] = written.lines;
  expect(line?.['err']).toMatchObject({ type: error.name, message: error.message });
  expect(Object(line?.['err']).stack).toEqual(stack);
});
