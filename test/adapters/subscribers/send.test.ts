import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { createSubscribers, type SubscribersOptions } from '../../../src/adapters/subscribers/index.ts';
import { aMessage, SECRET, startReceiver, startSocket } from './receiver.ts';

const OTHER_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

function subscribers(overrides: Partial<SubscribersOptions> = {}) {
  return createSubscribers({ production: false, version: '1.2.3', timeoutMs: 1_000, ...overrides });
}

describe('what a receiver is sent', () => {
  test('the signature is that of the vector of Standard Webhooks', async () => {
    const { url, received } = await startReceiver();

    await subscribers().send(aMessage(url, { at: new Date(1_614_265_330_000) }));

    expect(received[0]?.headers).toMatchObject({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  test('two secrets sign, and a receiver that knows either one verifies it', async () => {
    const { url, received } = await startReceiver();

    await subscribers().send(aMessage(url, { secrets: [SECRET, OTHER_SECRET] }));

    const [{ headers, body } = { headers: {}, body: '' }] = received;
    const signed = headers as Record<string, string>;
    expect(signed['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
    for (const secret of [SECRET, OTHER_SECRET])
      expect(new Webhook(secret).verify(body, signed)).toEqual({ test: 2432232314 });
  });

  test('a delivery is one POST with the body byte for byte, its type and length, and who sends it', async () => {
    const { url, received } = await startReceiver();
    const body = '{"name": "Zoë 💪",  "n": 1.0}';

    await subscribers().send(aMessage(url, { body }));

    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({
      body,
      path: '/hook',
      headers: {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': 'fitstack-payments/1.2.3',
        connection: 'close',
      },
    });
  });
});

describe('what counts as delivered', () => {
  test.each([200, 201, 202, 204, 299])('a response of %i is a delivery', async (status) => {
    const { url } = await startReceiver((response) => response.writeHead(status).end());

    expect(await subscribers().send(aMessage(url))).toMatchObject({ responseStatus: status, error: null });
  });

  test.each([300, 304, 400, 404, 410, 500, 503])('a response of %i is a failed try', async (status) => {
    const { url } = await startReceiver((response) => response.writeHead(status).end());

    const sent = await subscribers().send(aMessage(url));

    expect(sent).toMatchObject({ responseStatus: status, error: expect.stringContaining(String(status)) });
  });

  test.each([301, 302, 303, 307, 308])('a redirect with %i is a failed try, and is not followed', async (status) => {
    const elsewhere = await startReceiver();
    const { url } = await startReceiver((response) => response.writeHead(status, { location: elsewhere.url }).end());

    const sent = await subscribers().send(aMessage(url));

    expect(sent).toMatchObject({ responseStatus: status, error: expect.stringContaining('not followed') });
    expect(elsewhere.received).toEqual([]);
  });

  test('of the body the first 1,000 bytes are kept, and no half character', async () => {
    const { url } = await startReceiver((response) => response.end(`${'x'.repeat(999)}é${'y'.repeat(2_000_000)}`));

    expect(await subscribers().send(aMessage(url))).toMatchObject({ error: null, responseBody: 'x'.repeat(999) });
  });

  test('of a body that is no text no more than 1,000 bytes are kept either', async () => {
    const { url } = await startReceiver((response) => response.end(Buffer.alloc(1_000, 0xff)));

    const { responseBody } = await subscribers().send(aMessage(url));

    expect(Buffer.byteLength(responseBody ?? '')).toBeLessThanOrEqual(1_000);
  });

  test.each([
    ['120', 120_000],
    ['0', 0],
    ['-1', null],
    ['1.5', null],
    ['soon', null],
    ['2030-01-01', null],
  ])('retry-after: %s asks for %s ms', async (header, expected) => {
    const { url } = await startReceiver((response) => response.writeHead(503, { 'retry-after': header }).end());

    expect(await subscribers().send(aMessage(url))).toMatchObject({ retryAfterMs: expected });
  });

  test('retry-after may be a date', async () => {
    const at = new Date(Date.UTC(2026, 0, 1));
    const date = new Date(at.getTime() + 60_000).toUTCString();
    const { url } = await startReceiver((response) => response.writeHead(503, { 'retry-after': date }).end());

    expect(await subscribers().send(aMessage(url, { at }))).toMatchObject({ retryAfterMs: 60_000 });
  });
});

describe('hostile receivers', () => {
  test('a receiver that accepts and says nothing is a failed try when the time is over', async () => {
    const url = await startSocket(() => {});

    const sent = await subscribers({ timeoutMs: 300 }).send(aMessage(url));

    expect(sent).toMatchObject({
      responseStatus: null,
      responseBody: null,
      error: 'No complete response within 0.3 s',
    });
    expect(sent.durationMs).toBeGreaterThanOrEqual(290);
    expect(sent.durationMs).toBeLessThan(900);
  });

  test('a receiver whose body comes byte by byte is a failed try, though it said 200', async () => {
    const { url } = await startReceiver((response) => {
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    });

    const sent = await subscribers({ timeoutMs: 300 }).send(aMessage(url));

    expect(sent).toMatchObject({ responseStatus: 200, error: 'No complete response within 0.3 s' });
    expect(sent.responseBody).toMatch(/^\.+$/);
  });

  test('a receiver whose headers come line by line is cut off when the time is over', async () => {
    const url = await startSocket((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => socket.write('x: y\r\n'), 20);
      socket.on('close', () => clearInterval(timer));
    });

    expect(await subscribers({ timeoutMs: 300 }).send(aMessage(url))).toMatchObject({ responseStatus: null });
  });

  test('a receiver whose body never ends is a failed try, and does not fill the memory', async () => {
    const { url } = await startReceiver((response) => {
      const chunk = Buffer.alloc(65_536, 'z');
      const pour = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', pour);
      };
      pour();
    });

    const sent = await subscribers({ timeoutMs: 5_000 }).send(aMessage(url));

    expect(sent).toMatchObject({ responseStatus: 200, error: expect.any(String), responseBody: 'z'.repeat(1_000) });
  });

  test.each([
    ['resets the connection', 'reset', 'The connection was closed before the response was complete'],
    ['closes without an answer', '', 'The connection was closed before the response was complete'],
    ['speaks no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n', 'The response is no HTTP'],
    [
      'sends 100 kB of headers',
      `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`,
      'The headers of the response are too long',
    ],
    [
      'promises more than it sends',
      'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc',
      'The connection was closed before the response was complete',
    ],
    [
      'switches protocols',
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
      'The connection failed',
    ],
  ])('a receiver that %s is a failed try', async (_what, said, error) => {
    const url = await startSocket((socket) => {
      socket.once('data', () => (said === 'reset' ? socket.resetAndDestroy() : socket.end(said)));
    });

    expect(await subscribers().send(aMessage(url))).toMatchObject({ error });
  });

  test('a refused connection is a failed try', async () => {
    const { url } = await startReceiver();
    const closed = new URL(url);
    closed.port = '1';

    const sent = await subscribers().send(aMessage(closed.href));

    expect(sent).toMatchObject({ responseStatus: null, error: 'The connection was refused' });
  });

  test('a try leaves no connection open', async () => {
    const { url } = await startReceiver();
    const open = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
    const before = open();

    await Promise.all(Array.from({ length: 20 }, () => subscribers().send(aMessage(url))));
    await sleep(50);

    expect(open()).toBeLessThanOrEqual(before);
  });
});

describe('where a try may go', () => {
  test.each([
    'https://127.0.0.1:1/',
    'https://[::ffff:127.0.0.1]:1/',
    'https://169.254.169.254/',
    'http://93.184.216.34/',
  ])('in production nothing is sent to %s', async (url) => {
    const sent = await subscribers({ production: true }).send(aMessage(url));

    expect(sent).toMatchObject({ responseStatus: null, error: expect.stringMatching(/^url must/) });
  });

  test('a name that was fine when it was saved, and leads to this machine now, is not connected to', async () => {
    const { url, received } = await startReceiver();
    const { port } = new URL(url);
    const answers = [['93.184.216.34'], ['127.0.0.1']];
    const rebinding = subscribers({ production: true, resolve: async () => answers.shift() ?? [] });
    const target = `https://rebinding.example:${port}/`;

    expect(await rebinding.faultOf(target)).toBeNull();
    expect(await rebinding.send(aMessage(target))).toMatchObject({
      responseStatus: null,
      error: 'url must not lead to a private, local or reserved address',
    });
    expect(received).toEqual([]);
  });

  test('the address that was checked is the one that is connected to: a try resolves its name once', async () => {
    const { url, received } = await startReceiver();
    const asked: string[] = [];
    const pinned = subscribers({
      resolve: async (name) => {
        asked.push(name);
        return asked.length === 1 ? ['127.0.0.1'] : ['10.0.0.1'];
      },
    });

    const sent = await pinned.send(aMessage(url.replace('127.0.0.1', 'receiver.example')));

    expect(sent).toMatchObject({ responseStatus: 200, error: null });
    expect(received[0]?.headers.host).toMatch(/^receiver\.example:/);
    expect(asked).toEqual(['receiver.example']);
  });

  test('a name that does not resolve is a failed try', async () => {
    const resolve = async () => {
      throw Object.assign(new Error('queryA ENOTFOUND nowhere.example'), { code: 'ENOTFOUND' });
    };

    const sent = await subscribers({ resolve }).send(aMessage('https://nowhere.example/'));

    expect(sent).toMatchObject({ responseStatus: null, error: 'The host name does not resolve' });
  });

  test('a name server that says nothing delays a try no longer than a silent receiver', async () => {
    const resolve = () => new Promise<never>(() => {});

    const sent = await subscribers({ timeoutMs: 200, resolve }).send(aMessage('https://slow.example/'));

    expect(sent).toMatchObject({ error: 'No complete response within 0.2 s' });
  });

  test('localhost leads to this machine, without DNS', async () => {
    const { url } = await startReceiver();

    expect(await subscribers().send(aMessage(url.replace('127.0.0.1', 'localhost')))).toMatchObject({ error: null });
  });
});
