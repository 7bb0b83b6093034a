import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import Stripe from 'stripe';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type SandboxOptions, startSandbox } from '../../src/sandbox/alone.ts';
import { operations as mercadopagoOperations } from '../../src/sandbox/mercadopago/operations.ts';
import { operations as paypalOperations } from '../../src/sandbox/paypal/operations.ts';
import { operations as stripeOperations } from '../../src/sandbox/stripe/operations.ts';
import { start } from './harness.ts';

const DAY_S = 24 * 3600;

type Listed = { readonly payments: readonly object[] };
type Settled = { readonly status: string; readonly webhooks: readonly { event_type: string; status_code: number }[] };

/** The providers alone, with the hands of a test. */
async function alone(options: SandboxOptions = {}) {
  const sandbox = await startSandbox(options);
  onTestFinished(sandbox.close);
  const { port } = new URL(sandbox.url);
  const ask = async <Answer>(method: string, path: string, body?: object) => {
    const content = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(sandbox.url + path, { method, ...(body !== undefined && content) });
    return { status: answer.status, body: (answer.status === 204 ? null : await answer.json()) as Answer };
  };
  const stripeOf = (key: string) =>
    new Stripe(key, { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0 });
  return {
    ...{ sandbox, ask, stripeOf, stripe: stripeOf(sandbox.stripe.secretKey) },
    post: <Answer = Settled>(path: string) => ask<Answer>('POST', `/sandbox/${path}`),
  };
}

/** A project's webhook: what it was sent, as the SDK reads it. */
async function startProject(secret: string) {
  const events: Stripe.Event[] = [];
  const server = createServer(async (request, response) => {
    const signature = request.headers['stripe-signature'] ?? '';
    events.push(Stripe.webhooks.constructEvent(await text(request), signature, secret));
    response.end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`, events };
}

const SESSION: Stripe.Checkout.SessionCreateParams = {
  mode: 'payment',
  success_url: 'https://shop.example/thanks',
  line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 1000, product_data: { name: 'A pass' } } }],
};

describe('the providers alone', () => {
  test('the providers alone have the same keys at each start, and remember nothing of an earlier one', async () => {
    const [first, second] = [await alone(), await alone()];
    await first.stripe.paymentIntents.create({ amount: 1000, currency: 'usd' });

    expect({ ...second.sandbox, url: '', close: null }).toEqual({ ...first.sandbox, url: '', close: null });
    expect((await second.ask<Listed>('GET', '/sandbox/payments')).body.payments).toEqual([]);
  });

  test('the providers alone send what happens in the Stripe account to the address that was named', async () => {
    const { events, url } = await startProject('whsec_fitstack_sandbox');
    const { stripe, post } = await alone({ stripeWebhookUrl: url });
    const { id } = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd' });

    const { body } = await post(`payments/${id}/succeed`);

    expect(body).toMatchObject({ status: 'succeeded', webhooks: [{ status_code: 200 }] });
    expect(events.map(({ type, data }) => [type, Object(data.object).id])).toEqual([['payment_intent.succeeded', id]]);
  });

  test('the providers alone send nothing to another machine, whichever address a preference or an operator names', async () => {
    const { sandbox, ask, post } = await alone();
    const preference = await fetch(`${sandbox.url}/checkout/preferences`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.mercadopago.accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        items: [{ title: 'A pass', quantity: 1, unit_price: 10, currency_id: 'ARS' }],
        notification_url: 'https://shop.example/webhook',
      }),
    });

    const { body } = await post(`payments/${Object(await preference.json()).id}/succeed`);

    expect(body).toMatchObject({ status: 'approved', webhooks: [{ status_code: null, attempts: 0 }] });
    expect(await ask('GET', '/sandbox/webhooks')).toMatchObject({ body: { webhooks: [{ attempts: 0 }] } });
    await expect(startSandbox({ stripeWebhookUrl: 'https://shop.example/webhook' })).rejects.toThrow('this machine');
  });

  test('the providers alone take no other port than the one that was asked for', async () => {
    const { sandbox } = await alone();
    const { port } = new URL(sandbox.url);

    await expect(startSandbox({ port: Number(port) })).rejects.toThrow(`Port ${port} is taken`);
  });

  test('Stripe takes the key as curl -u sends it, too', async () => {
    const { sandbox } = await alone();
    const asked = async (key: string) => {
      const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
      return (await fetch(`${sandbox.url}/v1/payment_intents`, { headers: { authorization } })).status;
    };

    expect([await asked(sandbox.stripe.secretKey), await asked('sk_test_another')]).toEqual([200, 401]);
  });
});

describe('the clock of the providers', () => {
  test('the clock of the providers ends pages and holds that are past their time, with webhooks of the present', async () => {
    const { events, url } = await startProject('whsec_fitstack_sandbox');
    const { stripe, post } = await alone({ stripeWebhookUrl: url });
    const session = await stripe.checkout.sessions.create(SESSION);
    const held = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd', capture_method: 'manual' });
    await post(`payments/${held.id}/succeed`);
    const before = events.length;

    const { body } = await post('clock?advance=25h');
    expect(body.webhooks).toMatchObject([{ event_type: 'checkout.session.expired', status_code: 200 }]);
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('expired');
    expect((await stripe.paymentIntents.retrieve(held.id)).status).toBe('requires_capture');

    await post('clock?advance=7%20days');
    expect((await stripe.paymentIntents.retrieve(held.id)).status).toBe('canceled');
    expect(
      events
        .slice(before)
        .map(({ type }) => type)
        .sort(),
    ).toEqual([
      'charge.expired',
      'charge.refunded',
      'checkout.session.expired',
      'payment_intent.canceled',
      'refund.created',
    ]);
    expect((events.at(-1)?.created ?? 0) - session.created).toBeGreaterThanOrEqual(8 * DAY_S);
  });

  test('the clock of the providers is shown, goes on from where it was moved to, and never back', async () => {
    const { ask, post } = await alone();
    const clock = async () => Object((await ask('GET', '/sandbox/clock')).body) as { now: string; ahead_ms: number };

    expect((await clock()).ahead_ms).toBe(0);
    await ask('POST', '/sandbox/clock', { advance: '1h' });
    await post('clock?advance=30m');

    const { now, ahead_ms } = await clock();
    expect(ahead_ms).toBe(5_400_000);
    expect(Math.abs(Date.parse(now) - Date.now() - ahead_ms)).toBeLessThan(60_000);
    for (const wrong of ['-1h', 'soon', '', '200y'])
      expect(await post(`clock?advance=${wrong}`)).toMatchObject({ status: 400, body: { error: expect.anything() } });
    expect((await clock()).ahead_ms).toBe(5_400_000);
  });

  test('the clock of the providers can not be moved beside the service, whose own would stay', async () => {
    const { url } = await start({ service: { url: 'http://localhost:8080', shopper: null } });

    const answers = ['clock?advance=1h', 'reset'].map((path) => fetch(`${url}/sandbox/${path}`, { method: 'POST' }));
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([404, 404]);
  });
});

test('a reset leaves the accounts of the start, and nothing else', async () => {
  const { events, url } = await startProject('whsec_fitstack_sandbox');
  const { sandbox, stripe, stripeOf, ask, post } = await alone({ stripeWebhookUrl: url });
  const [{ body: account }, { body: seller }] = [
    await post<Record<string, string>>(`stripe/accounts?webhook_url=${url}`),
    await post<Record<string, string>>('mercadopago/sellers'),
  ];
  const intent = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd' }, { idempotencyKey: 'a key' });
  await stripeOf(account['secret_key'] ?? '').paymentIntents.create({ amount: 1000, currency: 'usd' });
  await ask('POST', '/sandbox/faults', { fault: 'delay', ms: 1_000 });
  await post(`payments/${intent.id}/succeed`);
  await post('clock?advance=1h');

  expect((await post('reset')).status).toBe(204);

  await sleep(1_200);
  expect(events).toEqual([]);
  expect((await ask<Listed>('GET', '/sandbox/payments')).body.payments).toEqual([]);
  expect((await ask('GET', '/sandbox/webhooks')).body).toEqual({ webhooks: [] });
  expect((await ask('GET', '/sandbox/faults')).body).toMatchObject({ on: [] });
  expect((await ask('GET', '/sandbox/clock')).body).toMatchObject({ ahead_ms: 0 });
  const asSeller = async (token = '') => {
    const answer = await fetch(`${sandbox.url}/v1/payments/search`, { headers: { authorization: `Bearer ${token}` } });
    return answer.status;
  };
  expect(await asSeller(sandbox.mercadopago.accessToken)).toBe(200);
  expect(await asSeller(seller['access_token'])).toBe(401);
  await expect(stripeOf(account['secret_key'] ?? '').paymentIntents.list()).rejects.toThrow('Invalid API Key');
  const again = await stripe.paymentIntents.create({ amount: 1000, currency: 'usd' }, { idempotencyKey: 'a key' });
  expect(again.id).not.toBe(intent.id);
});

test('docs/sandbox.md names every request that is simulated, and every operation that faults can strike', async () => {
  const document = await readFile(join(import.meta.dirname, '../../docs/sandbox.md'), 'utf8');
  const operations = Object.entries({ ...stripeOperations, ...mercadopagoOperations, ...paypalOperations });

  for (const [request, operation] of operations) {
    expect(document).toContain(`\`${request.replace(/\/$/, '')}\``);
    expect(document).toContain(`\`${operation}\``);
  }
});
