import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import type { RateLimits } from '../../../src/adapters/http/limits/rate-limit.ts';
import { aLog, aServer, bearer } from '../harness.ts';
import { onRedis } from './redis.ts';

const GYMS = '/api/v1/gyms';
const LIMITS = { max: 2, webhookMax: 3, windowMs: 60_000 };
/** Longer than any test: what isn't counted in time is let in, which on a busy machine would be a matter of chance. */
const PATIENT = { countTimeoutMs: 60_000 };
const NOTHING = { eventId: null, eventType: null, intentId: null, status: 'ignored', isVerified: true } as const;

function aReplica(redisUrl: string, changes: Partial<RateLimits> = PATIENT, log = aLog().log): FastifyInstance {
  const behaviour = {
    listGyms: async () => ({ items: [], nextCursor: null }),
    receiveNotification: async () => NOTHING,
  };
  return aServer(behaviour, { rateLimit: { ...LIMITS, ...changes, redisUrl }, log });
}

/** A user whom no other run has counted. */
const aUser = (more: object = {}) => bearer({ sub: randomUUID(), ...more });
const statusOf = async (server: FastifyInstance, request: object) =>
  (await server.inject({ url: GYMS, ...request })).statusCode;

/** Something that listens where Redis is said to be. */
async function listening(onConnection: (socket: Socket) => void): Promise<{ server: Server; url: string }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    onConnection(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { server, url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

onRedis('limits in Redis', (url) => {
  test('replicas count a user together', async () => {
    const [one, other] = [aReplica(url), aReplica(url)];
    const headers = aUser();

    expect(await statusOf(one, { headers })).toBe(200);
    expect(await statusOf(other, { headers })).toBe(200);
    const refused = await one.inject({ url: GYMS, headers });

    expect(refused.statusCode).toBe(429);
    expect(refused.headers).toMatchObject({ 'x-ratelimit-limit': '2', 'x-ratelimit-remaining': '0' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(await statusOf(other, { headers })).toBe(429);
    expect(await statusOf(other, { headers: aUser() })).toBe(200);
  });

  test('of 100 requests at once over two replicas exactly as many get in as may', async () => {
    const replicas = [aReplica(url, { ...PATIENT, max: 30 }), aReplica(url, { ...PATIENT, max: 30 })];
    const headers = aUser();

    const statuses = await Promise.all(
      Array.from({ length: 100 }, (_, i) => statusOf(replicas[i % 2] as FastifyInstance, { headers })),
    );

    expect(statuses.filter((status) => status === 200)).toHaveLength(30);
    expect(statuses.filter((status) => status === 429)).toHaveLength(70);
  });

  test('replicas count addresses and webhooks together, and scopes count as they do in memory', async () => {
    const [one, other] = [aReplica(url), aReplica(url)];
    const remoteAddress = `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::1`;
    const webhook = { url: '/webhook/iron-temple?data.id=1', method: 'POST', remoteAddress };
    const headers = aUser({ scope: 'gyms:write' });

    for (const server of [one, other]) expect(await statusOf(server, { remoteAddress })).toBe(401);
    expect(await statusOf(one, { remoteAddress })).toBe(429);
    for (const server of [one, other, one]) expect(await statusOf(server, webhook)).toBe(200);
    expect(await statusOf(other, webhook)).toBe(429);
    for (let i = 0; i < 20; i += 1) expect(await statusOf(one, { headers })).toBe(200);
    expect(await statusOf(other, { headers })).toBe(429);
  });

  test('a window ends, and leaves nothing behind', async () => {
    const server = aReplica(url, { ...PATIENT, max: 1 });
    const sub = randomUUID();
    const redis = new Redis(url);
    onTestFinished(() => redis.disconnect());
    const keys = () => redis.keys(`fitstack:*${sub}*`);

    expect(await statusOf(server, { headers: bearer({ sub }) })).toBe(200);
    expect(await statusOf(server, { headers: bearer({ sub }) })).toBe(429);
    const [key = '', ...others] = await keys();
    expect(others).toEqual([]);
    const leftMs = await redis.pttl(key);
    expect(leftMs).toBeGreaterThan(0);
    expect(leftMs).toBeLessThanOrEqual(LIMITS.windowMs);
    // All that is left of it goes by at once.
    await redis.pexpire(key, 0);

    expect(await keys()).toEqual([]);
    expect(await statusOf(server, { headers: bearer({ sub }) })).toBe(200);
  });

  test('a Redis that goes away and comes back stops no caller, and counting goes on', async () => {
    const target = new URL(url);
    const through = new Set<Socket>();
    let isAway = false;
    const proxy = await listening((socket) => {
      if (isAway) return void socket.destroy();
      const upstream = connect(Number(target.port || 6379), target.hostname).on('error', () => {});
      through.add(socket);
      socket.pipe(upstream).pipe(socket);
      socket.on('close', () => upstream.destroy());
    });
    const written = aLog('info');
    const server = aReplica(`${proxy.url}${target.pathname}`, { ...PATIENT, max: 1 }, written.log);
    const headers = aUser();
    expect(await statusOf(server, { headers })).toBe(200);
    expect(await statusOf(server, { headers })).toBe(429);

    isAway = true;
    for (const socket of through) socket.destroy();
    for (let i = 0; i < 5; i += 1) expect(await statusOf(server, { headers })).toBe(200);
    isAway = false;

    await expect.poll(() => statusOf(server, { headers }), { timeout: 5_000 }).toBe(429);
    const reported = written.lines.map(({ msg }) => msg).filter((msg) => msg !== 'request answered');
    expect(reported).toEqual([
      'Redis is unavailable: requests are not limited',
      'Redis is available again: requests are limited',
    ]);
  });
});

const answering = (text: string) => (socket: Socket) => void socket.on('data', () => socket.write(text));

test.each([
  ['is not there', null],
  ['hangs up', (socket: Socket) => void socket.destroy()],
  ['says nothing', () => {}],
  ['says nothing but errors', answering('-ERR no\r\n')],
  ['is something else', answering('HTTP/1.1 400 Bad Request\r\n\r\n')],
])(
  'a Redis that %s from the start stops no caller, and is reported once',
  async (_what, onConnection) => {
    const { server: fake, url } = await listening(onConnection ?? (() => {}));
    if (onConnection === null) await new Promise((resolve) => fake.close(resolve));
    const written = aLog('warn');
    const server = aReplica(url, {}, written.log);
    const start = performance.now();

    for (let i = 0; i < 3; i += 1) expect(await statusOf(server, { headers: aUser() })).toBe(200);

    expect(performance.now() - start).toBeLessThan(6_000);
    expect(written.lines).toMatchObject([{ msg: 'Redis is unavailable: requests are not limited' }]);
    await server.close();
  },
  10_000,
);
