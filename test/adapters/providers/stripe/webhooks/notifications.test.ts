import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createConnect } from '../../../../../src/adapters/providers/stripe/calls/client.ts';
import { createClock } from '../../../../../src/adapters/providers/stripe/calls/clock.ts';
import { split, translate } from '../../../../../src/adapters/providers/stripe/webhooks/notifications.ts';
import type { Report } from '../../../../../src/domain/payment/report.ts';
import type { Translation } from '../../../../../src/ports/payment-provider/deliveries.ts';
import { value } from '../../../../../src/provider-kit/tools/builders.ts';
import { credentials, deliveryOf, usd } from '../harness.ts';
import { anIntent, aSession, REFERENCE } from '../scripted.ts';

const CREATED = 1_800_000_000;
/** For a thousand runs, however long they take on a busy machine. */
const BOUND_BY_ITS_RUNS_MS = 60_000;

function anEvent(type: string, object: unknown, change: Record<string, unknown> = {}) {
  return {
    id: 'evt_1',
    object: 'event',
    api_version: '2019-02-11',
    created: CREATED,
    data: { object },
    livemode: false,
    type,
    ...change,
  };
}

/** No server listens there: what needs to be asked stays unknown. */
function clientOf(used: typeof credentials) {
  const options = { apiBase: 'http://127.0.0.1:9', timeoutMs: BOUND_BY_ITS_RUNS_MS, now: () => new Date() };
  return createConnect({ ...options, clock: createClock() })(used);
}

function read(event: unknown) {
  return split(deliveryOf(JSON.stringify(event), {}));
}

async function translationOf(event: unknown, used = credentials): Promise<Translation> {
  const [notification] = read(event) ?? [];
  if (notification === undefined) throw new Error('expected a notification');
  return value(await translate(clientOf(used), notification));
}

async function reportOf(event: unknown, used = credentials): Promise<Report | null> {
  return (await translationOf(event, used)).report;
}

describe('what an event says', () => {
  it.each([
    ['payment_intent.succeeded', { status: 'succeeded', amount_received: 1000 }, 'succeeded', 1000],
    ['payment_intent.payment_failed', { status: 'requires_source' }, 'failed', 0],
    ['payment_intent.canceled', { status: 'canceled' }, 'cancelled', 0],
    ['payment_intent.processing', { status: 'processing' }, 'processing', 0],
    ['payment_intent.requires_action', { status: 'requires_action' }, 'pending', 0],
    ['payment_intent.amount_capturable_updated', { status: 'requires_capture' }, 'processing', 0],
  ])('the event %s with %j is %s', async (type, change, kind, capturedMinor) => {
    const at = new Date(CREATED * 1000);

    expect(await reportOf(anEvent(type, anIntent(change)))).toEqual({
      reference: REFERENCE,
      parentId: 'pi_1',
      intentId: 'pi_1',
      accountMatches: true,
      fact: { kind, occurredAt: at },
      attempt: {
        providerPaymentId: 'pi_1',
        fact: { kind, occurredAt: at },
        authorized: usd(1000),
        capturedMinor,
        decline: null,
        method: null,
        charges: [],
      },
      overAt: null,
      others: [],
      reversals: [],
      unknownStatus: null,
      unknownDeclines: [],
      source: 'event',
    });
  });

  it.each([
    [{ code: 'card_declined', decline_code: 'lost_card' }, 'lost_or_stolen', 'lost_card', []],
    [{ code: 'expired_card' }, 'expired_card', 'expired_card', []],
    [{ type: 'api_error' }, 'processing_error', 'api_error', []],
    [{ code: 'card_declined', decline_code: 'moon_phase' }, 'declined', 'moon_phase', ['moon_phase']],
  ])('an event of a failure with %j says why', async (last_payment_error, code, providerCode, unknownDeclines) => {
    const report = await reportOf(anEvent('payment_intent.payment_failed', anIntent({ last_payment_error })));

    expect(report).toMatchObject({ fact: { kind: 'failed' }, unknownDeclines });
    expect(report?.attempt?.decline).toEqual({ code, providerCode });
  });

  it('an event of a cancellation says why the last try before it failed', async () => {
    const last_payment_error = { code: 'card_declined', decline_code: 'do_not_honor' };
    const report = await reportOf(
      anEvent('payment_intent.canceled', anIntent({ status: 'canceled', last_payment_error })),
    );

    expect(report?.attempt?.decline).toEqual({ code: 'contact_issuer', providerCode: 'do_not_honor' });
  });

  it.each([
    [
      'checkout.session.completed',
      { status: 'complete', payment_status: 'paid', payment_intent: 'pi_1' },
      'succeeded',
      1000,
    ],
    [
      'checkout.session.async_payment_succeeded',
      { status: 'complete', payment_status: 'paid', payment_intent: 'pi_1' },
      'succeeded',
      1000,
    ],
    ['checkout.session.async_payment_failed', { status: 'complete', payment_intent: 'pi_1' }, 'cancelled', 0],
    ['checkout.session.expired', { status: 'expired', payment_intent: 'pi_1' }, 'cancelled', 0],
  ])('the event %s with %j is %s', async (type, change, kind, capturedMinor) => {
    expect(await reportOf(anEvent(type, aSession(change)))).toMatchObject({
      reference: REFERENCE,
      parentId: 'cs_test_1',
      intentId: 'pi_1',
      fact: { kind },
      attempt: { providerPaymentId: 'pi_1', authorized: usd(1000), capturedMinor },
    });
  });

  it('an event is the end of a page that was never opened, without an attempt', async () => {
    const report = await reportOf(anEvent('checkout.session.expired', aSession({ status: 'expired', url: null })));

    expect(report).toMatchObject({ fact: { kind: 'cancelled' }, attempt: null, intentId: null });
  });

  it('an event leaves the parent open when the intent belongs to a page', async () => {
    const metadata = { payment_id: REFERENCE, payment_parent: 'checkout_session' };
    const report = await reportOf(anEvent('payment_intent.succeeded', anIntent({ status: 'succeeded', metadata })));

    expect(report).toMatchObject({ parentId: null, intentId: 'pi_1', fact: { kind: 'succeeded' } });
  });

  it.each([
    ['refund.created', { id: 're 1', object: 'refund', payment_intent: 'pi_1' }],
    ['refund.failed', { id: 're 1', object: 'refund', payment_intent: { id: 'pi_1', object: 'payment_intent' } }],
    ['charge.dispute.created', { id: 'dp 1', object: 'dispute', payment_intent: 'pi_1' }],
    ['charge.dispute.funds_withdrawn', { id: 'dp 1', object: 'dispute', payment_intent: 'pi_1' }],
  ])('%s finds its payment by the intent and says no more', async (type, object) => {
    expect(await reportOf(anEvent(type, object))).toEqual({
      reference: null,
      parentId: null,
      intentId: 'pi_1',
      accountMatches: true,
      fact: null,
      attempt: null,
      overAt: null,
      others: [],
      reversals: [],
      unknownStatus: null,
      unknownDeclines: [],
      source: 'event',
    });
  });

  it.each([
    ['payment_intent.created', anIntent()],
    ['payment_intent.partially_funded', anIntent()],
    ['charge.succeeded', { id: 'ch_1', object: 'charge', payment_intent: 'pi_1' }],
    ['customer.created', { id: 'cus_1', object: 'customer' }],
    ['charge.refunded', { id: 'ch_1', object: 'charge', payment_intent: null }],
    ['payment_intent.succeeded', { id: 'ch_1', object: 'charge' }],
    ['checkout.session.completed', anIntent()],
    ['checkout.session.completed', aSession({ mode: 'subscription', status: 'complete', payment_status: 'paid' })],
    ['checkout.session.completed', aSession({ mode: 'setup', status: 'complete' })],
    ['checkout.session.expired', aSession({ mode: undefined, status: 'expired' })],
    ['payment_intent.succeeded.', anIntent({ status: 'succeeded' })],
  ])('%s about %j means nothing to us', async (type, object) => {
    expect(await reportOf(anEvent(type, object))).toBeNull();
  });

  it('an event is no fact when the word for it is new', async () => {
    const report = await reportOf(anEvent('payment_intent.processing', anIntent({ status: 'constructor' })));

    expect(report).toMatchObject({ fact: null, attempt: null, unknownStatus: 'constructor' });
  });

  it('an event does not count for an account of the other mode', async () => {
    const live = { access_token: 'rk_live_1', webhook_secrets: [] };
    const event = anEvent('payment_intent.succeeded', anIntent({ status: 'succeeded' }));

    expect(await reportOf(event, live)).toMatchObject({ accountMatches: false });
    expect(await reportOf(anEvent('charge.refunded', { payment_intent: 'pi_1' }), live)).toMatchObject({
      accountMatches: false,
    });
  });

  it.each([
    ['payment_intent.succeeded', anIntent({ status: 'succeeded' })],
    ['checkout.session.completed', aSession({ status: 'complete', payment_status: 'paid', payment_intent: 'pi_1' })],
    ['refund.updated', { id: 're_1', object: 'refund', payment_intent: 'pi_1' }],
  ])('%s of a connected account does not count for ours', async (type, object) => {
    for (const account of ['acct_1', '', false])
      expect(await reportOf(anEvent(type, object, { account }))).toMatchObject({ accountMatches: false });
    for (const account of [null, undefined])
      expect(await reportOf(anEvent(type, object, { account }))).toMatchObject({ accountMatches: true });
    expect(await reportOf(anEvent('customer.created', object, { account: 'acct_1' }))).toBeNull();
  });

  it('an event does not count as money when its amount can’t be read', async () => {
    const object = anIntent({ status: 'succeeded', amount_received: 1000, currency: 'xyz' });

    expect((await reportOf(anEvent('payment_intent.succeeded', object)))?.attempt).toMatchObject({
      authorized: null,
      capturedMinor: 0,
    });
  });
});

describe('a delivery', () => {
  it('a delivery is one notification, known by its event id', async () => {
    const object = anIntent();

    expect(read(anEvent('payment_intent.created', object))).toMatchObject([
      { eventId: 'evt_1', eventType: 'payment_intent.created', intentId: 'pi_1' },
    ]);
    expect(read(anEvent('customer.created', { id: 'cus_1' }))).toMatchObject([{ intentId: null }]);
    for (const type of ['payment_intent.created', 'payment_intent.succeeded'])
      expect((await translationOf(anEvent(type, object))).key).toBe('evt_1');
  });

  it.each([
    [
      'a thin event',
      { id: 'evt_1', object: 'v2.core.event', type: 'v1.billing.meter.no_meter_found', livemode: false },
    ],
    ['an event whose time is text', anEvent('x', {}, { created: '1800000000' })],
    ['an event with an impossible time', anEvent('x', {}, { created: 1e300 })],
    ['an event without a type', anEvent('', {})],
    ['an event with another id', anEvent('x', {}, { id: 'pi_1' })],
    ['another object', anIntent()],
    ['null', null],
    ['an array', [anEvent('x', {})]],
  ])('a delivery is not read from %s', (_, body) => {
    expect(read(body)).toBeNull();
  });

  it.each([
    ['no object', anEvent('invoice.upcoming', undefined)],
    ['a text for an object', anEvent('payment_intent.succeeded', 'pi_1')],
    ['no mode', anEvent('customer.created', {}, { livemode: undefined })],
    ['no time', anEvent('customer.created', {}, { created: undefined })],
    ['nothing but its id and type', { id: 'evt_1', type: 'customer.created' }],
  ])('a delivery that has %s means nothing to us', async (_, event) => {
    expect((await translationOf(event)).report).toBeNull();
  });

  it('a delivery is not read from bytes that are no UTF-8', () => {
    const body = Buffer.from(JSON.stringify(anEvent('payment_intent.created', anIntent())));
    const broken = Buffer.concat([body.subarray(0, 8), Buffer.from([0xff]), body.subarray(8)]);

    expect(split(deliveryOf(body, {}))).not.toBeNull();
    expect(split(deliveryOf(broken, {}))).toBeNull();
  });

  it(
    'a delivery never throws, whatever its object is',
    async () => {
      const types = fc.constantFrom('payment_intent.succeeded', 'checkout.session.completed', 'refund.updated', 'x');
      const fields = fc.constantFrom(
        'id',
        'object',
        'status',
        'payment_status',
        'payment_intent',
        'metadata',
        'amount',
        'currency',
      );
      const objects = fc.oneof(
        fc.jsonValue(),
        fc.dictionary(fields, fc.jsonValue()).map((change) => anIntent(change)),
      );

      await fc.assert(
        fc.asyncProperty(types, objects, async (type, object) => {
          const [notification] = read(anEvent(type, object)) ?? [];
          if (notification === undefined) return;
          expect((await translate(clientOf(credentials), notification)).kind).toBe('ok');
        }),
        { numRuns: 1_000 },
      );
    },
    BOUND_BY_ITS_RUNS_MS,
  );
});
