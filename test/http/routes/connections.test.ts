import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { aLog, anOrderPayment, aServer, bearer, ORDER_ID, PAYMENT_ID, token } from '../harness.ts';

async function open(server: FastifyInstance): Promise<Socket> {
  if (!server.server.listening) await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

/** Everything that is answered until the server closes the connection. */
async function answerOf(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  socket.on('error', () => {});
  await once(socket, 'close');
  return text;
}

async function send(server: FastifyInstance, text: string): Promise<string> {
  const socket = await open(server);
  const answer = answerOf(socket);
  socket.write(text);
  return answer;
}

function deferred() {
  return Promise.withResolvers<void>();
}

function bodyOf(answer: string): unknown {
  return JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
}

test.each([
  ['a word', 'hello\r\n\r\n', 400, 'Invalid request'],
  ['an unknown method', 'BREW /health HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'Invalid request'],
  [
    'two lengths',
    'POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    400,
    'Invalid request',
  ],
  [
    'endless headers',
    `GET /health HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    431,
    'Request headers are too large',
  ],
])('%s instead of a request is answered in the orders format', async (_what, text, status, error) => {
  const answer = await send(aServer({}, { sandbox: true }), text);

  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer).toMatch(/\r\nx-request-id: [0-9a-f-]{36}\r\n/);
  expect(answer).toContain('\r\nx-sandbox: true\r\n');
  expect(answer).toContain('\r\ncache-control: no-store\r\n');
  expect(bodyOf(answer)).toEqual({ status: 'error', error, code: status });
});

test.each([
  ['no Host', 'POST /api/v1/payments/checkout HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'Invalid request'],
  ['two Hosts', 'POST /webhook/x HTTP/1.1\r\nHost: x\r\nhost: x\r\nConnection: close\r\n\r\n', 400, 'Invalid request'],
  ['no Host at the health check', 'GET /health HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'Invalid request'],
  [
    'an unknown expectation',
    'POST /api/v1/payments/checkout HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: foo\r\n\r\n',
    417,
    'The expectation can not be met',
  ],
])('%s is no good HTTP, which is said in the orders format on every path', async (_what, text, status, error) => {
  const answer = await send(aServer({}, { sandbox: true }), text.replace('\r\n', '\r\nX-Request-Id: mine\r\n'));

  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer).toContain('\r\nx-request-id: mine\r\n');
  expect(answer).toContain('\r\nx-sandbox: true\r\n');
  expect(bodyOf(answer)).toEqual({ status: 'error', error, code: status });
});

test('a body that breaks the rules of HTTP half-way is no better on a path of the gyms API', async () => {
  const socket = await open(aServer({}, {}));
  const answer = answerOf(socket);
  const head = 'POST /api/v1/payments/checkout HTTP/1.1\r\nHost: x\r\nX-Request-Id: mine\r\nTransfer-Encoding: chunked';
  socket.write(`${head}\r\nContent-Type: application/json\r\nAuthorization: Bearer ${token()}\r\n\r\n1\r\n{\r\n`);
  await new Promise((resolve) => setTimeout(resolve, 100));

  socket.write('not a length\r\n');

  expect(await answer).toMatch(/^HTTP\/1.1 400 .*\r\nx-request-id: mine\r\n/s);
  expect(bodyOf(await answer)).toEqual({ status: 'error', error: 'Invalid request', code: 400 });
});

test('CONNECT leads nowhere, and says so', async () => {
  const answer = await send(
    aServer({}, {}),
    'CONNECT db.internal:5432 HTTP/1.1\r\nHost: x\r\nX-Request-Id: mine\r\n\r\n',
  );

  expect(answer).toMatch(/^HTTP\/1.1 404 .*\r\nx-request-id: mine\r\n.*x-content-type-options: nosniff\r\n/s);
  expect(bodyOf(answer)).toEqual({ status: 'error', error: 'Not found', code: 404 });
});

test.each(['100-continue', '100-Continue'])('a caller who expects %s is asked to go on', async (expectation) => {
  const server = aServer({ openIntent: async () => ({ payment: anOrderPayment(), handover: 'secret' }) }, {});
  const body = JSON.stringify({ order_id: ORDER_ID });
  const lines = [
    'POST /api/v1/payments/intent HTTP/1.1',
    'Host: x',
    `Expect: ${expectation}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    `Authorization: Bearer ${token()}`,
  ];

  const answer = await send(server, `${lines.join('\r\n')}\r\n\r\n${body}`);

  expect(answer).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 201 /);
});

test('headers that do not arrive in time are cut off', async () => {
  const server = aServer({}, { requestTimeoutMs: 200 });
  const start = performance.now();

  const answer = await send(server, 'GET /health HTTP/1.1\r\nHost: x\r\n');

  expect(performance.now() - start).toBeLessThan(4000);
  expect(answer).toMatch(/^HTTP\/1.1 408 /);
  expect(bodyOf(answer)).toMatchObject({ status: 'error', code: 408 });
});

test.each([
  ['intent', { status: 'error', code: 408 }],
  ['checkout', { success: false, code: 'REQUEST_TIMEOUT' }],
])('a body that does not arrive in time is cut off in the format of /%s', async (path, body) => {
  const server = aServer({}, { requestTimeoutMs: 200 });
  const head = `POST /api/v1/payments/${path} HTTP/1.1\r\nHost: x\r\nX-Request-Id: slow\r\nContent-Type: application/json`;
  const start = performance.now();

  const answer = await send(server, `${head}\r\nAuthorization: Bearer ${token()}\r\nContent-Length: 100\r\n\r\n{`);

  expect(performance.now() - start).toBeLessThan(4000);
  expect(answer).toMatch(/^HTTP\/1.1 408 /);
  expect(answer).toContain('\r\nx-request-id: slow\r\n');
  expect(bodyOf(answer)).toEqual({ ...body, error: 'The request took too long to arrive' });
});

const ALLOWED = `Authorization: Bearer ${token()}`;
const UNFINISHED = 'X-Request-Id: mine\r\nConnection: keep-alive\r\nContent-Type: application/json';

test.each([
  ['401 to who may not ask', '/api/v1/payments/intent', 'Content-Length: 100', ''],
  ['401 to what turns out to be no HTTP', '/api/v1/payments/intent', 'Transfer-Encoding: chunked', 'no length\r\n'],
  ['404 to what leads nowhere', '/nothing', 'Content-Length: 100', ''],
  ['413 to what is too large', '/api/v1/payments/intent', `Content-Length: 70000\r\n${ALLOWED}`, '{'],
  ['400 to what is no URL', '/%zz', 'Content-Length: 100', ''],
])('an early %s is the only answer, whatever becomes of the body', async (title, path, lines, rest) => {
  const socket = await open(aServer({}, { requestTimeoutMs: 200 }));
  const answer = answerOf(socket);
  socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\n${UNFINISHED}\r\n${lines}\r\n\r\n`);
  await once(socket, 'data');

  socket.write(rest);

  expect((await answer).match(/HTTP\/1\.1 \d+/g)).toEqual([`HTTP/1.1 ${title.slice(0, 3)}`]);
});

test('a request that comes too slowly after an early answer and the rest of its body is answered so', async () => {
  const socket = await open(aServer({}, { requestTimeoutMs: 500 }));
  const answer = answerOf(socket);
  socket.write(`POST /api/v1/payments/checkout HTTP/1.1\r\nHost: x\r\n${UNFINISHED}\r\nContent-Length: 2\r\n\r\n`);
  await once(socket, 'data');

  socket.write('{}GET /health HTTP/1.1\r\nHost: x\r\n');

  expect((await answer).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 401', 'HTTP/1.1 408']);
  expect((await answer).match(/x-request-id: mine/g)).toHaveLength(1);
});

test('a slow answer is not cut off: only the request must arrive in time', async () => {
  const ready = () => new Promise<void>((resolve) => setTimeout(resolve, 1200));
  const server = aServer({ ready }, { requestTimeoutMs: 200 });

  const answer = await send(server, 'GET /ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');

  expect(answer).toMatch(/^HTTP\/1.1 200 /);
});

test('what comes after an answered request on the same connection is judged by itself', async () => {
  const socket = await open(aServer({}, {}));
  const answer = answerOf(socket);
  socket.write('GET /health HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'data');

  socket.write('rubbish\r\n\r\n');

  const [first, second = ''] = (await answer).split(/(?<=\})(?=HTTP)/);
  expect(first).toMatch(/^HTTP\/1.1 200 /);
  expect(second).toMatch(/^HTTP\/1.1 400 /);
  expect(bodyOf(second)).toEqual({ status: 'error', error: 'Invalid request', code: 400 });
});

test('S1: two Authorization headers are refused, though only the first is parsed', async () => {
  const server = aServer({ findPayment: async () => anOrderPayment() }, {});
  const lines = [`GET /api/v1/payments/${PAYMENT_ID} HTTP/1.1`, 'Host: x', 'Connection: close'];
  const header = `Authorization: Bearer ${token()}`;
  const request = (...headers: string[]) => `${[...lines, ...headers].join('\r\n')}\r\n\r\n`;

  expect(await send(server, request(header))).toMatch(/^HTTP\/1.1 200 /);
  expect(await send(server, request(header, header.toLowerCase()))).toMatch(/^HTTP\/1.1 401 /);
  expect(await send(server, request(header, 'authorization: Bearer x'))).toMatch(/^HTTP\/1.1 401 /);
});

test('a caller who hangs up in the middle of a body is no error of ours', async () => {
  const written = aLog('trace');
  const server = aServer({}, { log: written.log });
  const socket = await open(server);
  const head = `POST /api/v1/payments/intent HTTP/1.1\r\nHost: x\r\nContent-Type: application/json`;
  socket.write(`${head}\r\nAuthorization: Bearer ${token()}\r\nContent-Length: 100\r\n\r\n{`);
  await new Promise((resolve) => setTimeout(resolve, 50));

  socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 100));

  expect(written.lines.filter(({ level }) => Number(level) >= 50)).toEqual([]);
});

test('while closing, what runs is finished, and what still comes is refused in the format of its path', async () => {
  const [running, closing, finish] = [deferred(), deferred(), deferred()];
  const ready = () => {
    running.resolve();
    return finish.promise;
  };
  const server = aServer({ ready }, {});
  server.addHook('preClose', async () => closing.resolve());
  const socket = await open(server);
  const answer = answerOf(socket);
  socket.write('GET /ready HTTP/1.1\r\nHost: x\r\n\r\n');
  await running.promise;

  const closed = server.close();
  await closing.promise;
  socket.write('POST /api/v1/payments/checkout HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n');
  await once(server.server, 'request');
  finish.resolve();
  await closed;

  const [first, second = ''] = (await answer).split(/(?<=\})(?=HTTP)/);
  expect(first).toMatch(/^HTTP\/1.1 200 /);
  expect(second).toMatch(/^HTTP\/1.1 503 /);
  expect(second).toMatch(/\r\nconnection: close\r\n/i);
  expect(second).toMatch(/\r\nretry-after: 1\r\n/);
  expect(bodyOf(second)).toEqual({ success: false, error: 'Service unavailable', code: 'SERVICE_UNAVAILABLE' });
});

test('while something is in flight, a closing server still takes connections, to say that it takes no work', async () => {
  const [running, finish] = [deferred(), deferred()];
  const ready = () => {
    running.resolve();
    return finish.promise;
  };
  const server = aServer({ ready }, {});
  const origin = await server.listen({ host: '127.0.0.1', port: 0 });
  const url = `${origin}/ready`;
  const slow = fetch(url);
  await running.promise;

  const closed = server.close();
  const refused = await fetch(url, { headers: { connection: 'close' } });
  const alive = await fetch(`${origin}/health`, { headers: { connection: 'close' } });
  finish.resolve();
  await closed;

  expect(refused.status).toBe(503);
  expect(alive.status).toBe(200);
  expect((await slow).status).toBe(200);
  await expect(fetch(url)).rejects.toThrow();
});

test('a request with everything right works over a real connection', async () => {
  const server = aServer({ openIntent: async () => ({ payment: anOrderPayment(), handover: 'secret' }) }, {});
  await server.listen({ host: '127.0.0.1', port: 0 });

  const response = await fetch(`${server.listeningOrigin}/api/v1/payments/intent`, {
    method: 'POST',
    headers: { ...bearer(), 'content-type': 'application/json' },
    body: JSON.stringify({ order_id: ORDER_ID }),
  });

  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject({ status: 'success', data: { client_secret: 'secret' } });
});
