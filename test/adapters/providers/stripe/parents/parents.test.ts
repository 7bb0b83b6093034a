import { describe, expect, it, onTestFinished } from 'vitest';
import { money } from '../../../../../src/domain/money/money.ts';
import { join, START } from '../../../../../src/domain/payment/fact.ts';
import type { Notification } from '../../../../../src/ports/payment-provider/deliveries.ts';
import type { PaymentProvider } from '../../../../../src/ports/payment-provider/payment-provider.ts';
import { value } from '../../../../../src/provider-kit/tools/builders.ts';
import { credentials, deliveryOf, SECRET_KEY, startSimulator, stripeAt, usd } from '../harness.ts';
import { anIntent, aRequest, aSession, inTurn, json, REFERENCE, type Script, scripted } from '../scripted.ts';

const DAY_MS = 24 * 3_600_000;
const LIVE = { access_token: 'sk_live_1', webhook_secrets: [] };

describe('opening an intent', () => {
  it('opening an intent asks for exactly what is to be paid', async () => {
    const { provider, asked } = await scripted(json(200, anIntent()));

    await provider.open(credentials, aRequest({ captureMethod: 'manual' }));

    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ method: 'POST', path: '/v1/payment_intents' });
    expect(asked[0]?.headers['idempotency-key']).toBe(`${REFERENCE}-1`);
    expect(asked[0]?.headers.authorization).toBe(`Bearer ${SECRET_KEY}`);
    expect(asked[0]?.form).toEqual({
      statement_descriptor_suffix: 'Iron Temple',
      amount: '1000',
      currency: 'usd',
      'automatic_payment_methods[enabled]': 'true',
      capture_method: 'manual',
      description: 'Monthly pass',
      'metadata[payment_id]': REFERENCE,
      receipt_email: 'buyer@example.com',
    });
  });

  it('opening an intent sends the integer that Stripe counts in', async () => {
    const { provider, asked } = await scripted(json(200, anIntent()));

    await provider.open(credentials, aRequest({ amount: money(500, 'ISK'), customerEmail: null }));

    expect(asked[0]?.form).toMatchObject({ amount: '50000', currency: 'isk' });
    expect(asked[0]?.form).not.toHaveProperty('receipt_email');
  });

  it('opening an intent dates what it says by when it was made, since an answer may be a replay', async () => {
    const { provider } = await scripted(json(200, anIntent()));

    const { report } = value(await provider.open(credentials, aRequest()));

    expect(report.fact).toEqual({ kind: 'pending', occurredAt: new Date(1_800_000_000_000) });
    expect(report.source).toBe('state');
    expect(report.attempt).toBeNull();
  });
});

describe('a title longer than Stripe takes', () => {
  it.each([
    ['client', 'x', 1000],
    ['client', '\u{1f3cb}', 1000],
    ['client', '\u{1f3cb}', 999],
    ['redirect', '\u{1f3cb}', 4999],
    ['redirect', 'x', 5000],
  ] as const)(
    'a title longer than Stripe takes is shortened in the %s flow, by whole characters (%s)',
    async (flow, character, units) => {
      const { url, simulator, stop } = await startSimulator();
      onTestFinished(stop);
      const title = (units % 2 === 0 ? '' : 'x') + character.repeat(3000);

      value(await stripeAt(url).open(credentials, aRequest({ flow, title: title.repeat(2) })));

      const taken = simulator.payables()[0]?.title ?? '';
      expect(taken).toHaveLength(units);
      expect(taken.isWellFormed()).toBe(true);
    },
  );
});

describe('opening a session', () => {
  it('opening a session asks for a page that says on itself and on its intent whose it is', async () => {
    const { provider, asked } = await scripted(json(200, aSession()));
    const expiresAt = new Date(Math.ceil(Date.now() / 1000) * 1000 + DAY_MS);

    const parent = value(await provider.open(credentials, aRequest({ flow: 'redirect', expiresAt })));

    expect(parent).toMatchObject({ parentId: 'cs_test_1', intentId: null, report: { source: 'state' } });
    expect(parent.handover).toBe('https://checkout.stripe.com/c/pay/cs_test_1');
    expect(asked[0]?.headers['idempotency-key']).toBe(`${REFERENCE}-1`);
    expect(asked[0]?.form).toEqual({
      mode: 'payment',
      'line_items[0][quantity]': '1',
      'line_items[0][price_data][currency]': 'usd',
      'line_items[0][price_data][unit_amount]': '1000',
      'line_items[0][price_data][product_data][name]': 'Monthly pass',
      success_url: `https://shop.example/thanks?payment_id=${REFERENCE}&result=success`,
      cancel_url: `https://shop.example/thanks?payment_id=${REFERENCE}&result=pending`,
      'metadata[payment_id]': REFERENCE,
      'payment_intent_data[capture_method]': 'automatic',
      'payment_intent_data[metadata][payment_id]': REFERENCE,
      'payment_intent_data[metadata][payment_parent]': 'checkout_session',
      'payment_intent_data[statement_descriptor_suffix]': 'Iron Temple',
      'adaptive_pricing[enabled]': 'false',
      customer_email: 'buyer@example.com',
      expires_at: String(expiresAt.getTime() / 1000 - 60),
    });
  });

  it.each([
    ['less than Stripe takes', 20 * 60_000],
    ['more than Stripe takes', 3 * DAY_MS],
    ['no time at all', -60_000],
  ])('opening a session reports no end that is %s', async (_, ttlMs) => {
    const { provider, asked } = await scripted(json(200, aSession()));

    await provider.open(credentials, aRequest({ flow: 'redirect', expiresAt: new Date(Date.now() + ttlMs) }));

    expect(asked[0]?.form).not.toHaveProperty('expires_at');
  });
});

describe('fetching a parent', () => {
  const DATE = 'Sat, 21 Nov 2026 12:00:00 GMT';

  it('fetching a parent dates the present state by the start of the request on Stripe’s clock', async () => {
    const { provider } = await scripted(json(200, anIntent({ status: 'processing' }), { date: DATE }));
    const begun = performance.now();

    const parent = value(await provider.fetch(credentials, 'pi_1'));

    const elapsedMs = performance.now() - begun;
    expect(parent?.report.source).toBe('observation');
    const aheadMs = Date.parse(DATE) - Number(parent?.report.fact?.occurredAt);
    expect(aheadMs).toBeGreaterThan(0);
    expect(aheadMs).toBeLessThanOrEqual(Math.ceil(elapsedMs));
  });

  it('fetching a parent dates its state by Stripe’s clock also after that was ahead, and was put right', async () => {
    const dated = (date: string) => json(200, anIntent({ status: 'processing' }), { date });
    const { provider } = await scripted(inTurn(dated('Sun, 22 Nov 2026 12:00:00 GMT'), dated(DATE)));
    await provider.fetch(credentials, 'pi_1');

    const parent = value(await provider.fetch(credentials, 'pi_1'));

    expect(Number(parent?.report.fact?.occurredAt)).toBeLessThan(Date.parse(DATE));
  });

  it('fetching a parent dates its state by our own clock when Stripe shows none', async () => {
    const { provider } = await scripted((reply, asked) => {
      reply.sendDate = false;
      json(200, anIntent())(reply, asked);
    });
    const before = Date.now();

    const parent = value(await provider.fetch(credentials, 'pi_1'));

    const at = Number(parent?.report.fact?.occurredAt);
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
  });

  it('fetching a parent takes only “no such object” for an absence', async () => {
    const error = { type: 'invalid_request_error', message: 'Unrecognized request URL' };
    const { provider } = await scripted(json(404, { error }));

    expect(await provider.fetch(credentials, 'pi_1')).toMatchObject({ kind: 'rejected', about: 'request' });
  });

  it.each([
    ['a live object and a test key', credentials, true, false],
    ['a test object and a live key', LIVE, false, false],
    ['an object that doesn’t say and a test key', credentials, undefined, false],
    ['a live object and a live key', LIVE, true, true],
  ])('fetching an intent sees whether the modes agree: %s', async (_, used, livemode, agrees) => {
    const { provider } = await scripted(json(200, anIntent({ livemode })));

    const parent = value(await provider.fetch(used, 'pi_1'));

    expect(parent?.report.accountMatches).toBe(agrees);
  });

  it.each([
    ['a live session and a test key', true, false],
    ['a test session and a test key', false, true],
  ])('fetching a session sees whether the modes agree: %s', async (_, livemode, agrees) => {
    const { provider } = await scripted(json(200, aSession({ livemode })));

    const parent = value(await provider.fetch(credentials, 'cs_test_1'));

    expect(parent?.report.accountMatches).toBe(agrees);
  });

  it('fetching a session takes the end of a page for the end, whatever its intent says', async () => {
    const failed = anIntent({ last_payment_error: { code: 'card_declined' } });
    const expired = aSession({ status: 'expired', url: null, payment_intent: failed });
    const { provider } = await scripted(json(200, expired));

    const parent = value(await provider.fetch(credentials, 'cs_test_1'));

    expect(parent).toMatchObject({ handover: '', report: { fact: { kind: 'cancelled' } } });
  });

  it('fetching a parent reads a session through its intent', async () => {
    const failed = anIntent({ last_payment_error: { code: 'card_declined' } });
    const { provider, asked } = await scripted(json(200, aSession({ payment_intent: failed })));

    const parent = value(await provider.fetch(credentials, 'cs_test_1'));

    expect(asked[0]?.path).toBe('/v1/checkout/sessions/cs_test_1?expand[0]=payment_intent.latest_charge');
    expect(parent).toMatchObject({ parentId: 'cs_test_1', intentId: 'pi_1', report: { fact: { kind: 'failed' } } });
    expect(parent?.report.attempt).toMatchObject({
      providerPaymentId: 'pi_1',
      authorized: usd(1000),
      capturedMinor: 0,
    });
  });
});

describe('a complete page whose delayed payment failed', () => {
  it.each([
    ['says why', { code: 'payment_intent_payment_attempt_failed' }],
    ['doesn’t say why', null],
  ])(
    'a complete page whose delayed payment failed can’t be paid any more, though its intent could be (it %s)',
    async (_, error) => {
      const intent = anIntent({ last_payment_error: error });
      const session = aSession({ status: 'complete', url: null, payment_intent: intent });
      const { provider } = await scripted(json(200, session));

      const parent = value(await provider.fetch(credentials, 'cs_test_1'));

      expect(parent?.report).toMatchObject({ fact: { kind: 'cancelled' }, attempt: { providerPaymentId: 'pi_1' } });
    },
  );

  it('a complete page whose delayed payment failed is over whether it is closed, fetched or reported, in any order', async () => {
    const { url, simulator, sent, stop } = await startSimulator();
    onTestFinished(stop);
    const provider = stripeAt(url);
    const { parentId } = value(await provider.open(credentials, aRequest({ flow: 'redirect' })));
    simulator.settle(parentId, 'process');
    simulator.settle(parentId, 'fail');

    const closed = value(await provider.close(credentials, parentId));
    const fetched = value(await provider.fetch(credentials, parentId));
    const reported = sent.flatMap(({ body, headers }) => provider.split(deliveryOf(body, headers(new Date()))) ?? []);
    const events = await Promise.all(reported.map((one) => provider.translate(credentials, one)));

    expect(closed.report.fact?.kind).toBe('cancelled');
    const reports = [...events.map((event) => value(event).report), fetched?.report];
    const facts = reports.map((report) => report?.fact ?? START);
    expect(facts.map(({ kind }) => kind)).toEqual(['processing', 'cancelled', 'failed', 'cancelled', 'cancelled']);
    expect(facts.reduce(join).kind).toBe('cancelled');
    expect(facts.toReversed().reduce(join).kind).toBe('cancelled');
  });
});

describe('a voucher of a page', () => {
  const until = 1_900_000_000;
  /** https://docs.stripe.com/api/payment_intents/object#payment_intent_object-next_action, 2026-11-28. */
  const ACTIONS = [
    [
      'oxxo_display_details',
      { expires_after: until, hosted_voucher_url: 'https://payments.stripe.com/o', number: '1' },
    ],
    ['boleto_display_details', { expires_at: until, hosted_voucher_url: null, number: null, pdf: null }],
    ['konbini_display_details', { expires_at: until, hosted_voucher_url: null, stores: {} }],
    ['multibanco_display_details', { expires_at: until, entity: '1', reference: '2' }],
    ['pix_display_qr_code', { expires_at: until, data: 'x' }],
  ] as const;
  const refusedToExpire = json(400, {
    error: {
      type: 'invalid_request_error',
      message: 'Only Checkout Sessions with a status in ["open"] can be expired. This one is complete.',
    },
  });

  function heldBy(next_action: unknown): Script {
    const payment_intent = anIntent({ status: 'requires_action', next_action });
    return json(200, aSession({ status: 'complete', url: null, payment_intent }));
  }

  /** The event of a page that was completed and not paid. */
  function completed({ split }: PaymentProvider): Notification {
    const event = { id: 'evt_1', object: 'event', type: 'checkout.session.completed', created: 1_800_000_000 };
    const object = aSession({ status: 'complete', url: null, payment_intent: 'pi_1' });
    const [notification] = split(deliveryOf(JSON.stringify({ ...event, livemode: false, data: { object } }), {})) ?? [];
    if (notification === undefined) throw new Error('it can be read');
    return notification;
  }

  it.each(ACTIONS)(
    'a voucher of a page (%s) is pending, and can’t be closed before it lapses',
    async (type, details) => {
      const held = heldBy({ type, [type]: details });
      const { provider } = await scripted((reply, asked) =>
        (asked.path.includes('/expire') ? refusedToExpire : held)(reply, asked),
      );

      const fetched = value(await provider.fetch(credentials, 'cs_test_1'));
      const closed = await provider.close(credentials, 'cs_test_1');

      expect(fetched?.report).toMatchObject({ fact: { kind: 'pending' }, unknownStatus: null });
      expect(closed).toMatchObject({ kind: 'not_yet', until: new Date(until * 1000) });
    },
  );

  it('a voucher of a page can’t be closed now when nothing says when it lapses', async () => {
    const held = heldBy({ type: 'display_bank_transfer_instructions', display_bank_transfer_instructions: {} });
    const { provider } = await scripted((reply, asked) =>
      (asked.path.includes('/expire') ? refusedToExpire : held)(reply, asked),
    );

    expect(await provider.close(credentials, 'cs_test_1')).toMatchObject({ kind: 'not_yet', until: null });
  });

  it('a voucher of a page has one status, in whatever order its events arrive', async () => {
    const { url, simulator, sent, stop } = await startSimulator();
    onTestFinished(stop);
    const provider = stripeAt(url);
    const { parentId } = value(await provider.open(credentials, aRequest({ flow: 'redirect' })));
    simulator.settle(parentId, 'voucher');

    const reported = sent.flatMap(({ body, headers }) => provider.split(deliveryOf(body, headers(new Date()))) ?? []);
    const events = await Promise.all(reported.map((one) => provider.translate(credentials, one)));
    const facts = events.map((event) => value(event).report?.fact ?? START);

    expect(reported.map(({ eventType }) => eventType)).toEqual([
      'payment_intent.requires_action',
      'checkout.session.completed',
    ]);
    expect(facts.map(({ kind }) => kind)).toEqual(['pending', 'pending']);
    expect(facts.reduce(join).kind).toBe(facts.toReversed().reduce(join).kind);
  });

  it.each([
    ['requires_action', 'pending'],
    ['processing', 'processing'],
    ['requires_capture', 'processing'],
    ['succeeded', 'succeeded'],
  ])('what else left a complete page unpaid is reported as its intent says: %s is %s', async (status, kind) => {
    const intent = anIntent({ status, amount_received: status === 'succeeded' ? 1000 : 0 });
    const present = aSession({ status: 'complete', url: null, payment_intent: intent });
    const { provider } = await scripted(json(200, present));

    const { report } = value(await provider.translate(credentials, completed(provider)));

    expect(report).toMatchObject({ fact: { kind }, parentId: 'cs_test_1', intentId: 'pi_1' });
  });

  it('a voucher of a page is no fact by its page alone, where the page does not come when it is asked for', async () => {
    const { provider } = await scripted(json(500, { error: { type: 'api_error' } }));

    const { report } = value(await provider.translate(credentials, completed(provider)));

    expect(report).toMatchObject({ fact: null, unknownStatus: null, parentId: 'cs_test_1', intentId: 'pi_1' });
  });
});

describe('a key that is used again', () => {
  it('a key that is used again with other parameters leaves open what the first call made', async () => {
    const { url, stop } = await startSimulator();
    const provider = stripeAt(url);

    const first = await provider.open(credentials, aRequest());
    const other = await provider.open(credentials, aRequest({ amount: usd(2000) }));
    await stop();

    expect(first.kind).toBe('ok');
    expect(other).toMatchObject({ kind: 'unknown' });
  });
});
