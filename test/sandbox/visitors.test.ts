import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SandboxServer, startSandbox } from '../../src/sandbox/server.ts';

let sandbox: SandboxServer;
beforeAll(async () => {
  sandbox = await startSandbox({
    port: 0,
    stateFile: null,
    stripe: { secretKey: 'sk_test_x', merchant: 'Shop', webhookSecret: 'whsec_x', webhookUrl: 'http://127.0.0.1:9/' },
    mercadopago: { sellers: [] },
  });
});
afterAll(() => sandbox.close());

const port = () => new URL(sandbox.url).port;

/** Over Node's own client, which sends any Host. */
function visit(path: string, headers: Record<string, string> = {}, method = 'POST') {
  return new Promise<{ status: number; body: Promise<unknown> }>((resolve, reject) => {
    const outgoing = request(sandbox.url + path, { method, headers }, (incoming) =>
      resolve({ status: incoming.statusCode ?? 0, body: json(incoming).catch(() => null) }),
    );
    outgoing.on('error', reject).end();
  });
}

const PATHS = [
  ['POST', '/sandbox/mercadopago/sellers'],
  ['GET', '/sandbox/payments'],
  ['GET', '/sandbox/webhooks'],
  ['POST', '/sandbox/payments/x/succeed'],
  ['POST', '/sandbox/pay/x'],
  ['POST', '/sandbox/open/order'],
  ['POST', '/v1/payment_intents'],
  ['POST', '/authorization'],
  ['GET', '/nothing'],
] as const;

test.each(PATHS)('%s %s is not there for a site whose name points to this machine', async (method, path) => {
  for (const host of [
    'attacker.example',
    `attacker.example:${port()}`,
    `localhost.attacker.example:${port()}`,
    'localhost:1',
  ]) {
    const { status, body } = await visit(path, { host }, method);

    expect(status).toBe(403);
    expect(await body).toEqual({ error: expect.stringContaining(`Host must be localhost:${port()}`) });
  }
});

test.each(PATHS)('%s %s is not there for pages of other sites', async (method, path) => {
  for (const origin of ['https://attacker.example', 'null', 'http://localhost:8080', `http://localhost:${port()}`]) {
    const { status, body } = await visit(path, { origin }, method);

    expect(status).toBe(403);
    expect(await body).toEqual({
      error: expect.stringContaining(`Origin must be absent or http://127.0.0.1:${port()}`),
    });
  }
  for (const site of ['cross-site', 'same-site']) {
    const { status, body } = await visit(path, { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' }, method);

    expect(status).toBe(403);
    expect(await body).toEqual({ error: expect.stringContaining('Sec-Fetch-Site must be absent or same-origin') });
  }
});

test.each([{}, { 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }])(
  'programs and the sandbox’s own pages get in: %j',
  async (headers) => {
    for (const host of [`localhost:${port()}`, `127.0.0.1:${port()}`, `[::1]:${port()}`, `LOCALHOST:${port()}`]) {
      expect((await visit('/sandbox/payments', { ...headers, host }, 'GET')).status).toBe(200);
      const origin = `http://${host.toLowerCase()}`;
      expect((await visit('/sandbox/mercadopago/sellers', { ...headers, host, origin })).status).toBe(201);
    }
  },
);

test('a link may lead to a page from anywhere, a form may not', async () => {
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };

  expect((await visit('/sandbox', link, 'GET')).status).toBe(200);
  expect((await visit('/sandbox/open/order', link)).status).toBe(403);
});

test.each([
  '',
  'x',
  'ftp://localhost/',
  'http://192.168.0.1/',
  'http://169.254.169.254/',
  'http://localhost.example/',
  'https://pay.example/webhook',
])('webhooks of an account are sent to this machine alone, not to %j', async (url) => {
  const { status, body } = await visit(`/sandbox/stripe/accounts?webhook_url=${encodeURIComponent(url)}`);

  expect(status).toBe(400);
  expect(await body).toEqual({ error: expect.stringContaining('must be an http URL on this machine') });
});

test.each(['http://localhost:8080/x', 'http://127.0.0.1:8080/x', 'http://[::1]:8080/x', 'http://2130706433/x'])(
  'webhooks of an account can be sent to %s',
  async (url) => {
    expect((await visit(`/sandbox/stripe/accounts?webhook_url=${encodeURIComponent(url)}`)).status).toBe(201);
  },
);
