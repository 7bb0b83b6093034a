import { describe, expect, test } from 'vitest';
import {
  aCapture,
  anOrder,
  aPaidOrder,
  CAPTURE_ID,
  CREDENTIALS,
  ORDER_ID,
  ok,
  problem,
  type Script,
  scripted,
} from '../scripted.ts';

const ORDER = `/v2/checkout/orders/${ORDER_ID}`;
const CLOSED = anOrder({ intent: 'AUTHORIZE', status: 'APPROVED', update_time: '2026-11-29T11:00:00Z' });
const APPROVED = anOrder({ status: 'APPROVED', payment_source: { card: { last_digits: '7704', brand: 'VISA' } } });
const NO_CONTENT = { status: 204, body: null };

async function completed(script: Script) {
  const { provider, asked } = await scripted(script);
  const outcome = await provider.complete(CREDENTIALS, { parentId: ORDER_ID, idempotencyKey: 'a key' });
  return { outcome, asked };
}

async function closed(script: Script) {
  const { provider, asked } = await scripted(script);
  const outcome = await provider.close(CREDENTIALS, ORDER_ID);
  return { outcome, methods: asked.map(({ method }) => method) };
}

describe('The money of an order', () => {
  test('the money of an order is taken under the key of the call', async () => {
    const { outcome, asked } = await completed({
      [`GET ${ORDER}`]: ok(APPROVED),
      [`POST ${ORDER}/capture`]: ok(aPaidOrder()),
    });

    expect(outcome).toMatchObject({ kind: 'ok', value: { report: { fact: { kind: 'succeeded' } } } });
    expect(asked.at(-1)).toMatchObject({ path: `${ORDER}/capture`, headers: { 'paypal-request-id': 'a key' } });
  });

  test.each([
    ['INSTRUMENT_DECLINED', 'declined'],
    ['CARD_EXPIRED', 'expired_card'],
    ['PAYER_CANNOT_PAY', 'contact_issuer'],
    ['DUPLICATE_INVOICE_ID', 'duplicate'],
    ['TRANSACTION_REFUSED', 'processing_error'],
  ])('the money of an order that is declined with %s ends the order, with a failed attempt', async (issue, code) => {
    const { outcome, asked } = await completed({
      [`GET ${ORDER}`]: [ok(APPROVED), ok(APPROVED), ok(CLOSED)],
      [`POST ${ORDER}/capture`]: problem(422, issue),
      [`PATCH ${ORDER}`]: NO_CONTENT,
    });

    expect(outcome).toMatchObject({
      kind: 'ok',
      value: {
        handover: '',
        report: {
          fact: { kind: 'cancelled' },
          attempt: {
            ...{ providerPaymentId: ORDER_ID, fact: { kind: 'failed' }, capturedMinor: 0 },
            ...{ decline: { code, providerCode: issue }, method: { type: 'card', brand: 'visa', last4: '7704' } },
          },
        },
      },
    });
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'PATCH', 'GET']);
  });

  test.each(['ORDER_ALREADY_CAPTURED', 'ACTION_DOES_NOT_MATCH_INTENT', 'ORDER_NOT_APPROVED', 'SOMETHING_NEW'])(
    'the money of an order that PayPal does not take for %s leaves the order as it is',
    async (issue) => {
      const { outcome } = await completed({
        [`GET ${ORDER}`]: [ok(APPROVED), ok(aPaidOrder())],
        [`POST ${ORDER}/capture`]: problem(422, issue),
      });

      expect(outcome).toMatchObject({ kind: 'ok', value: { report: { fact: { kind: 'succeeded' } } } });
    },
  );

  test.each([
    ['no buyer has approved', anOrder()],
    ['was closed', CLOSED],
  ])('the money of an order that %s is not asked for', async (_what, order) => {
    const { asked } = await completed({ [`GET ${ORDER}`]: ok(order) });

    expect(asked.map(({ method }) => method)).toEqual(['GET']);
  });

  test('the money of an order came when it was taken, though a part of it has gone back since', async () => {
    const capture = aCapture({ status: 'PARTIALLY_REFUNDED', update_time: '2026-11-30T10:00:00Z' });

    const { outcome } = await completed({ [`GET ${ORDER}`]: ok(aPaidOrder(capture)) });

    const fact = { kind: 'succeeded', occurredAt: new Date('2026-11-29T10:05:00Z') };
    expect(outcome).toMatchObject({ kind: 'ok', value: { report: { fact } } });
  });

  test('the money of an order of which an answer is lost may have moved, and nothing is closed', async () => {
    const { outcome, asked } = await completed({
      [`GET ${ORDER}`]: ok(APPROVED),
      [`POST ${ORDER}/capture`]: { status: 500, body: {} },
    });

    expect(outcome).toMatchObject({ kind: 'unknown' });
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  test('the money of an order that is under review is on its way; one that is declined ends the order', async () => {
    const reported = async (capture: ReturnType<typeof aCapture>) => {
      const { outcome } = await completed({
        [`GET ${ORDER}`]: ok(APPROVED),
        [`POST ${ORDER}/capture`]: ok(aPaidOrder(capture)),
      });
      return outcome.kind === 'ok' ? outcome.value.report : expect.fail(outcome.reason);
    };

    expect(await reported(aCapture({ status: 'PENDING' }))).toMatchObject({
      fact: { kind: 'processing' },
      overAt: null,
    });
    const declined = aCapture({ status: 'DECLINED', processor_response: { response_code: '5120' } });
    expect(await reported(declined)).toMatchObject({
      fact: { kind: 'cancelled' },
      attempt: { providerPaymentId: CAPTURE_ID, decline: { code: 'insufficient_funds', providerCode: '5120' } },
    });
    expect(await reported(aCapture({ status: 'HELD' }))).toMatchObject({ fact: null, unknownStatus: 'HELD' });
  });
});

describe('An end of an order', () => {
  test('an end of an order makes it one that no capture takes money from', async () => {
    const { outcome, methods } = await closed({
      [`GET ${ORDER}`]: [ok(APPROVED), ok(CLOSED)],
      [`PATCH ${ORDER}`]: NO_CONTENT,
    });

    const occurredAt = new Date('2026-11-29T11:00:00Z');
    const report = { fact: { kind: 'cancelled', occurredAt }, overAt: occurredAt };
    expect(outcome).toMatchObject({ kind: 'ok', value: { handover: '', report } });
    expect(methods).toEqual(['GET', 'PATCH', 'GET']);
  });

  test('an end of an order that PayPal has forgotten is there', async () => {
    const { outcome, methods } = await closed({});

    expect(outcome).toMatchObject({
      kind: 'ok',
      value: { parentId: ORDER_ID, report: { fact: { kind: 'cancelled' } } },
    });
    expect(methods).toEqual(['GET']);
  });

  test('an end of an order that PayPal does not change is this service’s own: its money is not asked for any more', async () => {
    const { outcome } = await closed({
      [`GET ${ORDER}`]: ok(APPROVED),
      [`PATCH ${ORDER}`]: problem(422, 'INVALID_PATCH'),
    });

    expect(outcome).toMatchObject({ kind: 'ok', value: { report: { fact: { kind: 'cancelled' } } } });
    expect(outcome).not.toHaveProperty('value.report.awaitsCompletion');
  });

  test('an end of an order that was paid meanwhile is too late', async () => {
    const { outcome } = await closed({
      [`GET ${ORDER}`]: [ok(APPROVED), ok(aPaidOrder())],
      [`PATCH ${ORDER}`]: problem(422, 'ORDER_ALREADY_COMPLETED'),
    });

    expect(outcome).toMatchObject({ kind: 'ok', value: { report: { fact: { kind: 'succeeded' } } } });
  });

  test('an end of an order of which the answer is lost is not known', async () => {
    const { outcome } = await closed({ [`GET ${ORDER}`]: ok(APPROVED), [`PATCH ${ORDER}`]: { status: 500, body: {} } });

    expect(outcome).toMatchObject({ kind: 'unknown' });
  });
});
