import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { makeToken } from '../../../src/config/token.ts';
import { type RunningService, startService } from '../../../src/sandbox/demo/service.ts';
import { startOnAnyDatabase } from '../support/service.ts';

type Line = Record<string, unknown>;

/** A service that is heard, and the lines of its log so far. */
async function heard(settings: Record<string, string>, start: typeof startService = startOnAnyDatabase) {
  let written = '';
  const service = await start({ LOG_LEVEL: 'info', ...settings }, (text) => {
    written += text;
  });
  const isLine = (text: string) => text.startsWith('{"level"');
  const complete = () => written.split('\n').slice(0, -1).filter(isLine);
  return { service, lines: () => complete().map((line) => JSON.parse(line) as Line) };
}

/** A line is written after the answer has left, and arrives here through a pipe. */
const soon = (looked: () => void) => vi.waitFor(looked, { timeout: 10_000, interval: 50 });

const SECRET = 'a-secret-that-no-line-may-show-anywhere';

describe('the log of a service', () => {
  let service: RunningService;
  let lines: () => Line[];
  beforeAll(async () => {
    const settings = { JWT_SECRET: SECRET, METRICS_TOKEN: 'another-secret-of-the-log-test' };
    ({ service, lines } = await heard(settings, startService));
  });
  afterAll(() => service.stop());

  const ask = async (path: string, { scope = null, ...init }: { scope?: string | null } & RequestInit) => {
    const token = makeToken({ secret: SECRET, sub: 'user-1', scope, issuer: null, audience: null });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers };
    const answer = await fetch(service.url + path, { ...init, headers });
    return { status: answer.status, body: (await answer.json()) as { data?: Line } };
  };

  async function openPayment(requestId: string): Promise<string> {
    const orderId = randomUUID();
    const order = JSON.stringify({ user_id: 'user-1', amount: 1000, currency: 'jpy' });
    await ask(`/api/v1/orders/${orderId}`, { method: 'PUT', scope: 'orders:write', body: order });
    const body = JSON.stringify({ order_id: orderId });
    const intent = await ask('/api/v1/payments/intent', {
      method: 'POST',
      headers: { 'x-request-id': requestId },
      body,
    });
    return String(intent.body.data?.['payment_id']);
  }

  test('the log of a service says at the start what runs and how it is configured, and no secret', async () => {
    await soon(() => expect(lines().map(({ msg }) => msg)).toContain('started'));

    expect(lines().find(({ msg }) => msg === 'started')).toMatchObject({
      version: '0.1.0',
      node: process.version,
      sandbox: true,
      production: false,
      database: expect.stringMatching(/^embedded/),
      providers: 'stripe simulated, mercadopago simulated, paypal simulated, desk',
      tokens: 'HS256 secret',
    });
    expect(JSON.stringify(lines())).not.toMatch(/secret-(?:that|of)/);
  });

  test('the log of a service says of each answered request who asked, and which payment it was about', async () => {
    const paymentId = await openPayment('opening-it');
    await ask(`/api/v1/payments/${paymentId.toUpperCase()}`, { headers: { 'x-request-id': 'reading-it' } });

    await soon(() => {
      for (const requestId of ['opening-it', 'reading-it'])
        expect(lines().filter((line) => line['requestId'] === requestId)).toContainEqual(
          expect.objectContaining({ msg: 'request answered', userId: 'user-1', paymentId }),
        );
    });
  });

  test('the log of a service says which gym it was about', async () => {
    const checkout = { gym_id: 'demo-gym', amount: 10, title: 'Towel', payer_email: 'buyer@example.com' };
    const headers = { 'x-request-id': 'checking-out' };
    await ask('/api/v1/payments/checkout', { method: 'POST', headers, body: JSON.stringify(checkout) });

    await soon(() =>
      expect(lines().filter(({ requestId }) => requestId === 'checking-out')).toContainEqual(
        expect.objectContaining({
          gym: 'demo-gym',
          paymentId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          userId: 'user-1',
        }),
      ),
    );
  });

  test('the log of a service has one line for a payment that succeeded, with the request that brought it', async () => {
    const paymentId = await openPayment('opening-another');
    await fetch(`${service.sandboxUrl}/sandbox/payments/${paymentId}/succeed`, { method: 'POST' });

    await soon(() => expect(lines().at(-1)).toMatchObject({ path: '/api/v1/payments/webhook', paymentId }));
    const reported = lines().filter(({ msg }) => msg === 'a payment succeeded');
    expect(reported).toEqual([
      expect.objectContaining({ paymentId, amount: 1000, currency: 'JPY', provider: 'stripe' }),
    ]);
    expect(lines().filter(({ requestId }) => requestId === reported[0]?.['requestId'])).toContainEqual(
      expect.objectContaining({ msg: 'request answered', path: '/api/v1/payments/webhook', paymentId }),
    );
  });

  test('the log of a service shows no stack for an answer that was foreseen, and joins all lines of its request', async () => {
    const fault = { fault: 'error', provider: 'stripe', operation: 'open' };
    const headers = { 'content-type': 'application/json' };
    await fetch(`${service.sandboxUrl}/sandbox/faults`, { method: 'POST', headers, body: JSON.stringify(fault) });
    await openPayment('failing');
    await fetch(`${service.sandboxUrl}/sandbox/faults`, { method: 'DELETE' });

    const of = () => lines().filter(({ requestId }) => requestId === 'failing');
    await soon(() => expect(of().at(-1)).toMatchObject({ msg: 'request answered', status: 502 }));
    const about = of();
    expect(about.length).toBeGreaterThan(1);
    for (const line of about) expect(line).toMatchObject({ userId: 'user-1', paymentId: about.at(-1)?.['paymentId'] });
    expect(JSON.stringify(about)).not.toContain('stack');
  });
});

test('a service that is stopped says when it begins to, and that it has', async () => {
  const { service, lines } = await heard({});

  await service.stop();

  await soon(() =>
    expect(lines().slice(-2)).toMatchObject([
      { msg: expect.stringMatching(/^stopping/), signal: 'SIGTERM' },
      { msg: 'stopped', version: '0.1.0', upSeconds: expect.any(Number) },
    ]),
  );
});

test('a service without any provider warns of it', async () => {
  const { service, lines } = await heard({ SANDBOX: '0', JWT_SECRET: SECRET });

  await service.stop();
  await soon(() => expect(lines().at(-1)).toMatchObject({ msg: 'stopped' }));

  expect(lines().filter(({ level }) => level === 40)).toMatchObject([
    {
      msg: expect.stringMatching(/^no payment provider is configured/),
      set: expect.stringContaining('STRIPE_SECRET_KEY'),
    },
  ]);
});
