import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { aServer, token } from '../harness.ts';

/** Sends the first part at once and then a byte at a time, for as long as the server lets it; seconds and answer. */
async function dribble(
  server: FastifyInstance,
  first: string,
  rest: string,
): Promise<{ after: number; answer: string }> {
  const { port } = server.server.address() as AddressInfo;
  const start = performance.now();
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  let answer = '';
  socket.on('data', (chunk: string) => {
    answer += chunk;
  });
  const closed = new Promise((resolve) => socket.on('error', () => {}).on('close', resolve));
  socket.write(first);
  for (const byte of rest) {
    await Promise.race([sleep(200), closed]);
    if (socket.destroyed) break;
    socket.write(byte);
  }
  await closed;
  return { after: (performance.now() - start) / 1000, answer };
}

const HEAD = 'POST /api/v1/payments/checkout HTTP/1.1\r\nHost: x\r\n';
const ALLOWED = `Authorization: Bearer ${token()}\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n`;
const WEBHOOK = 'POST /webhook/iron-temple HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n';
const ORDERS = { status: 'error', error: 'The request took too long to arrive', code: 408 };
const GYMS = { success: false, error: 'The request took too long to arrive', code: 'REQUEST_TIMEOUT' };

test('K5: slow headers and slow bodies are cut off at 5 s, however steadily they dribble in', async () => {
  const server = aServer({}, {});
  await server.listen({ host: '127.0.0.1', port: 0 });
  const x = 'x'.repeat(400);

  const slow = await Promise.all([
    dribble(server, 'G', `ET /health HTTP/1.1\r\nHost: ${x}`),
    dribble(server, `${HEAD}X: `, x),
    dribble(server, `${HEAD}${ALLOWED}{`, x),
    dribble(server, WEBHOOK, x),
  ]);

  for (const { after, answer } of slow) {
    expect(after).toBeGreaterThan(4.5);
    expect(after).toBeLessThan(8);
    expect(answer).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n/);
  }
  const bodies = slow.map(({ answer }) => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)));
  // What a request is about is known when its headers are there.
  expect(bodies).toEqual([ORDERS, ORDERS, GYMS, GYMS]);
}, 20_000);

test('K5: a connection that says nothing at all is closed, too', async () => {
  const server = aServer({}, { requestTimeoutMs: 300 });
  await server.listen({ host: '127.0.0.1', port: 0 });

  const { after } = await dribble(server, '', '');

  expect(after).toBeLessThan(5);
}, 20_000);
