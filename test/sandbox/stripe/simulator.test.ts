import fastify from 'fastify';
import Stripe from 'stripe';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Webhook } from '../../../src/sandbox/simulator.ts';
import { createStripeSimulator, type StripeOptions } from '../../../src/sandbox/stripe/index.ts';

const SECRET_KEY = 'sk_test_of_the_simulator';
const WEBHOOK_SECRET = 'whsec_of_the_simulator';
const START = Date.parse('2026-11-21T12:00:00.900Z');
const DAY_MS = 24 * 3_600_000;

const INTENT = { amount: '1000', currency: 'usd' };
const PAGE = {
  mode: 'payment',
  success_url: 'https://shop.example/thanks',
  'line_items[0][quantity]': '1',
  'line_items[0][price_data][currency]': 'usd',
  'line_items[0][price_data][unit_amount]': '1000',
  'line_items[0][price_data][product_data][name]': 'Monthly pass',
  'metadata[payment_id]': 'ours',
  'payment_intent_data[metadata][payment_id]': 'ours',
};

let now: number;
let state: Record<string, unknown>;
let sent: Webhook[];
let isBroken: boolean;

beforeEach(() => {
  now = START;
  state = {};
  sent = [];
  isBroken = false;
});

function start(options: Partial<StripeOptions> = {}) {
  const context = {
    now: () => new Date(now),
    state,
    save: () => {
      if (isBroken) throw new Error('the disk is full');
    },
    url: () => 'http://127.0.0.1:4000',
    send: (webhook: Webhook) => void sent.push(webhook),
  };
  const secrets = { secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET, webhookUrl: 'http://127.0.0.1:3000/hook' };
  const simulator = createStripeSimulator(context, { ...secrets, ...options });
  const server = fastify();
  server.register(simulator.routes);

  async function ask(method: 'GET' | 'POST', url: string, form: Record<string, string> = {}, headers = {}) {
    const encoded = new URLSearchParams(form).toString();
    const authorization = `Bearer ${SECRET_KEY}`;
    const body = {
      payload: encoded,
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    };
    const read = { headers: { authorization, ...headers } };
    const reply = await server.inject(
      method === 'POST' ? { method, url, ...body } : { method, url: `${url}?${encoded}`, ...read },
    );
    return { status: reply.statusCode, headers: reply.headers, body: reply.json() };
  }
  return { simulator, server, ask };
}

/** The events that were sent, as the official SDK reads them. */
function events(): [string, Record<string, unknown>][] {
  return sent.map(({ body, headers }) => {
    const signature = headers(new Date(now))['stripe-signature'] ?? '';
    const event = Stripe.webhooks.constructEvent(body, signature, WEBHOOK_SECRET, 300, undefined, now);
    return [event.type, event.data.object as unknown as Record<string, unknown>];
  });
}

describe('the simulated Stripe', () => {
  it('the simulated Stripe asks for its key, and repeats the end of a wrong one', async () => {
    const { ask } = start();

    const missing = await ask('GET', '/v1/payment_intents/pi_1', {}, { authorization: '' });
    const wrong = await ask('GET', '/v1/payment_intents/pi_1', {}, { authorization: 'Bearer sk_test_wrong_9x7z' });

    expect([missing.status, wrong.status]).toEqual([401, 401]);
    expect(missing.body.error.type).toBe('invalid_request_error');
    expect(wrong.body.error.message).toContain('9x7z');
    expect(wrong.body.error.message).not.toContain('wrong');
  });

  it('the simulated Stripe takes forms only', async () => {
    const { server } = start();
    const headers = { authorization: `Bearer ${SECRET_KEY}`, 'content-type': 'application/json' };

    const reply = await server.inject({ method: 'POST', url: '/v1/payment_intents', headers, payload: INTENT });

    expect(reply.statusCode).toBe(400);
    expect(reply.json().error.type).toBe('invalid_request_error');
  });

  it.each([
    [{ currency: 'usd' }, 'parameter_missing', 'amount'],
    [{ amount: '1000' }, 'parameter_missing', 'currency'],
    [{ ...INTENT, amount: '10.5' }, 'parameter_invalid_integer', 'amount'],
    [{ ...INTENT, amount: '49' }, 'amount_too_small', 'amount'],
    [{ ...INTENT, amount: '-1' }, 'amount_too_small', 'amount'],
    [{ ...INTENT, amount: '100000000' }, 'amount_too_large', 'amount'],
    [{ amount: '50001', currency: 'isk' }, 'parameter_invalid_integer', 'amount'],
    [{ ...INTENT, currency: 'USD' }, undefined, 'currency'],
    [{ ...INTENT, surprise: '1' }, 'parameter_unknown', 'surprise'],
    [{ ...INTENT, 'payment_method_types[0]': 'card' }, 'parameter_unknown', 'payment_method_types[0]'],
    [{ ...INTENT, constructor: '1' }, 'parameter_unknown', 'constructor'],
    [{ ...INTENT, capture_method: 'never' }, undefined, 'capture_method'],
    [{ ...INTENT, receipt_email: 'not-an-address' }, 'email_invalid', 'receipt_email'],
    [{ ...INTENT, 'metadata[a]': 'x'.repeat(501) }, undefined, 'metadata[a]'],
    [{ ...INTENT, [`metadata[${'k'.repeat(41)}]`]: 'x' }, undefined, `metadata[${'k'.repeat(41)}]`],
    [{ ...INTENT, ...manyMetadata(51) }, undefined, 'metadata'],
  ])('the simulated Stripe refuses an intent of %j', async (form, code, param) => {
    const { ask, simulator } = start();

    const { status, body } = await ask('POST', '/v1/payment_intents', form as Record<string, string>);

    expect(status).toBe(400);
    expect(body.error).toMatchObject({ type: 'invalid_request_error', param });
    expect(body.error.code).toBe(code);
    expect(simulator.payables()).toEqual([]);
  });

  it('the simulated Stripe makes an intent, shows it again, and dates its answers', async () => {
    const { ask } = start();

    const made = await ask('POST', '/v1/payment_intents', { ...INTENT, ...manyMetadata(50) });
    const shown = await ask('GET', `/v1/payment_intents/${made.body.id}`);

    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({ object: 'payment_intent', amount: 1000, livemode: false, created: 1795262400 });
    expect(made.body.status).toBe('requires_payment_method');
    expect(made.headers).toMatchObject({
      date: 'Sat, 21 Nov 2026 12:00:00 GMT',
      'request-id': expect.stringMatching(/^req_/),
    });
    expect(shown.body).toEqual(made.body);
  });

  it('the simulated Stripe knows no other objects', async () => {
    const { ask } = start();

    for (const path of ['/v1/payment_intents/toString', '/v1/checkout/sessions/cs_1']) {
      const { status, body } = await ask('GET', path);
      expect([status, body.error.code]).toEqual([404, 'resource_missing']);
    }
  });

  it('the simulated Stripe searches by metadata, and is as far behind as it is configured to be', async () => {
    const { ask } = start({ searchLagMs: 60_000 });
    const form = { ...INTENT, 'metadata[payment_id]': "it's" };
    const { body: made } = await ask('POST', '/v1/payment_intents', form);
    const search = (query: string) => ask('GET', '/v1/payment_intents/search', { query });

    const early = await search(String.raw`metadata['payment_id']:'it\'s'`);
    now += 61_000;
    const late = await search(String.raw`metadata['payment_id']:'it\'s'`);
    const other = await search("metadata['payment_id']:'other'");
    const unclear = await search('amount>100');

    expect(early.body.data).toEqual([]);
    expect(late.body.data.map(({ id }: { id: string }) => id)).toEqual([made.id]);
    expect(other.body.data).toEqual([]);
    expect(unclear.status).toBe(400);
  });

  it('the simulated Stripe keeps what it knows in plain JSON', async () => {
    const { body } = await start().ask('POST', '/v1/payment_intents', INTENT);
    state = JSON.parse(JSON.stringify(state));

    const shown = await start().ask('GET', `/v1/payment_intents/${body.id}`);

    expect(shown.body).toEqual(body);
  });
});

describe('an idempotency key at the simulated Stripe', () => {
  const key = { 'idempotency-key': 'a key' };

  it('an idempotency key at the simulated Stripe gives the first answer again, whatever has happened since', async () => {
    const { ask, simulator } = start();

    const first = await ask('POST', '/v1/payment_intents', INTENT, key);
    simulator.settle(first.body.id, 'succeed');
    const again = await ask('POST', '/v1/payment_intents', INTENT, key);

    expect(again.body).toEqual(first.body);
    expect(first.headers).not.toHaveProperty('idempotent-replayed');
    expect(again.headers).toMatchObject({ 'idempotent-replayed': 'true' });
  });

  it('an idempotency key at the simulated Stripe is refused with other parameters', async () => {
    const { ask } = start();
    await ask('POST', '/v1/payment_intents', INTENT, key);

    const other = await ask('POST', '/v1/payment_intents', { ...INTENT, amount: '2000' }, key);

    expect([other.status, other.body.error.type]).toEqual([400, 'idempotency_error']);
  });

  it('an idempotency key at the simulated Stripe replays a 500 too, for a day', async () => {
    const { ask } = start();
    isBroken = true;
    const first = await ask('POST', '/v1/payment_intents', INTENT, key);
    isBroken = false;

    const again = await ask('POST', '/v1/payment_intents', INTENT, key);
    now += DAY_MS;
    const later = await ask('POST', '/v1/payment_intents', INTENT, key);

    expect([first.status, again.status, later.status]).toEqual([500, 500, 200]);
    expect(first.body.error.type).toBe('api_error');
  });

  it('an idempotency key at the simulated Stripe is not used up by a request that was refused', async () => {
    const { ask } = start();

    const refused = await ask('POST', '/v1/payment_intents', { ...INTENT, amount: '1' }, key);
    const accepted = await ask('POST', '/v1/payment_intents', INTENT, key);

    expect([refused.status, accepted.status]).toEqual([400, 200]);
  });
});

describe('a buyer at the simulated Stripe', () => {
  it.each([
    ['succeed', 'payment_intent.succeeded', { status: 'succeeded', amount_received: 1000 }],
    ['fail', 'payment_intent.payment_failed', { status: 'requires_payment_method', amount_received: 0 }],
    ['process', 'payment_intent.processing', { status: 'processing' }],
    ['cancel', 'payment_intent.canceled', { status: 'canceled' }],
  ] as const)('a buyer at the simulated Stripe can %s, and the service is notified', async (how, type, object) => {
    const { ask, simulator } = start();
    const { body } = await ask('POST', '/v1/payment_intents', INTENT);

    simulator.settle(body.id, how);

    expect(events()).toEqual([[type, expect.objectContaining({ id: body.id, ...object })]]);
    expect((await ask('GET', `/v1/payment_intents/${body.id}`)).body).toMatchObject(object);
  });

  it('a buyer at the simulated Stripe only authorizes what is to be captured later', async () => {
    const { ask, simulator } = start();
    const { body } = await ask('POST', '/v1/payment_intents', { ...INTENT, capture_method: 'manual' });

    simulator.settle(body.id, 'succeed');

    const authorized = { status: 'requires_capture', amount_received: 0, amount_capturable: 1000 };
    expect(events()).toEqual([['payment_intent.amount_capturable_updated', expect.objectContaining(authorized)]]);
  });

  it.each([
    ['capture', { amount_to_capture: '700' }, { amount_captured: 700, captured: true, refunded: false }, 300],
    ['cancel', {}, { amount_captured: 0, captured: false, refunded: true }, 1000],
  ] as const)(
    'the simulated Stripe shows what %s lets go of a hold as a refund of the charge',
    async (what, form, charge, letGo) => {
      const { ask, simulator } = start();
      const { body } = await ask('POST', '/v1/payment_intents', { ...INTENT, capture_method: 'manual' });
      simulator.settle(body.id, 'succeed');

      await ask('POST', `/v1/payment_intents/${body.id}/${what}`, form);

      const { data } = (await ask('GET', '/v1/refunds', { payment_intent: body.id })).body;
      expect(data).toMatchObject([{ amount: letGo, balance_transaction: null, reason: null, status: 'succeeded' }]);
      const shown = await ask('GET', `/v1/payment_intents/${body.id}`, { 'expand[0]': 'latest_charge' });
      expect(shown.body.latest_charge).toMatchObject({ amount: 1000, amount_refunded: letGo, ...charge });
      expect((await ask('GET', `/v1/charges/${data[0].charge}`)).body).toEqual(shown.body.latest_charge);
      expect(events().map(([type]) => type)).toEqual(expect.arrayContaining(['refund.created', 'charge.refunded']));
    },
  );

  it('the simulated Stripe lets a hold go by itself when it is not captured for a week', async () => {
    const { ask, simulator } = start();
    const { body } = await ask('POST', '/v1/payment_intents', { ...INTENT, capture_method: 'manual' });
    simulator.settle(body.id, 'succeed');
    now += 7 * DAY_MS;

    expect((await ask('GET', `/v1/payment_intents/${body.id}`)).body).toMatchObject({ status: 'canceled' });

    const { data } = (await ask('GET', '/v1/refunds', { payment_intent: body.id })).body;
    expect(data).toMatchObject([{ amount: 1000, reason: 'expired_uncaptured_charge' }]);
    expect(events().map(([type]) => type)).toEqual(
      expect.arrayContaining(['charge.expired', 'payment_intent.canceled']),
    );
  });

  it('the simulated Stripe refuses a restricted key what it may not read, also inside another object', async () => {
    const { ask } = start({ without: ['refunds', 'charges'] });
    const { body } = await ask('POST', '/v1/payment_intents', INTENT);
    const path = `/v1/payment_intents/${body.id}`;

    for (const [url, form, permission] of [
      ['/v1/refunds', { payment_intent: body.id }, 'rak_refund_read'],
      [path, { 'expand[0]': 'latest_charge' }, 'rak_charge_read'],
    ] as const) {
      const refused = await ask('GET', url, form);
      expect(refused.status).toBe(403);
      expect(refused.body.error.message).toContain(`'${permission}'`);
    }
    expect((await ask('GET', path)).status).toBe(200);
  });

  it('a buyer at the simulated Stripe may try again after a failure, and not after the end', async () => {
    const { ask, simulator } = start();
    const { body } = await ask('POST', '/v1/payment_intents', INTENT);

    simulator.settle(body.id, 'fail');
    simulator.settle(body.id, 'succeed');

    expect(() => simulator.settle(body.id, 'succeed')).toThrow("can't be paid any more");
    expect(() => simulator.settle(body.id, 'pay_twice')).toThrow('a Stripe intent can be paid once');
    expect(() => simulator.settle('pi_unknown', 'succeed')).toThrow('there is no pi_unknown');
    expect(events().map(([type]) => type)).toEqual(['payment_intent.payment_failed', 'payment_intent.succeeded']);
  });

  it('the simulated Stripe finds what can be paid and what was, in major units, a page instead of its intent', async () => {
    const { ask, simulator } = start();
    const { body: paid } = await ask('POST', '/v1/payment_intents', INTENT);
    simulator.settle(paid.id, 'succeed');
    const intent = { amount: '1000', currency: 'jpy', description: 'Pass', 'metadata[payment_id]': 'first' };
    await ask('POST', '/v1/payment_intents', intent);
    const { body: page } = await ask('POST', '/v1/checkout/sessions', PAGE);
    simulator.settle(page.id, 'fail');

    const returnUrl = 'https://shop.example/thanks';
    expect(simulator.payables()).toMatchObject([
      { reference: 'first', title: 'Pass', amount: '1000', currency: 'JPY', status: 'requires_payment_method' },
      { id: paid.id, reference: null, amount: '10.00', currency: 'USD', status: 'succeeded' },
      { id: page.id, reference: 'ours', title: 'Monthly pass', amount: '10.00', status: 'open', returnUrl },
    ]);
  });

  it('the simulated Stripe sends the buyer to one page with the money on its way, and to another without', async () => {
    const { ask, simulator } = start();
    const urls = { success_url: 'https://shop.example/{CHECKOUT_SESSION_ID}', cancel_url: 'https://shop.example/back' };
    const { body: page } = await ask('POST', '/v1/checkout/sessions', { ...PAGE, ...urls });

    expect(simulator.payables()[0]?.returnUrl).toBe('https://shop.example/back');
    simulator.settle(page.id, 'succeed');
    expect(simulator.payables()[0]?.returnUrl).toBe(`https://shop.example/${page.id}`);
  });

  it('a buyer at the simulated Stripe can no longer pay what was cancelled, and it is cancelled once', async () => {
    const { ask, simulator } = start();
    const { body } = await ask('POST', '/v1/payment_intents', INTENT);

    const first = await ask('POST', `/v1/payment_intents/${body.id}/cancel`);
    const again = await ask('POST', `/v1/payment_intents/${body.id}/cancel`);

    expect(first.body).toMatchObject({ status: 'canceled', canceled_at: 1795262400 });
    expect([again.status, again.body.error.code]).toEqual([400, 'payment_intent_unexpected_state']);
    expect(() => simulator.settle(body.id, 'succeed')).toThrow();
    expect(events()).toHaveLength(1);
  });

  it('the simulated Stripe gives events that are signed anew at each sending', async () => {
    const { ask, simulator } = start();
    const { body } = await ask('POST', '/v1/payment_intents', INTENT);
    simulator.settle(body.id, 'succeed');
    const first = sent[0]?.headers(new Date(now))['stripe-signature'];

    now += DAY_MS;

    expect(sent[0]?.headers(new Date(now))['stripe-signature']).not.toBe(first);
    expect(events()).toHaveLength(1);
    expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({ object: 'event', created: 1795262400, livemode: false });
  });
});

describe('a disputed charge at the simulated Stripe', () => {
  it.each([
    ['dispute', 400],
    ['dispute_lost', 400],
    ['dispute_won', 200],
  ] as const)('a disputed charge at the simulated Stripe after %s answers a refund with %i', async (last, status) => {
    const { ask, simulator } = start();
    const { body: intent } = await ask('POST', '/v1/payment_intents', INTENT);
    simulator.settle(intent.id, 'succeed');
    simulator.act(intent.id, 'dispute', { amount: null });
    if (last !== 'dispute') simulator.act(intent.id, last, { amount: null });

    const answer = await ask('POST', '/v1/refunds', { payment_intent: intent.id });

    expect(answer.status).toBe(status);
    if (status === 400) {
      expect(answer.body.error).toMatchObject({ type: 'invalid_request_error', code: 'charge_disputed' });
      expect(() => simulator.act(intent.id, 'refund', { amount: null })).toThrow('charged back');
    }
  });
});

describe('a page of the simulated Stripe', () => {
  it.each([
    [{ success_url: '' }, 'success_url'],
    [{ success_url: 'not a url' }, 'success_url'],
    [{ 'line_items[0][price_data][unit_amount]': '1' }, 'line_items[0][price_data][unit_amount]'],
    [{ expires_at: String(START / 1000 + 60) }, 'expires_at'],
    [{ expires_at: String(Math.floor(START / 1000) + 25 * 3600) }, 'expires_at'],
    [{ surprise: '1' }, 'surprise'],
  ])('a page of the simulated Stripe is refused with %j', async (change, param) => {
    const { ask } = start();

    const { status, body } = await ask('POST', '/v1/checkout/sessions', { ...PAGE, ...change });

    expect([status, body.error.param]).toEqual([400, param]);
  });

  it('a page of the simulated Stripe makes its intent when the buyer confirms', async () => {
    const { ask, simulator } = start();
    const { body: page } = await ask('POST', '/v1/checkout/sessions', PAGE);
    simulator.settle(page.id, 'succeed');

    const { body: after } = await ask('GET', `/v1/checkout/sessions/${page.id}`, { 'expand[0]': 'payment_intent' });

    expect(page).toMatchObject({
      status: 'open',
      payment_intent: null,
      url: `http://127.0.0.1:4000/sandbox/pay/${page.id}`,
    });
    expect(after).toMatchObject({ status: 'complete', payment_status: 'paid', url: null });
    expect(after.payment_intent).toMatchObject({ status: 'succeeded', metadata: { payment_id: 'ours' } });
    expect(events().map(([type]) => type)).toEqual(['payment_intent.succeeded', 'checkout.session.completed']);
  });

  it('a page of the simulated Stripe stays open after a failed try, and is over with a delayed one', async () => {
    const { ask, simulator } = start();
    const { body: page } = await ask('POST', '/v1/checkout/sessions', PAGE);

    simulator.settle(page.id, 'fail');
    const failed = (await ask('GET', `/v1/checkout/sessions/${page.id}`)).body;
    simulator.settle(page.id, 'process');
    simulator.settle(page.id, 'fail');

    expect(() => simulator.settle(page.id, 'succeed')).toThrow("can't be paid any more");
    expect(failed).toMatchObject({ status: 'open', payment_intent: expect.stringMatching(/^pi_/) });
    expect(events().map(([type]) => type)).toEqual([
      'payment_intent.payment_failed',
      'payment_intent.processing',
      'checkout.session.completed',
      'payment_intent.payment_failed',
      'checkout.session.async_payment_failed',
    ]);
  });

  it('a page of the simulated Stripe is expired by any caller who asks, once, and by time', async () => {
    const { ask } = start();
    const { body: first } = await ask('POST', '/v1/checkout/sessions', PAGE);
    const { body: second } = await ask('POST', '/v1/checkout/sessions', PAGE);

    const expired = await ask('POST', `/v1/checkout/sessions/${first.id}/expire`);
    const again = await ask('POST', `/v1/checkout/sessions/${first.id}/expire`);
    now += DAY_MS;
    const lapsed = await ask('GET', `/v1/checkout/sessions/${second.id}`);

    expect([expired.body.status, again.status, lapsed.body.status]).toEqual(['expired', 400, 'expired']);
    expect(events().map(([type]) => type)).toEqual(['checkout.session.expired', 'checkout.session.expired']);
  });

  it('a page of the simulated Stripe does not let its intent be cancelled', async () => {
    const { ask, simulator } = start();
    const { body: page } = await ask('POST', '/v1/checkout/sessions', PAGE);
    simulator.settle(page.id, 'fail');
    const intentId = (await ask('GET', `/v1/checkout/sessions/${page.id}`)).body.payment_intent;

    const { status } = await ask('POST', `/v1/payment_intents/${intentId}/cancel`);

    expect(status).toBe(400);
  });

  it('a page of the simulated Stripe is listed, newest first, a page at a time', async () => {
    const { ask, simulator } = start();
    const ids: string[] = [];
    for (const _ of [1, 2, 3]) ids.unshift((await ask('POST', '/v1/checkout/sessions', PAGE)).body.id);
    simulator.settle(ids[0] as string, 'cancel');

    const page = await ask('GET', '/v1/checkout/sessions', { limit: '1', status: 'open' });
    const next = await ask('GET', '/v1/checkout/sessions', {
      limit: '1',
      status: 'open',
      starting_after: page.body.data[0].id,
    });
    const none = await ask('GET', '/v1/checkout/sessions', { 'created[gte]': String(Math.ceil(now / 1000)) });

    expect([page.body.data[0].id, page.body.has_more]).toEqual([ids[1], true]);
    expect([next.body.data[0].id, next.body.has_more]).toEqual([ids[2], false]);
    expect(none.body.data).toEqual([]);
  });
});

function manyMetadata(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`metadata[key${index}]`, 'x']));
}
