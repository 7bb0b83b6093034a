import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { FastifyInstance } from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { createBytesInFlight } from '../../../src/adapters/http/bodies/bytes-in-flight.ts';
import { ask } from '../ask.ts';
import { aServer } from '../harness.ts';

const MIB = 1024 * 1024;
const NOTHING = { eventId: null, eventType: null, intentId: null, status: 'ignored', isVerified: true } as const;
const behaviour = { receiveNotification: async () => NOTHING };

/** A connection that sends most of a body and then nothing more; what it is answered, once it is. */
async function holding(server: FastifyInstance, headers: string, body: string | Buffer) {
  const { port } = server.server.address() as AddressInfo;
  const socket: Socket = connect(port, '127.0.0.1').on('error', () => {});
  onTestFinished(() => void socket.destroy());
  const answer = { text: '' };
  socket.on('data', (bytes) => {
    answer.text += bytes.toString();
  });
  await once(socket, 'connect');
  socket.write(`POST /webhook/iron-temple HTTP/1.1\r\nhost: x\r\n${headers}\r\n\r\n`);
  socket.write(body);
  return { socket, answer };
}

test('bodies that are held are answered 503 when there are too many of them, and take little memory', async () => {
  const server = aServer(behaviour, { requestTimeoutMs: 60_000 });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const before = heldBytes();
  const almost = Buffer.alloc(MIB - 1, 'a');

  const held: Awaited<ReturnType<typeof holding>>[] = [];
  for (let count = 0; count < 120; count += 1) held.push(await holding(server, `content-length: ${MIB}`, almost));
  const refused = () => held.filter(({ answer }) => answer.text.startsWith('HTTP/1.1 503 '));
  await expect.poll(() => refused().length, { timeout: 10_000 }).toBeGreaterThan(110);

  expect(refused()[0]?.answer.text.toLowerCase()).toMatch(/\r\nretry-after: \d+\r\n/);
  expect(refused()[0]?.answer.text).toContain('"code":"SERVICE_UNAVAILABLE"');
  expect((heldBytes() - before) / MIB).toBeLessThan(60);
  for (const { socket } of held) socket.destroy();
  await expect.poll(async () => (await deliver(server)).statusCode, { timeout: 10_000 }).toBe(200);
});

/** Bytes of buffers that something still holds: garbage that Node has not collected yet says nothing of a body. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().arrayBuffers;
}

function deliver(server: FastifyInstance) {
  return ask(server, { method: 'POST', url: '/webhook/iron-temple', payload: Buffer.alloc(MIB, 'a') });
}

test('what is answered is no longer held', async () => {
  const server = aServer(behaviour, {});

  for (let count = 0; count < 12; count += 1) expect((await deliver(server)).statusCode).toBe(200);
});

test('a body in tiny pieces is not taken to its end', async () => {
  const server = aServer(behaviour, { requestTimeoutMs: 60_000 });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const pieces = '1\r\na\r\n'.repeat(20_000);

  const { answer } = await holding(server, 'transfer-encoding: chunked', `${pieces}0\r\n\r\n`);

  await expect.poll(() => answer.text, { timeout: 10_000 }).toMatch(/^HTTP\/1\.1 503 /);
});

test('one address leaves room for the others', () => {
  const bytes = createBytesInFlight({ inAll: 10, perNetwork: 6 });
  const [one, more, other] = [bytes.hold('a'), bytes.hold('a'), bytes.hold('b')];

  expect([one.take(4), more.take(2), more.take(1)]).toEqual([true, true, false]);
  expect([other.take(4), other.take(1)]).toEqual([true, false]);
  one.release();
  one.release();
  expect([other.take(2), more.take(3), more.take(2), more.take(1)]).toEqual([true, false, true, false]);
});
