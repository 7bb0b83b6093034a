import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verify } from '../../../../../src/adapters/providers/mercadopago/webhooks/signature.ts';
import type { Delivery } from '../../../../../src/ports/payment-provider/deliveries.ts';

const SECRET = 'v1-test-secret-not-a-real-key';
const ID = '123456';
const REQUEST_ID = 'bb56a2f1-6aae-46ac-982e-9dcd3581d08e';
const TS = '1742505638683';
/** Published vector: made once, elsewhere, so that our own mistakes can't agree with themselves. */
const V1 = '85aaea44adced84bf23e95db43da124f818caad473052e8d0ecd46c5319c231e';
const RECEIVED_AT = new Date(Number(TS) + 1_000);

const DAY_MS = 24 * 3_600_000;

describe('The signature of a notification', () => {
  it('The signature of a notification is the one that the published vector has', () => {
    expect(verify(aDelivery(), [SECRET])).toBe('valid');
  });

  it('The signature of a notification is valid with any of several secrets, and with none of others', () => {
    expect(verify(aDelivery(), ['old', SECRET])).toBe('valid');
    expect(verify(aDelivery(), [SECRET, 'new'])).toBe('valid');
    expect(verify(aDelivery(), ['old', 'new'])).toBe('invalid');
    expect(verify(aDelivery(), [])).toBe('invalid');
  });

  it('The signature of a notification never passes with an empty secret, even when it was made with one', () => {
    for (const empty of ['', ' ', '\t'])
      expect(verify(aDelivery({ v1: hmac(manifest(ID, REQUEST_ID, TS), empty) }), [empty])).toBe('invalid');
  });

  it('The signature of a notification leaves the request id out of the manifest when the request has none', () => {
    const v1 = hmac(`id:${ID};ts:${TS};`);

    expect(verify(aDelivery({ requestIds: [], v1 }), [SECRET])).toBe('valid');
    expect(verify(aDelivery({ v1 }), [SECRET])).toBe('invalid');
    expect(verify(aDelivery({ requestIds: [] }), [SECRET])).toBe('invalid');
  });

  it('The signature of a notification leaves the id out of the manifest when the notification has none, as one of a card update or a fraud alert', () => {
    const card = {
      action: 'card.updated',
      data: { customer_id: '1-x', new_card_id: 50000102202 },
      type: 'automatic-payments',
    };
    const alert = { action: 'Created', data: { payment_id: 58980959081, site_id: 'MLA' }, type: 'stop_delivery_op_wh' };
    const v1 = hmac(`request-id:${REQUEST_ID};ts:${TS};`);

    for (const body of [card, alert, {}, { data: null }])
      expect(verify(aDelivery({ query: [], body: JSON.stringify(body), v1 }), [SECRET])).toBe('valid');
    expect(verify(aDelivery({ query: [], body: '{}', requestIds: [], v1: hmac(`ts:${TS};`) }), [SECRET])).toBe('valid');
  });

  it('The signature of a notification without an id covers nothing that has one, or that is unreadable', () => {
    const v1 = hmac(`request-id:${REQUEST_ID};ts:${TS};`);

    for (const body of [{ data: { id: ID } }, { data: { id: 123456 } }, { data: { id: {} } }, { data: ID }, [], null])
      expect(verify(aDelivery({ query: [], body: JSON.stringify(body), v1 }), [SECRET])).toBe('invalid');
    for (const body of ['', '{', 'id=1']) expect(verify(aDelivery({ query: [], body, v1 }), [SECRET])).toBe('invalid');
    expect(verify(aDelivery({ v1 }), [SECRET])).toBe('invalid');
  });

  it('The signature of a notification takes an id beyond 2^53 that the body has as a number digit by digit', () => {
    const id = '9007199254740993';
    const body = `{"data":{"id":${id}}}`;

    expect(verify(aDelivery({ query: [], body, v1: hmac(manifest(id, REQUEST_ID, TS)) }), [SECRET])).toBe('valid');
  });

  it('The signature of a notification takes the id from the body when the query has none', () => {
    const inBody = (id: unknown) => aDelivery({ query: [], body: JSON.stringify({ data: { id } }) });

    expect(verify(inBody(ID), [SECRET])).toBe('valid');
    expect(verify(inBody(Number(ID)), [SECRET])).toBe('valid');
    expect(verify(inBody('654321'), [SECRET])).toBe('invalid');
    expect(verify(inBody(undefined), [SECRET])).toBe('invalid');
    expect(verify(inBody({}), [SECRET])).toBe('invalid');
  });

  it('The signature of a notification covers the id as it came, or in lower case, as the documentation has it', () => {
    const query = [['data.id', 'ORD01ABC']] as const;

    for (const id of ['ORD01ABC', 'ord01abc'])
      expect(verify(aDelivery({ query, v1: hmac(manifest(id, REQUEST_ID, TS)) }), [SECRET])).toBe('valid');
    expect(verify(aDelivery({ query, v1: hmac(manifest('Ord01abc', REQUEST_ID, TS)) }), [SECRET])).toBe('invalid');
  });

  it('The signature of a notification has a time in seconds or in milliseconds, at most four days old and five minutes ahead', () => {
    for (const [ts, unitMs] of [
      ['1742505638', 1000],
      ['1742505638683', 1],
    ] as const) {
      const signedAt = Number(ts) * unitMs;
      const verdict = (ms: number) =>
        verify(aDelivery({ ts, v1: hmac(manifest(ID, REQUEST_ID, ts)), receivedAt: new Date(signedAt + ms) }), [
          SECRET,
        ]);

      expect(verdict(4 * DAY_MS)).toBe('valid');
      expect(verdict(4 * DAY_MS + 1)).toBe('invalid');
      expect(verdict(-5 * 60_000)).toBe('valid');
      expect(verdict(-5 * 60_000 - 1)).toBe('invalid');
    }
  });

  it.each([
    '',
    '0',
    '174250563868',
    '17425056386830',
    '1742505638683.0',
    '-742505638683',
    '0x742505638683',
    '١٧٤٢٥٠٥٦٣٨',
  ])('The signature of a notification has no time that is written %j', (ts) => {
    expect(verify(aDelivery({ ts, v1: hmac(manifest(ID, REQUEST_ID, ts)) }), [SECRET])).toBe('invalid');
  });

  it.each([
    ['an id that carries another part', { query: [['data.id', `${ID};request-id:x`]], requestIds: [] }],
    [
      'two ids',
      {
        query: [
          ['data.id', ID],
          ['data.id', ID],
        ],
      },
    ],
    ['an empty id', { query: [['data.id', '']] }],
    ['an id that is too long', { query: [['data.id', '1'.repeat(65)]] }],
    ['a request id that carries another part', { requestIds: [`${REQUEST_ID};ts:${TS}`] }],
    ['an empty request id', { requestIds: [''] }],
    ['two request ids', { requestIds: [REQUEST_ID, REQUEST_ID] }],
    ['a request id that is too long', { requestIds: ['a'.repeat(129)] }],
  ] satisfies [string, Partial<Parts>][])(
    'The signature of a notification is not looked for beside %s',
    (_, changes: Partial<Parts>) => {
      const id = changes.query?.[0]?.[1] ?? ID;
      const requestId = changes.requestIds?.[0] ?? REQUEST_ID;

      for (const text of [manifest(id, requestId, TS), `id:${id};ts:${TS};`, manifest(ID, REQUEST_ID, TS)])
        expect(verify(aDelivery({ ...changes, v1: hmac(text) }), [SECRET])).toBe('invalid');
    },
  );

  it('The signature of a notification can’t be moved to a request whose id and request id read the same together', () => {
    const forged = aDelivery({ query: [['data.id', `${ID};request-id:${REQUEST_ID}`]], requestIds: [] });

    expect(verify(forged, [SECRET])).toBe('invalid');
  });

  it.each([
    ['none', []],
    ['an empty one', ['']],
    ['two', [`ts=${TS},v1=${V1}`, `ts=${TS},v1=${V1}`]],
    ['two times', [`ts=${TS},ts=${TS},v1=${V1}`]],
    ['two digests', [`ts=${TS},v1=${V1},v1=${V1}`]],
    ['no digest', [`ts=${TS}`]],
    ['no time', [`v1=${V1}`]],
    ['a short digest', [`ts=${TS},v1=${V1.slice(1)}`]],
    ['a long digest', [`ts=${TS},v1=${V1}00`]],
    ['letters beyond f', [`ts=${TS},v1=${V1.replace('8', 'g')}`]],
    ['multibyte letters', [`ts=${TS},v1=${V1.slice(0, 62)}é`]],
    ['a huge one', [`ts=${TS},v1=${V1},${'x'.repeat(100_000)}`]],
  ])('The signature of a notification is invalid when the header is %s', (_, headers) => {
    expect(verify(aDelivery({ headers }), [SECRET])).toBe('invalid');
  });

  it('The signature of a notification is read whatever the case of header name and digits, and beside parts of later versions', () => {
    expect(verify(aDelivery({ name: 'X-Signature' }), [SECRET])).toBe('valid');
    expect(verify(aDelivery({ headers: [`ts=${TS}, v1=${V1.toUpperCase()}, v2=abc`] }), [SECRET])).toBe('valid');
  });

  it('The signature of a notification is not looked for in the older shape, which never covers its id', () => {
    const body = JSON.stringify({
      resource: 'https://api.mercadolibre.com/collections/notifications/1',
      topic: 'payment',
    });

    expect(
      verify(
        aDelivery({
          query: [
            ['topic', 'payment'],
            ['id', ID],
          ],
          headers: [],
        }),
        [SECRET],
      ),
    ).toBe('unverifiable');
    expect(
      verify(
        aDelivery({
          query: [
            ['topic', 'payment'],
            ['id', ID],
          ],
        }),
        [SECRET],
      ),
    ).toBe('unverifiable');
    expect(verify(aDelivery({ query: [], body, headers: [] }), [SECRET])).toBe('unverifiable');
  });

  it('The signature of a notification can’t be left out by dressing a webhook as the older shape', () => {
    const query = [
      ['data.id', ID],
      ['topic', 'payment'],
      ['id', ID],
    ] as const;

    expect(verify(aDelivery({ query, headers: [] }), [SECRET])).toBe('invalid');
    expect(
      verify(
        aDelivery({
          query: [
            ['type', 'payment'],
            ['topic', 'payment'],
          ],
          headers: [],
        }),
        [SECRET],
      ),
    ).toBe('invalid');
  });
});

type Parts = {
  readonly query: Delivery['query'];
  readonly requestIds: readonly string[];
  readonly ts: string;
  readonly v1: string;
  readonly headers: readonly string[];
  readonly name: string;
  readonly body: string;
  readonly receivedAt: Date;
};

function aDelivery(changes: Partial<Parts> = {}): Delivery {
  const { ts = TS, v1 = V1, name = 'x-signature', requestIds = [REQUEST_ID] } = changes;
  const signatures = changes.headers ?? [`ts=${ts},v1=${v1}`];
  return {
    body: Buffer.from(changes.body ?? `{"type":"payment","data":{"id":"${ID}"}}`),
    headers: [
      ...signatures.map((value) => [name, value] as const),
      ...requestIds.map((value) => ['x-request-id', value] as const),
    ],
    query: changes.query ?? [
      ['data.id', ID],
      ['type', 'payment'],
    ],
    receivedAt: changes.receivedAt ?? RECEIVED_AT,
  };
}

function manifest(id: string, requestId: string, ts: string): string {
  return `id:${id};request-id:${requestId};ts:${ts};`;
}

function hmac(text: string, secret = SECRET): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}
