import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import type { Channel } from '../../../src/app/notifications/receive-notification.ts';
import { DomainError } from '../../../src/domain/error.ts';
import { ask } from '../ask.ts';
import { aServer, bearer } from '../harness.ts';

const NOTHING = { eventId: null, eventType: null, intentId: null, status: 'ignored', isVerified: true } as const;
const rateLimit = { max: 2, webhookMax: 3, windowMs: 60_000, redisUrl: null };
const behaviour = {
  receiveNotification: async () => NOTHING,
  listGyms: async () => ({ items: [], nextCursor: null }),
  ready: async () => {},
};

const GYMS = '/api/v1/gyms';
type Request = { url: string; method?: 'POST'; headers?: Record<string, string>; remoteAddress?: string };

async function statuses(server: FastifyInstance, times: number, request: Request): Promise<number[]> {
  const found: number[] = [];
  for (let i = 0; i < times; i += 1) found.push((await server.inject(request)).statusCode);
  return found;
}

test('a user who asks too often learns when to come back', async () => {
  const server = aServer(behaviour, { rateLimit });
  const first = await server.inject({ url: GYMS, headers: bearer() });
  await server.inject({ url: GYMS, headers: bearer() });

  const response = await server.inject({ url: GYMS, headers: bearer() });

  expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '2', 'x-ratelimit-remaining': '1' });
  expect(response.statusCode).toBe(429);
  expect(response.json()).toEqual({ status: 'error', error: 'Too many requests', code: 429 });
  expect(response.headers).toMatchObject({ 'x-ratelimit-limit': '2', 'x-ratelimit-remaining': '0' });
  expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(response.headers['retry-after'])).toBeLessThanOrEqual(60);
});

test('too many requests are refused in the gyms format on its paths', async () => {
  const server = aServer(behaviour, { rateLimit });
  await statuses(server, 2, { url: '/api/v1/payments/checkout', method: 'POST' });

  const response = await server.inject({ url: '/api/v1/payments/checkout', method: 'POST' });

  expect(response.json()).toEqual({ success: false, error: 'Too many requests', code: 'RATE_LIMITED' });
});

test('users are counted by themselves, wherever they ask from', async () => {
  const server = aServer(behaviour, { rateLimit });

  expect(await statuses(server, 2, { url: GYMS, headers: bearer() })).toEqual([200, 200]);
  expect(await statuses(server, 1, { url: GYMS, headers: bearer(), remoteAddress: '10.9.9.9' })).toEqual([429]);
  expect(await statuses(server, 1, { url: GYMS, headers: bearer({ sub: 'user-2' }) })).toEqual([200]);
});

test('no user can use up an address by being called like one', async () => {
  const server = aServer(behaviour, { rateLimit });
  await statuses(server, 3, { url: GYMS, headers: bearer({ sub: '127.0.0.1' }) });
  await statuses(server, 3, { url: GYMS, headers: bearer({ sub: 'address 127.0.0.1' }) });

  expect(await statuses(server, 1, { url: GYMS })).toEqual([401]);
});

test('a token with a management scope may ask ten times as often', async () => {
  const server = aServer(behaviour, { rateLimit });
  const request = { url: GYMS, headers: bearer({ scope: 'gyms:write' }) };

  expect(await statuses(server, 21, request)).toEqual([...Array(20).fill(200), 429]);
});

test.each([
  ['missing tokens', { url: GYMS }, 401],
  ['invalid tokens', { url: GYMS, headers: { authorization: 'Bearer a.b.c' } }, 401],
])('%s count against the address', async (_what, request, status) => {
  const server = aServer(behaviour, { rateLimit });

  expect(await statuses(server, 3, request)).toEqual([status, status, 429]);
  expect(await statuses(server, 1, { ...request, remoteAddress: '10.0.0.2' })).toEqual([status]);
});

test.each([
  ['orders', '/nothing', { status: 'error', error: 'Not found', code: 404 }],
  ['gyms', '/webhook/iron-temple/more', { success: false, error: 'Not found', code: 'NOT_FOUND' }],
])('an unknown path counts, and is unknown even over the limit, in the %s format', async (_api, url, body) => {
  const server = aServer(behaviour, { rateLimit });
  await statuses(server, 2, { url });

  const third = await server.inject(url);
  expect(third.statusCode).toBe(404);
  expect(third.json()).toEqual(body);
  expect(third.headers).toMatchObject({ 'x-ratelimit-remaining': '0' });
  expect(third.headers).not.toHaveProperty('retry-after');
  expect(await statuses(server, 1, { url: GYMS })).toEqual([429]);
});

test('all addresses of one IPv6 /64 are one caller', async () => {
  const server = aServer(behaviour, { rateLimit });
  await statuses(server, 2, { url: GYMS, remoteAddress: '2001:db8:0:1::1' });

  expect(await statuses(server, 1, { url: GYMS, remoteAddress: '2001:db8:0:1:ffff::2' })).toEqual([429]);
  expect(await statuses(server, 1, { url: GYMS, remoteAddress: '2001:db8:0:2::1' })).toEqual([401]);
});

test('an IPv4 address is the same caller when it comes mapped into IPv6', async () => {
  const server = aServer(behaviour, { rateLimit });
  await statuses(server, 2, { url: GYMS, remoteAddress: '10.0.0.1' });

  expect(await statuses(server, 1, { url: GYMS, remoteAddress: '::ffff:10.0.0.1' })).toEqual([429]);
});

test('webhooks have a limit of their own, per address and path', async () => {
  const server = aServer(behaviour, { rateLimit });
  const notify = (slug: string) => ({ url: `/webhook/${slug}?data.id=1`, method: 'POST' as const });

  expect(await statuses(server, 4, notify('one'))).toEqual([200, 200, 200, 429]);
  expect(await statuses(server, 1, notify('one-more'))).toEqual([200]);
  expect(await statuses(server, 1, { ...notify('one'), remoteAddress: '10.0.0.2' })).toEqual([200]);
  expect(await statuses(server, 1, { url: GYMS })).toEqual([401]);
});

/** Where `one` is the only gym there is. */
const withOneGym = {
  ...behaviour,
  receiveNotification: async (channel: Channel) => {
    if (channel.kind === 'gym' && channel.slug !== 'one') throw new DomainError('gym_not_found', 'Gym not found');
    return NOTHING;
  },
};
const deliver = (slug: string, more: object = {}) => ({ url: `/webhook/${slug}`, method: 'POST' as const, ...more });

test('all slugs that an address makes up have one limit together, and no body is read over it', async () => {
  const server = aServer(withOneGym, { rateLimit });
  expect(await statuses(server, 1, deliver('one'))).toEqual([200]);
  const found: number[] = [];
  for (const slug of ['a', 'b', 'No_Slug', 'c', 'a']) found.push(...(await statuses(server, 1, deliver(slug))));

  const refused = await server.inject(deliver('d', { payload: Buffer.alloc(2 ** 20 + 1) }));

  expect(found).toEqual([404, 404, 404, 429, 429]);
  expect(refused.json()).toEqual({ success: false, error: 'Too many requests', code: 'RATE_LIMITED' });
  expect(refused.headers).toMatchObject({ 'x-ratelimit-limit': '3', 'x-ratelimit-remaining': '0' });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(await statuses(server, 1, deliver('d', { remoteAddress: '10.0.0.2' }))).toEqual([404]);
  expect(await statuses(server, 1, { url: GYMS })).toEqual([401]);
});

test('a path that has accepted an address goes on doing so, whatever else of the address is turned away', async () => {
  const server = aServer(withOneGym, { rateLimit });
  expect(await statuses(server, 1, deliver('one'))).toEqual([200]);
  expect(await statuses(server, 4, deliver('a'))).toEqual([404, 404, 404, 429]);

  expect(await statuses(server, 3, deliver('one'))).toEqual([200, 200, 429]);
  expect(await statuses(server, 1, { url: '/api/v1/payments/webhook', method: 'POST' })).toEqual([429]);
});

test('one address may notify any number of gyms', async () => {
  const server = aServer(behaviour, { rateLimit });
  const found: number[] = [];
  for (let gym = 0; gym < 20; gym += 1) found.push(...(await statuses(server, 2, deliver(`gym-${gym}`))));

  expect(new Set(found)).toEqual(new Set([200]));
});

test.each([
  ['a wrong signature', 'signature_invalid', {}, 401],
  ['a body that can not be read', 'notification_malformed', {}, 400],
  ['a body that says it is too large', 'gym_not_found', { payload: Buffer.alloc(2 ** 20 + 1) }, 413],
] as const)('%s counts against the address, whatever the path', async (_what, code, more, status) => {
  const refusing = async () => {
    throw new DomainError(code, 'No');
  };
  const server = aServer({ receiveNotification: refusing }, { rateLimit });
  const found: number[] = [];
  for (const slug of ['a', 'b', 'c', 'd']) found.push(...(await statuses(server, 1, deliver(slug, more))));

  expect(found).toEqual([status, status, status, 429]);
});

test('webhooks of an address that are refused again and again wait longer and longer, but not where it is accepted', async () => {
  const server = aServer(withOneGym, { rateLimit: { ...rateLimit, webhookMax: 1_000 } });
  expect(await statuses(server, 1, deliver('one'))).toEqual([200]);

  const burst = await Promise.all(Array.from({ length: 999 }, () => statuses(server, 1, deliver('a'))));

  expect(burst.flat()).toEqual(Array(999).fill(404));
  const [refused, accepted] = [statuses(server, 1, deliver('b')), statuses(server, 1, deliver('one'))];
  expect(await Promise.race([refused, accepted])).toEqual([200]);
  expect(await statuses(server, 1, deliver('b', { remoteAddress: '10.0.0.2' }))).toEqual([404]);
  expect(await refused).toEqual([404]);
});

test('what is accepted without a proof neither excuses its address nor counts against it', async () => {
  const unproved = {
    ...withOneGym,
    receiveNotification: async (channel: Channel) => {
      await withOneGym.receiveNotification(channel);
      return { ...NOTHING, isVerified: false };
    },
  };
  const server = aServer(unproved, { rateLimit });

  expect(await statuses(server, 1, deliver('one'))).toEqual([200]);
  expect(await statuses(server, 2, deliver('a'))).toEqual([404, 404]);
  expect(await statuses(server, 1, deliver('one'))).toEqual([200]);
  expect(await statuses(server, 1, deliver('a'))).toEqual([404]);
  expect(await statuses(server, 1, deliver('one'))).toEqual([429]);
});

test('a body that turns out too large puts off what its address sends next by what was read of it', async () => {
  const server = aServer(withOneGym, { rateLimit: { ...rateLimit, webhookMax: 1_000 } });
  const tooLarge = () => Readable.from([...Array(16).fill(Buffer.alloc(2 ** 16)), Buffer.alloc(1)]);
  const sevenAtOnce = () =>
    Promise.all(Array.from({ length: 7 }, () => statuses(server, 1, deliver('one-more', { payload: tooLarge() }))));

  expect([...(await sevenAtOnce()), ...(await sevenAtOnce())].flat()).toEqual(Array(14).fill(413));

  expect(await isPutOff(server)).toBe(true);
});

test('a body that never ends puts off what its address sends next by what was read of it', async () => {
  const server = aServer(withOneGym, { rateLimit: { ...rateLimit, webhookMax: 1_000 } });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const hasRoomFor = (bytes: number) => {
    const hold = server.bytesInFlight.hold('127.0.0.1');
    const took = hold.take(bytes);
    hold.release();
    return took;
  };

  for (let round = 0; round < 2; round += 1) {
    const sockets = Array.from({ length: 7 }, () => connect(port, '127.0.0.1').on('error', () => {}));
    for (const socket of sockets) {
      socket.write(`POST /webhook/a HTTP/1.1\r\nhost: x\r\ncontent-length: ${2 ** 20}\r\n\r\n`);
      socket.write(Buffer.alloc(2 ** 20 - 1));
    }
    await expect.poll(() => hasRoomFor(1.5 * 2 ** 20), { interval: 5, timeout: 5_000 }).toBe(false);
    for (const socket of sockets) socket.destroy();
    await expect.poll(() => hasRoomFor(8 * 2 ** 20), { interval: 5, timeout: 5_000 }).toBe(true);
  }

  expect(await isPutOff(server)).toBe(true);
});

/** Whether a webhook of this address is answered after one that another address has sent later. */
async function isPutOff(server: FastifyInstance): Promise<boolean> {
  const ours = statuses(server, 1, deliver('b')).then(() => true);
  const others = statuses(server, 1, deliver('b', { remoteAddress: '10.0.0.2' })).then(() => false);
  const oursWasFirst = await Promise.race([ours, others]);
  await Promise.all([ours, others]);
  return !oursWasFirst;
}

test('a limit of refused webhooks is met in a second, whatever they wait', async () => {
  const server = aServer(withOneGym, { rateLimit: { ...rateLimit, webhookMax: 300 } });

  const found = await statuses(server, 301, deliver('a'));

  expect(found).toEqual([...Array(300).fill(404), 429]);
});

test('what fails on our side, or a provider’s, does not count against the address', async () => {
  const failing = async () => {
    throw new DomainError('provider_unavailable', 'No');
  };
  const server = aServer({ receiveNotification: failing }, { rateLimit });
  const found: number[] = [];
  for (const slug of ['a', 'b', 'c', 'd']) found.push(...(await statuses(server, 1, deliver(slug))));

  expect(found).toEqual([502, 502, 502, 502]);
});

test('more callers than the library remembers by itself are counted', async () => {
  const server = aServer(behaviour, { rateLimit: { ...rateLimit, max: 1 } });
  expect(await statuses(server, 1, { url: GYMS })).toEqual([401]);
  for (let user = 0; user < 6_000; user += 1)
    await server.inject({ url: '/nothing', remoteAddress: `10.1.${user >> 8}.${user & 255}` });

  expect(await statuses(server, 1, { url: GYMS })).toEqual([429]);
});

test('another spelling of a webhook path is no other path', async () => {
  const server = aServer(behaviour, { rateLimit });
  await statuses(server, 3, { url: '/webhook/one?data.id=1', method: 'POST' });

  expect(await statuses(server, 1, { url: '/webhook/%6fne?data.id=2', method: 'POST' })).toEqual([429]);
  expect(await statuses(server, 1, { url: '/%77ebhook/one', method: 'POST' })).toEqual([429]);
});

test.each(['/health', '/ready', '/metrics'])('%s is never counted', async (url) => {
  const server = aServer(behaviour, { rateLimit });

  expect(await statuses(server, 5, { url })).toEqual([200, 200, 200, 200, 200]);
  expect((await server.inject(url)).headers).not.toHaveProperty('x-ratelimit-limit');
});

/** The same over real connections. */
async function asked(server: FastifyInstance, times: number, request: Request): Promise<number[]> {
  const found: number[] = [];
  for (let i = 0; i < times; i += 1) found.push((await ask(server, request)).statusCode);
  return found;
}

const forwarded = (address: string): Request => ({ url: GYMS, headers: { 'x-forwarded-for': address } });

test('S8: X-Forwarded-For changes nothing unless it comes from a proxy that is trusted', async () => {
  const server = aServer(behaviour, { rateLimit });

  expect(await asked(server, 2, forwarded('10.0.0.1'))).toEqual([401, 401]);
  expect(await asked(server, 1, forwarded('10.0.0.2'))).toEqual([429]);
});

test('S8: from a trusted proxy it is the address that the proxy saw, not what the client wrote before it', async () => {
  const server = aServer(behaviour, { rateLimit, trustProxy: ['127.0.0.0/8'] });

  expect(await asked(server, 2, forwarded('1.1.1.1, 10.0.0.1'))).toEqual([401, 401]);
  expect(await asked(server, 1, forwarded('2.2.2.2, 10.0.0.1'))).toEqual([429]);
  expect(await asked(server, 1, forwarded('10.0.0.2'))).toEqual([401]);
});

test('S8: through several trusted proxies it is the first address that none of them is', async () => {
  const server = aServer(behaviour, { rateLimit, trustProxy: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'] });
  const via = (client: string) => forwarded(`6.6.6.6, ${client}, fd00::1, 10.0.0.1`);

  expect(await asked(server, 2, via('192.0.2.1'))).toEqual([401, 401]);
  expect(await asked(server, 1, forwarded('7.7.7.7, 192.0.2.1, 10.9.9.9'))).toEqual([429]);
  expect(await asked(server, 1, via('192.0.2.2'))).toEqual([401]);
});

test.each([
  ['one IPv4 address', '192.0.2.7:1001', '192.0.2.7:1002'],
  ['one IPv6 network', '[2001:db8:0:7::1]:1001', '[2001:db8:0:7::2]:1002'],
  ['words that are no address', 'foo1', 'foo2'],
])(
  'S8: the ports behind %s that a proxy saw, and inventions, make no more callers of one',
  async (_what, first, second) => {
    const server = aServer(behaviour, { rateLimit, trustProxy: ['127.0.0.1'] });

    expect(await statuses(server, 2, forwarded(first))).toEqual([401, 401]);
    expect(await statuses(server, 1, forwarded(second))).toEqual([429]);
  },
);

test('S8: an IPv6 address that a trusted proxy saw counts by its /64, too', async () => {
  const server = aServer(behaviour, { rateLimit, trustProxy: ['127.0.0.1'] });

  expect(await asked(server, 2, forwarded('2001:db8:0:1::1'))).toEqual([401, 401]);
  expect(await asked(server, 1, forwarded('2001:db8:0:1:ffff::2'))).toEqual([429]);
  expect(await asked(server, 1, forwarded('2001:db8:0:2::1'))).toEqual([401]);
});

test.each(['', 'unknown', '_hidden', '127.0.0.1:80', '%00', ', ,', 'x'.repeat(5000)])(
  'S8: a trusted proxy that forwards %.20j is counted, and nothing breaks',
  async (address) => {
    const server = aServer(behaviour, { rateLimit, trustProxy: ['127.0.0.1'] });

    expect(await asked(server, 3, forwarded(address))).toEqual([401, 401, 429]);
  },
);

test('S8: no other header says where a request comes from', async () => {
  const server = aServer(behaviour, { rateLimit, trustProxy: ['10.0.0.1'] });
  const names = ['forwarded', 'x-real-ip', 'x-forwarded-for', 'true-client-ip', 'cf-connecting-ip', 'x-client-ip'];
  const claiming = (address: string) => ({
    url: GYMS,
    headers: Object.fromEntries(names.map((name) => [name, name === 'forwarded' ? `for=${address}` : address])),
  });

  expect(await asked(server, 2, claiming('192.0.2.1'))).toEqual([401, 401]);
  expect(await asked(server, 1, claiming('192.0.2.2'))).toEqual([429]);
});

test('S8: what leads nowhere is counted as anything else is, and so are webhooks, whatever they say of their sender', async () => {
  const nowhere = aServer(behaviour, { rateLimit });
  const webhooks = aServer(behaviour, { rateLimit });
  const notify = { url: '/webhook/iron-temple?data.id=1', method: 'POST' } as const;

  expect(await asked(nowhere, 2, { url: '/nothing' })).toEqual([404, 404]);
  expect(await asked(nowhere, 1, { url: GYMS })).toEqual([429]);
  expect(await asked(webhooks, 4, { ...notify, headers: bearer({ scope: 'payments:manage' }) })).toEqual([
    200, 200, 200, 429,
  ]);
  expect(await asked(webhooks, 1, { ...notify, url: '/api/v1/payments/webhook' })).toEqual([200]);
});
