import { describe, expect, it, onTestFinished } from 'vitest';
import { money } from '../../../../../src/domain/money/money.ts';
import { assess } from '../../../../../src/domain/payment/assessment.ts';
import type { RefundRequest } from '../../../../../src/ports/payment-provider/requests.ts';
import { value } from '../../../../../src/provider-kit/tools/builders.ts';
import { aPayment, WHOLE } from '../../../../domain/builders.ts';
import { type Answer, aPaymentAnswer, CREDENTIALS, REFERENCE, scripted } from '../scripted.ts';

const PAYMENT_ID = '143845427326';
const SHOWS_IN_PROCESS = { 'x-render-in-process-refunds': 'true' };
const REQUEST: RefundRequest = {
  reference: '0b6bb1a5-2f63-4f7e-8d9f-1c2d3e4f5a6b',
  idempotencyKey: '77e1c83b-7bb0-437b-bc50-a7a58e5660ac',
  providerPaymentId: PAYMENT_ID,
  amount: money(10_000, 'ARS'),
  reason: null,
};

/** As the reference shows one. */
const REFUND = {
  id: 1009042015,
  payment_id: 143_845_427_326,
  amount: 100,
  metadata: {},
  source: { name: 'Iron Temple', id: '178046087', type: 'collector' },
  date_created: '2026-11-21T13:58:49.312-04:00',
  unique_sequence_number: null,
  refund_mode: 'standard',
  adjustment_amount: 0,
  status: 'approved',
  reason: null,
};

const error = (status: number, code: number | null, message = 'bad'): Answer => ({
  status,
  json: {
    message,
    error: 'bad_request',
    status,
    cause: code === null ? [] : [{ code, description: message, data: null }],
  },
});
/** JSON as text: `JSON.stringify` would round what these tests are about. */
const text =
  (json: string): Answer =>
  (response) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end(json);

describe('A refund at Mercado Pago', () => {
  it('Refunding at Mercado Pago asks to be shown what is under way, and reads it as pending', async () => {
    const { provider, asked } = await start([{ status: 201, json: { ...REFUND, status: 'in_process' } }]);

    const made = value(await provider.refund(CREDENTIALS, REQUEST));

    const madeAt = new Date('2026-11-21T17:58:49.312Z');
    expect(made).toMatchObject({ providerRefundId: '1009042015', status: 'pending', amount: REQUEST.amount, madeAt });
    expect(asked[0]).toMatchObject({
      method: 'POST',
      headers: {
        ...SHOWS_IN_PROCESS,
        authorization: `Bearer ${CREDENTIALS.access_token}`,
        'x-idempotency-key': REQUEST.idempotencyKey,
      },
      body: { amount: 100 },
    });
  });

  it.each([
    [400, 2063, 'request'],
    [400, 2085, 'request'],
    [401, 4040, 'amount'],
    [400, 4041, 'amount'],
    [404, 2000, 'request'],
    [404, 2024, 'request'],
    [400, 15016, 'request'],
    [404, 3024, 'request'],
    [400, 4292, 'request'],
    [401, null, 'credentials'],
  ])(
    'A refund at Mercado Pago that is answered %i with code %s is refused for good, about the %s',
    async (status, code, about) => {
      const { provider } = await start([error(status, code)]);

      expect(await provider.refund(CREDENTIALS, REQUEST)).toMatchObject({ kind: 'rejected', about });
    },
  );

  it.each([
    ['a bad request without a code', error(400, null, 'Refund is being processed')],
    ['a code that is documented nowhere', error(400, 99_999)],
    ['a key that was used before', error(404, 2032)],
    ['a missing thing without a code', error(404, null, 'Resource not found.')],
    ['a refusal without a code', error(403, null)],
    ['an unprocessable request', error(422, null)],
    ['a documented code of a server that failed', error(500, 2063)],
    ['success without a refund', { json: {} }],
  ])('A refund at Mercado Pago may have been made after %s', async (_, answer) => {
    const { provider } = await start([answer]);

    expect(await provider.refund(CREDENTIALS, REQUEST)).toMatchObject({ kind: 'unknown' });
  });
});

describe('The list of refunds of a payment', () => {
  it('The list of refunds of a payment shows those under way, whatever the payment itself shows', async () => {
    const underWay = { ...REFUND, id: 1009042016, status: 'in_process' };
    const payment = aPaymentAnswer({ refunds: [REFUND], transaction_amount_refunded: 100 });
    const { provider, asked } = await start([{ json: payment }, { json: [REFUND, underWay] }]);

    const listed = value(await provider.listRefunds(CREDENTIALS, PAYMENT_ID));

    expect(listed.map(({ status }) => status)).toEqual(['succeeded', 'pending']);
    expect(asked[1]).toMatchObject({ path: `/v1/payments/${PAYMENT_ID}/refunds/`, headers: SHOWS_IN_PROCESS });
  });

  it.each([[{ ...REFUND, id: null }], [{ ...REFUND, id: 1.5 }], ['refund'], [null]])(
    'The list of refunds of a payment is not known while it shows %j',
    async (odd) => {
      const { provider } = await start([{ json: aPaymentAnswer() }, { json: [REFUND, odd] }]);

      expect(await provider.listRefunds(CREDENTIALS, PAYMENT_ID)).toMatchObject({ kind: 'unknown' });
    },
  );
});

describe('A payment whose refunds are neither shown nor given', () => {
  it.each([
    ['refused', error(403, null)],
    ['not answered', { status: 500, json: {} }],
    ['no list', { json: {} }],
  ] as [string, Answer][])(
    'A payment whose refunds are neither shown nor given is known all the same where they are %s, and they are to be asked for again',
    async (_, answer) => {
      const payment = aPaymentAnswer({ refunds: [], transaction_amount_refunded: 100 });
      const { provider } = await start([{ json: payment }, answer]);
      const payload = { about: 'payment', id: PAYMENT_ID };

      const reported = await provider.translate(CREDENTIALS, {
        eventId: '1',
        eventType: 'payment',
        intentId: null,
        subject: null,
        payload,
      });

      const { report } = value(reported);
      expect(report).toMatchObject({ fact: { kind: 'succeeded' }, unanswered: [{ about: 'refunds' }] });
      expect(report?.reversals.filter(({ kind }) => kind === 'refund')).toEqual([]);
    },
  );
});

describe('Ids beyond 2^53', () => {
  const LONG = '9007199254740993';

  it('The id of a refund beyond 2^53 is read digit by digit', async () => {
    const made = JSON.stringify({ ...REFUND, id: 0 }).replace('"id":0', `"id":${LONG}`);
    const { provider } = await start([text(made), { json: aPaymentAnswer() }, text(`[${made}]`)]);

    expect(value(await provider.refund(CREDENTIALS, REQUEST)).providerRefundId).toBe(LONG);
    expect(value(await provider.listRefunds(CREDENTIALS, PAYMENT_ID))).toMatchObject([{ providerRefundId: LONG }]);
  });

  it('The ids beyond 2^53 of a payment, and of its receiver, are read digit by digit', async () => {
    const payment = JSON.stringify(aPaymentAnswer({ id: 0 })).replace('"id":0', `"id":${LONG}`);
    const { provider } = await start([text(payment)]);
    const notification = {
      eventId: '1',
      eventType: 'payment',
      intentId: null,
      subject: null,
      payload: { about: 'payment', id: LONG },
    };

    const { report } = value(await provider.translate(CREDENTIALS, notification));

    expect(report?.attempt?.providerPaymentId).toBe(LONG);
    const neighbour = { ...notification, payload: { about: 'payment', id: '9007199254740992' } };
    expect(await provider.translate(CREDENTIALS, neighbour)).toMatchObject({ kind: 'unknown' });
  });

  it('Ids beyond 2^53 are an anomaly of the payment where they are unreadable', async () => {
    const payment = aPaymentAnswer({ refunds: [{ ...REFUND, id: null }], transaction_amount_refunded: 100 });
    const { provider } = await start([{ json: payment }]);
    const notification = {
      eventId: '1',
      eventType: 'payment',
      intentId: null,
      subject: null,
      payload: { about: 'payment', id: PAYMENT_ID },
    };

    const { report } = value(await provider.translate(CREDENTIALS, notification));
    const ours = aPayment({ id: REFERENCE, amount: money(500_050, 'ARS') });

    expect(report && assess(ours, report, WHOLE).fact?.kind).toBe('succeeded');
    expect(report && assess(ours, report, WHOLE).anomalies).toMatchObject([
      { kind: 'amount_mismatch', subject: PAYMENT_ID },
    ]);
  });
});

async function start(answers: readonly Answer[]) {
  const server = await scripted(answers);
  onTestFinished(server.stop);
  return server;
}
