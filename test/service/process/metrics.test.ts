import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { onServer } from '../../adapters/store/postgres/server-database.ts';
import { onAnyDatabase } from '../support/any-database.ts';
import { MERCADO_PAGO, type Opened, STRIPE } from '../support/platform.ts';
import { startOnAnyDatabase } from '../support/service.ts';
import { anEvent, anIntent, PAID, stripeSignature } from '../support/signing.ts';

const METRICS_TOKEN = 'a-token-for-prometheus';
const WEBHOOK = '/api/v1/payments/webhook';

describe('what was counted', () => {
  let order: Opened & { readonly orderId: string };
  let text = '';
  const { platform, query } = onAnyDatabase(
    async (started) => {
      await started.putGym('iron-temple', await started.newSeller());
      await started.openCheckout('iron-temple');
      order = await started.openOrder();
    },
    { METRICS_TOKEN },
  );

  beforeAll(async () => {
    const intent = (changes: object) => anIntent(order.parentId, order.paymentId, { ...PAID, ...changes });
    await notify(anEvent('payment_intent.succeeded', intent({ currency: 'krw' })));
    await notify(anEvent('payment_intent.succeeded', intent({})));
    await notify(anEvent('customer.created', { id: 'cus_1', object: 'customer' }));
    await platform().deliver(WEBHOOK, { 'stripe-signature': 'rubbish' });
    await platform().deliver(`/webhook/${randomUUID()}`, {});
    text = await (await read({ authorization: `Bearer ${METRICS_TOKEN}` })).text();
  });

  function notify(event: object) {
    const body = JSON.stringify(event);
    return platform().deliver(WEBHOOK, { 'stripe-signature': stripeSignature(body, STRIPE.secrets[0]) }, body);
  }

  function read(headers: Record<string, string>): Promise<Response> {
    return fetch(`${platform().url}/metrics`, { headers });
  }

  /** The value of a line of it; undefined when there is none. */
  function counted(name: string): number | undefined {
    const line = text.split('\n').find((each) => each.startsWith(`${name} `));
    return line === undefined ? undefined : Number(line.slice(name.length + 1));
  }

  test('what was counted is read only with the token', async () => {
    const refused = await read({ authorization: 'Bearer another' });

    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ success: false, code: 'UNAUTHORIZED' });
    expect((await read({ authorization: `Bearer ${METRICS_TOKEN}` })).headers.get('content-type')).toMatch(
      /^text\/plain;/,
    );
  });

  test.each([
    ['payments_anomalies_total{kind="currency_mismatch"}', 1],
    ['payments_anomalies_total{kind="amount_mismatch"}', 0],
    ['payments_problems_open{kind="currency_mismatch"}', 1],
    ['payments_problems_open{kind="endpoint_disabled"}', 0],
    ['payments_notifications_total{provider="stripe",became="applied"}', 2],
    ['payments_notifications_total{provider="stripe",became="ignored"}', 1],
    ['payments_notifications_total{provider="stripe",became="signature_invalid"}', 1],
    ['payments_provider_call_duration_seconds_count{provider="stripe",operation="open",outcome="ok"}', 1],
    ['payments_provider_call_duration_seconds_count{provider="mercadopago",operation="open",outcome="ok"}', 1],
    ['http_request_duration_seconds_count{method="POST",route="/api/v1/payments/intent",status="201"}', 1],
    ['http_request_duration_seconds_count{method="POST",route="/webhook/:gym_slug",status="404"}', 1],
    ['http_request_duration_seconds_bucket{le="+Inf",method="POST",route="/api/v1/payments/webhook",status="200"}', 3],
  ])('the metric %s is %d', (name, value) => {
    expect(counted(name)).toBe(value);
  });

  test('the metrics have the process itself, and on a server the connections to the database', async () => {
    expect(counted('process_resident_memory_bytes')).toBeGreaterThan(1e7);
    const connections = ['busy', 'idle', 'waiting'].map((state) =>
      counted(`payments_database_connections{state="${state}"}`),
    );
    if ((await query('SELECT 1')) === null) expect(connections).toEqual([undefined, undefined, undefined]);
    else expect(connections).toEqual([expect.any(Number), expect.any(Number), 0]);
  });

  test('S6: there is no id and no secret in the metrics', () => {
    const secrets = [METRICS_TOKEN, STRIPE.key, ...STRIPE.secrets, MERCADO_PAGO.token, ...MERCADO_PAGO.secrets];

    for (const reported of [...secrets, order.paymentId, order.orderId, order.parentId, 'iron-temple', 'member-1'])
      expect(text).not.toContain(reported);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|\bpi_|_secret_/);
  });
});

onServer('in production what was counted', (database) => {
  async function statusOf(settings: Record<string, string>, headers: Record<string, string> = {}) {
    const production = {
      NODE_ENV: 'production',
      SANDBOX: '0',
      HOST: '127.0.0.1',
      PUBLIC_URL: 'https://pay.example',
      DATABASE_URL: database().url,
      JWT_SECRET: randomBytes(32).toString('hex'),
      CREDENTIALS_KEY: `k1:${randomBytes(32).toString('base64')}`,
    };
    const service = await startOnAnyDatabase({ ...production, ...settings });
    const answer = await fetch(`${service.url}/metrics`, { headers });
    await service.stop();
    return [answer.status, answer.ok || (await answer.json())];
  }

  test('in production what was counted is not there without a token to read it with', async () => {
    expect(await statusOf({})).toEqual([404, { success: false, error: 'Not found', code: 'NOT_FOUND' }]);
  });

  test('in production what was counted is there with a token', async () => {
    expect(await statusOf({ METRICS_TOKEN }, { authorization: `Bearer ${METRICS_TOKEN}` })).toEqual([200, true]);
  });
});
