import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { dataOf, type Opened, type Platform, STRIPE, send, startPlatform } from '../support/platform.ts';
import { anEvent, anIntent, PAID, seconds, stripeSignature } from '../support/signing.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const [SECRET] = STRIPE.secrets;
const GYM_SECRET = 'whsec_of_the_gym';
const PAID_PAGE = { status: 'complete', payment_status: 'paid' };
const DECLINED = { last_payment_error: { code: 'card_declined' } };

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
  const gym = { token: STRIPE.key, userId: '', secret: GYM_SECRET };
  await platform.putGym('stripe-gym', gym, { provider: 'stripe', return_url: 'https://gym.example/thanks' });
});
afterAll(() => platform.stop());

function notify(event: ReturnType<typeof anEvent>, path = '/api/v1/payments/webhook', secret: string = SECRET) {
  const body = JSON.stringify(event);
  return platform.deliver(path, { 'stripe-signature': stripeSignature(body, secret) }, body);
}

/** The documented answer. */
function reported(event: { id: string; type: string }, intentId: string | null, status: string) {
  const data = { event_id: event.id, event_type: event.type, payment_intent_id: intentId, status };
  return { status: 200, body: { status: 'success', data } };
}

describe('an event that is acted on', () => {
  test.each([
    ['payment_intent.processing', { status: 'processing' }, 'processing'],
    ['payment_intent.requires_action', { status: 'requires_action' }, 'pending'],
    ['payment_intent.amount_capturable_updated', { status: 'requires_capture' }, 'processing'],
    ['payment_intent.payment_failed', DECLINED, 'failed'],
    ['payment_intent.canceled', { status: 'canceled' }, 'cancelled'],
    ['payment_intent.succeeded', PAID, 'succeeded'],
  ])('an event that is acted on is answered with the payment’s status: %s', async (type, changes, status) => {
    const { paymentId, parentId } = await platform.openOrder();
    const event = anEvent(type, anIntent(parentId, paymentId, changes));

    expect(await notify(event)).toEqual(reported(event, parentId, status));
    expect(await platform.statusOf(paymentId)).toBe(status);
  });

  test.each([
    ['charge.refunded', 'charge'],
    ['refund.created', 'refund'],
    ['refund.failed', 'refund'],
    ['charge.refund.updated', 'refund'],
    ['charge.captured', 'charge'],
    ['charge.expired', 'charge'],
    ['charge.failed', 'charge'],
    ['charge.dispute.created', 'dispute'],
    ['charge.dispute.closed', 'dispute'],
  ])('%s, which finds its payment by the intent, is answered with the payment’s status', async (type, object) => {
    const { paymentId, parentId } = await platform.openOrder();
    await notify(anEvent('payment_intent.succeeded', anIntent(parentId, paymentId, { ...PAID })));
    const event = anEvent(type, { id: `${object}_1`, object, payment_intent: parentId });

    expect(await notify(event)).toEqual(reported(event, parentId, 'succeeded'));
  });

  test.each([
    ['checkout.session.completed', 'succeed', 'succeeded'],
    ['payment_intent.succeeded', 'succeed', 'succeeded'],
    ['checkout.session.completed', 'process', 'processing'],
    ['payment_intent.payment_failed', 'fail', 'failed'],
    ['checkout.session.expired', 'cancel', 'cancelled'],
  ] as const)(
    'the event %s after a buyer did this at a gym is answered with the payment’s status: %s',
    async (type, did, status) => {
      const opened = await platform.openCheckout('stripe-gym');
      await platform.customer(opened.parentId, did);
      const event = anEvent(type, objectOf(type, opened, PAID_PAGE));

      expect(await notify(event, '/webhook/stripe-gym', SECRET)).toMatchObject({ status: 401 });
      expect(await platform.statusOf(opened.paymentId)).toBe('pending');
      const answer = await notify(event, '/webhook/stripe-gym', GYM_SECRET);
      expect(answer).toEqual({ status: 200, body: { status: 'processed' } });
      expect(await platform.statusOf(opened.paymentId)).toBe(status);
    },
  );
});

test('a declined try is one event of ours, whether its intent, its charge or both are reported, and in which order', async () => {
  const { paymentId, parentId } = await platform.openOrder();
  const card = { type: 'card', card: { brand: 'visa', last4: '0002' } };
  const created = seconds(1);
  const ofIntent = (charge: string) => {
    const last_payment_error = { type: 'card_error', code: 'card_declined', decline_code: 'generic_decline', charge };
    const object = anIntent(parentId, paymentId, { last_payment_error, latest_charge: charge });
    return anEvent('payment_intent.payment_failed', object, { created });
  };
  const ofCharge = (id: string) => {
    const failed = { object: 'charge', status: 'failed', failure_code: 'card_declined', payment_method_details: card };
    return anEvent(
      'charge.failed',
      { id, payment_intent: parentId, amount: 1000, currency: 'jpy', ...failed },
      { created },
    );
  };

  for (const event of [ofIntent('ch_1'), ofCharge('ch_1'), ofCharge('ch_2'), ofIntent('ch_2'), ofIntent('ch_1')])
    expect(await notify(event)).toMatchObject({ status: 200 });

  expect(await failuresOf(paymentId)).toHaveLength(2);
});

async function failuresOf(paymentId: string): Promise<readonly unknown[]> {
  const headers = { authorization: `Bearer ${platform.tokenFor('receiver', 'webhooks:manage')}` };
  const url = `${platform.url}/api/v1/events?type=payment.failed&payment_id=${paymentId}`;
  return dataOf(await send(url, { method: 'GET', headers }))['items'] as readonly unknown[];
}

describe('an event that a gym signs about its own page', () => {
  test.each([
    ['checkout.session.completed', PAID_PAGE],
    ['checkout.session.async_payment_succeeded', PAID_PAGE],
    ['checkout.session.async_payment_failed', { status: 'complete' }],
    ['checkout.session.completed', { status: 'complete' }],
    ['checkout.session.expired', { status: 'expired' }],
    ['payment_intent.succeeded', PAID],
    ['payment_intent.canceled', { status: 'canceled' }],
    ['payment_intent.payment_failed', DECLINED],
    ['payment_intent.processing', { status: 'processing' }],
  ])('an event %s with %j that a gym signs about its own page leaves the payment pending', async (type, changes) => {
    const opened = await platform.openCheckout('stripe-gym');

    const answer = await notify(anEvent(type, objectOf(type, opened, changes)), '/webhook/stripe-gym', GYM_SECRET);

    expect(answer).toEqual({ status: 200, body: { status: 'processed' } });
    expect(await platform.statusOf(opened.paymentId)).toBe('pending');
  });

  test.each([
    ['refund.created', { id: 're_1', object: 'refund', amount: 500_000, currency: 'ars', status: 'succeeded' }],
    [
      'refund.updated',
      {
        id: 're_2',
        object: 'refund',
        amount: 1,
        currency: 'ars',
        status: 'succeeded',
        metadata: { refund_id: 'ours' },
      },
    ],
    ['charge.refunded', aRefundedCharge()],
    ['charge.dispute.created', { id: 'dp_1', object: 'dispute', amount: 500_000, currency: 'ars', status: 'lost' }],
  ])(
    'an event %s with %j that a gym signs about its own page gives nothing back of what was paid',
    async (type, object) => {
      const opened = await platform.openCheckout('stripe-gym');
      await platform.customer(opened.parentId, 'succeed');
      expect((await platform.sync(opened.paymentId)).status).toBe(200);
      const { attempts } = await detailsOf(opened.paymentId);
      const intentId = (attempts as { provider_payment_id: string }[])[0]?.provider_payment_id;

      const event = anEvent(type, { ...object, payment_intent: intentId });
      expect(await notify(event, '/webhook/stripe-gym', GYM_SECRET)).toMatchObject({ status: 200 });

      const details = await detailsOf(opened.paymentId);
      expect(details).toMatchObject({ amounts: { captured: 500_000, refunded: 0 }, refunds: [], disputes: [] });
    },
  );
});

test('a sync that finds a page unpaid under a success is an anomaly for an operator, and the success stays', async () => {
  const { paymentId, parentId } = await platform.openOrder();
  await notify(anEvent('payment_intent.succeeded', anIntent(parentId, paymentId, PAID)));

  for (const _twice of [1, 2]) expect((await platform.sync(paymentId)).status).toBe(200);

  expect(await detailsOf(paymentId)).toMatchObject({
    status: 'succeeded',
    anomalies: [{ kind: 'not_paid', subject: parentId, detail: { found: 'pending' } }],
  });
});

describe('what is not about one of our payments', () => {
  test.each([
    ['payment_intent.created', anIntent('pi_1', null), 'pi_1'],
    ['payment_intent.succeeded', anIntent('pi_2', null, PAID), 'pi_2'],
    ['payment_intent.succeeded', anIntent('pi_3', randomUUID(), PAID), 'pi_3'],
    ['payment_intent.succeeded', anIntent('pi_4', 'not-an-id\u0000', PAID), 'pi_4'],
    ['charge.refunded', { id: 'ch_1', object: 'charge', payment_intent: 'pi_5' }, 'pi_5'],
    ['charge.refunded', { id: 'ch_2', object: 'charge', payment_intent: null }, null],
    ['refund.updated', { id: 're_1', object: 'refund', payment_intent: 'pi_6' }, 'pi_6'],
    ['customer.created', { id: 'cus_1', object: 'customer' }, null],
    ['checkout.session.completed', { id: 'cs_1', object: 'checkout.session', mode: 'setup', status: 'complete' }, null],
    ['something.that.is.new', {}, null],
  ])('what is not about one of our payments is ignored: %s about %j', async (type, object, intentId) => {
    const event = anEvent(type, object);

    expect(await notify(event)).toEqual(reported(event, intentId, 'ignored'));
    expect(await notify(event)).toEqual(reported(event, intentId, 'ignored'));
  });

  test('what is not about one of our payments is ignored: an event of ours of a type that is not acted on', async () => {
    const { paymentId, parentId } = await platform.openOrder();
    const event = anEvent('payment_intent.created', anIntent(parentId, paymentId, PAID));

    expect(await notify(event)).toEqual(reported(event, parentId, 'ignored'));
    expect(await platform.statusOf(paymentId)).toBe('pending');
  });
});

test('N4: an event is known again by its id, which is signed, however often and whenever it is signed anew', async () => {
  const { paymentId, parentId } = await platform.openOrder();
  const failed = anEvent('payment_intent.payment_failed', anIntent(parentId, paymentId, DECLINED));
  const paid = anEvent('payment_intent.succeeded', anIntent(parentId, paymentId, PAID));
  const header = (body: string, age: number) => ({ 'stripe-signature': stripeSignature(body, SECRET, seconds(-age)) });
  const [early, late] = [failed, paid].map((event) => JSON.stringify(event)) as [string, string];
  const path = '/api/v1/payments/webhook?data.id=1&id=evt_other';

  for (const age of [0, 100, 200])
    expect(await platform.deliver(path, header(early, age), early)).toEqual(reported(failed, parentId, 'failed'));
  // The same unsigned surroundings don't make another event a repetition.
  const surroundings = { ...header(late, 0), 'x-request-id': 'same', 'idempotency-key': 'same' };
  expect(await platform.deliver(path, surroundings, late)).toEqual(reported(paid, parentId, 'succeeded'));
  expect(await platform.deliver(path, header(early, 0), early)).toEqual(reported(failed, parentId, 'succeeded'));
});

async function detailsOf(paymentId: string) {
  const url = `${platform.url}/api/v1/payments/${paymentId}/details`;
  return dataOf(await send(url, { method: 'GET', headers: platform.operator }));
}

/** A gym's page, or the intent of it. */
function objectOf(type: string, opened: Opened, changes: Record<string, unknown>) {
  if (type.startsWith('checkout.session')) return aSession(opened, changes);
  const metadata = { payment_id: opened.paymentId, payment_parent: 'checkout_session' };
  const money = {
    amount: 500_000,
    currency: 'ars',
    ...(changes['status'] === 'succeeded' && { amount_received: 500_000 }),
  };
  return { ...anIntent(`pi_of_${opened.parentId}`, opened.paymentId, changes), metadata, ...money };
}

/** As an endpoint of an API version before 2022-11-15 is sent it, with its refunds inside. */
function aRefundedCharge() {
  const refund = { id: 're_3', object: 'refund', amount: 500_000, currency: 'ars', status: 'succeeded' };
  const amounts = {
    amount: 500_000,
    amount_captured: 500_000,
    amount_refunded: 500_000,
    captured: true,
    currency: 'ars',
  };
  return { id: 'ch_1', object: 'charge', ...amounts, refunds: { object: 'list', data: [refund], has_more: false } };
}

function aSession({ paymentId, parentId }: Opened, changes: Record<string, unknown>) {
  return {
    id: parentId,
    object: 'checkout.session',
    amount_total: 500_000,
    created: seconds(),
    currency: 'ars',
    livemode: false,
    metadata: { payment_id: paymentId },
    mode: 'payment',
    payment_intent: `pi_of_${parentId}`,
    payment_status: 'unpaid',
    status: 'open',
    url: null,
    ...changes,
  };
}
