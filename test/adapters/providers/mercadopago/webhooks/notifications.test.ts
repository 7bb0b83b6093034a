import { describe, expect, it, onTestFinished } from 'vitest';
import { createMercadoPago } from '../../../../../src/adapters/providers/mercadopago/index.ts';
import { type Hint, split } from '../../../../../src/adapters/providers/mercadopago/webhooks/notifications.ts';
import type { Delivery, Notification } from '../../../../../src/ports/payment-provider/deliveries.ts';
import { AMPLE_MS, value } from '../../../../../src/provider-kit/tools/builders.ts';
import { type Answer, aPaymentAnswer, aRequest, CREDENTIALS, NOW, REFERENCE, scripted } from '../scripted.ts';
import { arriving, OTHER_SELLER, SELLER, startSimulator } from '../simulated.ts';

const ID = '143845427326';
const BODY = {
  action: 'payment.created',
  api_version: 'v1',
  data: { id: ID },
  date_created: '2026-11-21T15:00:00Z',
  id: 128_483_944_749,
  live_mode: true,
  type: 'payment',
  user_id: '239610915',
};
const NOT_FOUND: Answer = { status: 404, json: { message: 'Payment not found', error: 'not_found', status: 404 } };

describe('Taking a notification apart', () => {
  it('Taking a notification apart names the payment that was signed, and the provider’s own words', () => {
    expect(split(aDelivery())).toEqual([
      {
        eventId: '128483944749',
        eventType: 'payment.created',
        intentId: null,
        subject: ID,
        payload: { about: 'payment', id: ID },
      },
    ]);
  });

  it.each(['', '{', '[]', 'null', '"payment"', '1', '\ufeff{}x', '{"data":'])(
    'Taking a notification apart gives up on a body that is %j',
    (body) => {
      expect(split(aDelivery({ body: Buffer.from(body) }))).toBeNull();
    },
  );

  it('Taking a notification apart gives up on bytes that are no text, and survives deep nesting', () => {
    expect(split(aDelivery({ body: Buffer.from('{"action":"\xff"}', 'latin1') }))).toBeNull();
    expect(split(aDelivery({ body: Buffer.from('['.repeat(500_000)) }))).toBeNull();
  });

  it('Taking a notification apart gives up on a body about something else than was signed', () => {
    expect(split(aDelivery(bodyWith({ data: { id: '999' } })))).toBeNull();
    expect(split(aDelivery(bodyWith({ data: { id: ID } })))).not.toBeNull();
  });

  it('Taking a notification apart does not compare an id that JSON made a number of: it may have lost digits', () => {
    const id = '9007199254740993';
    const query = [
      ['data.id', id],
      ['type', 'payment'],
    ] as const;
    const [notification] = split(aDelivery({ query, body: Buffer.from(`{"data":{"id":${id}}}`) })) ?? [];

    expect(notification?.payload).toEqual({ about: 'payment', id });
  });

  it('Taking a notification apart keeps an event id as text, and the signed id where JSON lost digits of it', () => {
    expect(only(aDelivery(bodyWith({ id: '12' }))).eventId).toBe('12');
    expect(only(aDelivery({ body: Buffer.from(`{"id":90071992547409931,"data":{"id":"${ID}"}}`) })).eventId).toBe(ID);
    expect(only(aDelivery(bodyWith({ id: undefined }))).eventId).toBe(ID);
  });

  it('Taking a notification apart bounds the words that it repeats', () => {
    const { eventType } = only(aDelivery(bodyWith({ action: `x\n\u0000${'y'.repeat(500)}` })));

    expect(eventType).toMatch(/^xy{1,63}$/);
  });

  it.each<{ word: unknown }>([
    { word: {} },
    { word: [] },
    { word: ['payment'] },
    { word: true },
    { word: 7 },
    { word: null },
    { word: '' },
    { word: { toString: 'payment' } },
  ])('Taking a notification apart reads no word from $word', ({ word }) => {
    const query = [['data.id', ID]] as const;
    const other = only(aDelivery({ query, ...bodyWith({ action: word, type: word }) }));
    const named = only(aDelivery(bodyWith({ action: word })));
    const older = { topic: 'payment', resource: [`https://api.mercadolibre.com/collections/notifications/${ID}`] };

    expect(other).toMatchObject({ eventType: 'unknown', payload: { about: 'other' } });
    expect(named).toMatchObject({ eventType: 'payment', payload: { about: 'payment' } });
    expect(split(aDelivery({ query: [], body: Buffer.from(JSON.stringify(older)) }))).toBeNull();
  });

  it('Taking a notification apart takes one saying “payment” as enough to ask, since none of it is signed', () => {
    const other = only(
      aDelivery({
        query: [
          ['data.id', ID],
          ['type', 'topic_chargebacks_wh'],
        ],
        ...bodyWith({ type: 'x' }),
      }),
    );
    const either = only(
      aDelivery({
        query: [
          ['data.id', ID],
          ['type', 'topic_chargebacks_wh'],
        ],
      }),
    );

    expect(other.payload).toMatchObject({ about: 'other' });
    expect(either.payload).toMatchObject({ about: 'payment' });
  });

  it('Taking a notification apart reads the older shapes, which can only ever be hints', () => {
    const query = [
      ['topic', 'payment'],
      ['id', ID],
    ] as const;
    const resource = {
      body: Buffer.from(
        JSON.stringify({ resource: `https://api.mercadolibre.com/collections/notifications/${ID}`, topic: 'payment' }),
      ),
    };
    const order = {
      body: Buffer.from(
        JSON.stringify({ resource: 'https://api.mercadolibre.com/merchant_orders/1', topic: 'merchant_order' }),
      ),
    };

    expect(only(aDelivery({ query, ...resource })).payload).toEqual({ about: 'payment', id: ID });
    expect(only(aDelivery({ query: [], ...resource })).payload).toEqual({ about: 'payment', id: ID });
    expect(only(aDelivery({ query: [], ...order })).payload).toEqual({ about: 'other', id: '1' });
  });

  it('Taking a notification apart reads the older shapes without a body: the query says all of it', () => {
    const query = [
      ['topic', 'payment'],
      ['id', ID],
    ] as const;

    const reported = only(aDelivery({ query, body: Buffer.from('') }));

    expect(reported).toMatchObject({ payload: { about: 'payment', id: ID }, subject: ID });
    expect(split(aDelivery({ query: [['topic', 'payment']], body: Buffer.from('') }))).toBeNull();
    expect(split(aDelivery({ query, body: Buffer.from('{') }))).toBeNull();
  });

  it.each([
    [
      'automatic-payments',
      'card.updated',
      { customer_id: '12345678-aluyasdhfyt', new_card_id: 50000102202, old_card_id: 50000006036 },
    ],
    ['stop_delivery_op_wh', 'Created', { merchant_order: 249940988000, payment_id: 58980959081, site_id: 'MLA' }],
    ['payment', 'payment.created', undefined],
  ])('A notification of type %s without an id is about nothing that we act on', async (type, action, data) => {
    const body = Buffer.from(JSON.stringify({ action, api_version: 'v1', data, live_mode: true, type }));

    const reported = only(aDelivery({ query: [], body }));

    expect(reported).toMatchObject({ eventType: action, payload: { about: 'other' }, subject: null });
  });

  it('Taking a notification apart knows one payment by one name', () => {
    const query = [
      ['data.id', `00${ID}`],
      ['type', 'payment'],
    ] as const;

    expect(only(aDelivery({ query, body: Buffer.from('{}') })).payload).toEqual({ about: 'payment', id: ID });
  });
});

describe('What a notification means', () => {
  it.each([
    ['pending', 'pending', 0],
    ['in_process', 'processing', 0],
    ['authorized', 'processing', 0],
    ['rejected', 'failed', 0],
    ['cancelled', 'failed', 0],
    ['canceled', 'failed', 0],
    ['approved', 'succeeded', 500_050],
    ['in_mediation', 'succeeded', 500_050],
    ['refunded', 'succeeded', 500_050],
    ['charged_back', 'succeeded', 500_050],
  ])('What a notification means is said by the fetched payment: %s is %s', async (status, kind, capturedMinor) => {
    const { report } = await translated([{ json: aPaymentAnswer({ status }) }]);

    const fact = { kind, occurredAt: new Date('2026-11-21T15:05:00.250Z') };
    expect(report).toEqual({
      reference: REFERENCE,
      parentId: null,
      intentId: null,
      accountMatches: true,
      fact,
      attempt: {
        providerPaymentId: ID,
        fact,
        authorized: { minor: 500_050, currency: 'ARS' },
        capturedMinor,
        decline: null,
        method: null,
        charges: [],
      },
      overAt: null,
      others: [],
      reversals: kind === 'succeeded' ? [expect.objectContaining({ kind: 'dispute' })] : [],
      unknownStatus: null,
      unknownDeclines: [],
      source: 'state',
    });
  });

  it.each([
    ['charged_back', 'in_process', 'open'],
    ['charged_back', 'settled', 'lost'],
    ['charged_back', 'reimbursed', 'won'],
    ['charged_back', 'moon_phase', 'open', 'moon_phase'],
    ['charged_back', null, 'open'],
    ['in_mediation', 'moon_phase', 'open'],
  ])(
    'What a notification of a payment that is %s with %s means is a dispute that is %s, and a word that is not known is reported',
    async (...given) => {
      const [status, status_detail, word, unknown] = given;

      const { report } = await translated([{ json: aPaymentAnswer({ status, status_detail }) }]);

      const [dispute] = report?.reversals ?? [];
      expect(dispute).toMatchObject({ kind: 'dispute', status: word, closesOnly: false });
      expect(dispute?.kind === 'dispute' ? dispute.unknownStatus : null).toBe(unknown);
    },
  );

  it.each([
    ['rejected', 'cc_rejected_insufficient_amount', 'credit_card', 'insufficient_funds', []],
    ['rejected', 'rejected_by_bank', 'debit_card', 'declined', []],
    ['rejected', 'moon_phase', 'credit_card', 'declined', ['moon_phase']],
    ['cancelled', 'expired', 'ticket', 'voucher_expired', []],
    ['cancelled', 'expired', 'credit_card', 'authentication_failed', []],
  ])('What a notification of a %s payment with %s by %s means is declined for a reason', async (...given) => {
    const [status, status_detail, payment_type_id, code, unknownDeclines] = given;

    const { report } = await translated([{ json: aPaymentAnswer({ status, status_detail, payment_type_id }) }]);

    expect(report).toMatchObject({ fact: { kind: 'failed' }, unknownDeclines });
    expect(report?.attempt?.decline).toEqual({ code, providerCode: status_detail });
  });

  it.each([
    ['cancelled', 'by_collector'],
    ['cancelled', 'by_payer'],
    ['approved', 'accredited'],
    ['rejected', undefined],
  ])('What a notification of a %s payment with %s means is no reason of a decline', async (status, status_detail) => {
    const { report } = await translated([{ json: aPaymentAnswer({ status, status_detail }) }]);

    expect(report?.attempt?.decline).toBeNull();
    expect(report?.unknownDeclines).toEqual([]);
  });

  it.each(['teleported', 'constructor', '__proto__', 'APPROVED'])(
    'What a notification means is not guessed from the word %j',
    async (status) => {
      const { report } = await translated([{ json: aPaymentAnswer({ status }) }]);

      expect(report).toMatchObject({ fact: null, attempt: null, unknownStatus: status });
    },
  );

  it('What a notification means is nothing when this account has no such payment, such as the one of the panel’s test', async () => {
    const { report } = await translated([NOT_FOUND]);

    expect(report).toBeNull();
  });

  it('What a notification means is nothing for kinds that we don’t act on, and the provider is not asked', async () => {
    const server = await start([{ json: aPaymentAnswer() }]);
    const notification = only(
      aDelivery({
        query: [
          ['data.id', 'ORD01'],
          ['type', 'payment'],
        ],
        body: Buffer.from('{}'),
      }),
    );

    const translation = value(await server.provider.translate(CREDENTIALS, notification));

    expect(translation.report).toBeNull();
    expect(server.asked).toHaveLength(0);
  });

  it('What a notification means is not taken from another payment than was asked for', async () => {
    const server = await start([{ json: aPaymentAnswer({ id: 1 }) }, { json: aPaymentAnswer({ id: undefined }) }]);

    for (let asked = 0; asked < 2; asked += 1)
      expect((await server.provider.translate(CREDENTIALS, only(aDelivery()))).kind).toBe('unknown');
  });

  it('The meaning of a notification keeps every digit of an id that JSON can’t carry', async () => {
    const id = '9007199254740993';
    const json = JSON.stringify(aPaymentAnswer()).replace(ID, id);
    const server = await start([(response) => void response.end(json)]);
    const query = [
      ['data.id', id],
      ['type', 'payment'],
    ] as const;
    const notification = only(aDelivery({ query, body: Buffer.from('{}') }));

    const { report } = value(await server.provider.translate(CREDENTIALS, notification));

    expect(server.asked[0]?.path).toBe(`/v1/payments/${id}`);
    expect(report?.attempt?.providerPaymentId).toBe(id);
  });

  it('The meaning of a notification says when the money went to another account', async () => {
    expect((await translated([{ json: aPaymentAnswer({ collector_id: 1 }) }])).report?.accountMatches).toBe(false);
    expect((await translated([{ json: aPaymentAnswer({ collector_id: null }) }])).report?.accountMatches).toBe(true);
  });

  it('The meaning of a notification has no amount where the provider says none that we know', async () => {
    const { report } = await translated([{ json: aPaymentAnswer({ currency_id: 'XXX' }) }]);

    expect(report?.attempt).toMatchObject({ authorized: null, capturedMinor: 0 });
  });

  it('A payment that does not say when it happened is dated by our request', async () => {
    const { report } = await translated([{ json: aPaymentAnswer({ date_last_updated: undefined }) }]);

    expect(report?.fact?.occurredAt).toEqual(NOW);
  });

  it('Notifications are one happening until status, time, refunds or anything that is compared changes', async () => {
    const keyOf = async (changes: Record<string, unknown>) =>
      (await translated([{ json: aPaymentAnswer(changes) }])).key;
    const key = await keyOf({});

    expect(await keyOf({ fee_details: [1] })).toBe(key);
    const others = [
      { status: 'refunded' },
      { status_detail: 'reimbursed' },
      { date_last_updated: '2026-11-21T11:05:00.251-04:00' },
      { transaction_amount_refunded: 1, refunds: [{ id: 1, amount: 1, status: 'approved' }] },
      { transaction_amount_refunded: 1, refunds: [{ id: 1, amount: 1, status: 'in_process' }] },
      { transaction_amount: 1 },
      { currency_id: 'BRL' },
      { collector_id: 1 },
      { external_reference: 'another' },
    ];
    const keys = await Promise.all(others.map(keyOf));
    const { key: missing } = await translated([NOT_FOUND]);
    expect(new Set([key, ...keys, missing]).size).toBe(others.length + 2);
  });

  it('The meaning of a notification does not reach into another seller’s payments', async () => {
    const now = () => NOW;
    const simulator = await startSimulator({ now });
    onTestFinished(simulator.stop);
    const provider = createMercadoPago({ apiBase: simulator.url, timeoutMs: AMPLE_MS, now });
    const theirs = { access_token: OTHER_SELLER.accessToken, webhook_secrets: [OTHER_SELLER.webhookSecret] };
    const ours = { access_token: SELLER.accessToken, webhook_secrets: [SELLER.webhookSecret] };
    const { parentId } = value(await provider.open(theirs, aRequest()));
    simulator.settle(parentId, 'succeed');
    const delivery = arriving(simulator.sent[0] as never, NOW);

    expect(provider.verify(delivery, [ours])).toBe('invalid');
    expect(value(await provider.translate(ours, only(delivery))).report).toBeNull();
    expect(value(await provider.translate(theirs, only(delivery))).report?.fact?.kind).toBe('succeeded');
  });
});

function aDelivery(changes: Partial<Delivery> = {}): Delivery {
  return {
    body: Buffer.from(JSON.stringify(BODY)),
    headers: [],
    query: [
      ['data.id', ID],
      ['type', 'payment'],
    ],
    receivedAt: NOW,
    ...changes,
  };
}

function bodyWith(changes: Record<string, unknown>): Pick<Delivery, 'body'> {
  return { body: Buffer.from(JSON.stringify({ ...BODY, ...changes })) };
}

function only(delivery: Delivery): Notification<Hint> {
  const [notification, ...more] = split(delivery) ?? [];
  if (notification === undefined || more.length > 0) throw new Error('expected one notification');
  return notification;
}

async function translated(answers: readonly Answer[]) {
  const { provider } = await start(answers);
  return value(await provider.translate(CREDENTIALS, only(aDelivery())));
}

async function start(answers: readonly Answer[]) {
  const server = await scripted(answers);
  onTestFinished(server.stop);
  return server;
}
