import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Platform, STRIPE, startPlatform } from '../support/platform.ts';
import { anEvent, anIntent, type Headers, PAID, seconds, stripeSignature } from '../support/signing.ts';

// It starts a whole process, beside other tests that do the same.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const PATH = '/api/v1/payments/webhook';
const INVALID = { status: 400, body: { status: 'error', error: 'Invalid webhook signature', code: 400 } };
const [FIRST, SECOND] = STRIPE.secrets;
const MUTATIONS = 300;

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

/** The event that would make a payment paid, and what asks whether it did. */
async function aTemptation() {
  const { paymentId, parentId } = await platform.openOrder();
  const body = JSON.stringify(anEvent('payment_intent.succeeded', anIntent(parentId, paymentId, { ...PAID })));
  return { body, status: () => platform.statusOf(paymentId) };
}

function deliver(header: string | string[] | undefined, body: string | Uint8Array) {
  const headers: Headers = header === undefined ? {} : { 'stripe-signature': header };
  return platform.deliver(PATH, headers, body);
}

type Forge = (body: string) => string | string[] | undefined;

/** A header's bytes as UTF-8: Node writes header text byte by byte. */
const multibyte = (text: string) => Buffer.from(text).toString('latin1');
const right = (body: string) => stripeSignature(body, FIRST);

describe('a webhook of Stripe that is turned away', () => {
  test.each<[string, Forge]>([
    ['no header', () => undefined],
    ['an empty header', () => ''],
    ['two headers', (body) => [right(body), right(body)]],
    ['two headers, of which one is wrong', (body) => [right(body), stripeSignature(body, 'whsec_other')]],
    ['rubbish', () => 'rubbish'],
    ['rubbish beside a right signature', (body) => `${right(body)},rubbish`],
    ['an empty v1', () => `t=${seconds()},v1=`],
    ['an empty v1 beside a right one', (body) => `${right(body)},v1=`],
    ['a multibyte v1', () => multibyte(`t=${seconds()},v1=${'é'.repeat(64)}`)],
    ['a multibyte time', (body) => multibyte(`t=٣,${right(body).split(',')[1]}`)],
    ['a v1 of half a digest', (body) => right(body).slice(0, -32)],
    ['a header of 10,000 characters', (body) => `${right(body)},v0=${'0'.repeat(10_000)}`],
    ['a signature without a time', (body) => right(body).split(',')[1]],
    ['a time without a signature', () => `t=${seconds()}`],
    ['a stale signature', (body) => stripeSignature(body, FIRST, seconds(-302))],
    ['a signature of the future', (body) => stripeSignature(body, FIRST, seconds(310))],
    ['a time that was changed', (body) => right(body).replace(/\d+/, (time) => String(Number(time) - 1))],
    ['a wrong secret', (body) => stripeSignature(body, 'whsec_other')],
    ['both secrets as one', (body) => stripeSignature(body, STRIPE.secrets.join(','))],
    ['an empty secret', (body) => stripeSignature(body, '')],
    ['a signature of another body', () => right('{}')],
  ])('Stripe’s webhook turns away, and changes nothing by, %s', async (_, forge) => {
    const { body, status } = await aTemptation();

    expect(await deliver(forge(body), body)).toEqual(INVALID);

    expect(await status()).toBe('pending');
    expect(await deliver(right(body), body)).toMatchObject({ status: 200, body: { data: { status: 'succeeded' } } });
  });

  test('Stripe’s webhook turns away, and changes nothing by, a body that was changed by one byte', async () => {
    const { body, status } = await aTemptation();

    expect(await deliver(right(body), body.replace('succeeded', 'Succeeded'))).toEqual(INVALID);
    expect(await status()).toBe('pending');
  });

  test.each([
    ['not JSON', 'payment_intent.succeeded'],
    ['half of JSON', '{"id":"evt_1"'],
    ['null', 'null'],
    ['empty', ''],
    ['a list', '[]'],
    ['a number', '7'],
    ['no event', '{}'],
    ['a thin event', '{"id":"evt_1","object":"v2.core.event","type":"v1.billing.meter","livemode":false}'],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['an event behind a byte order mark', `\uFEFF${JSON.stringify(anEvent('x', { id: 'cus_1' })).slice(1)}`],
  ])('Stripe’s webhook turns away, and changes nothing by, a signed body that is %s', async (_, body) => {
    expect(await deliver(stripeSignature(body, FIRST), body)).toEqual(INVALID);
  });
});

test.each([
  ['the first secret', (body: string) => stripeSignature(body, FIRST)],
  ['the second of several secrets', (body: string) => stripeSignature(body, SECOND)],
  ['both, as while one is replaced', (body: string) => `${right(body)},${stripeSignature(body, SECOND).split(',')[1]}`],
  ['a time near the limit of the past', (body: string) => stripeSignature(body, FIRST, seconds(-290))],
  ['a time near the limit of the future', (body: string) => stripeSignature(body, FIRST, seconds(290))],
])('a signature with %s is right', async (_, sign) => {
  const { body, status } = await aTemptation();

  expect((await deliver(sign(body), body)).status).toBe(200);
  expect(await status()).toBe('succeeded');
});

test('N7: no signature that was changed anywhere is accepted, and each is answered alike', async () => {
  const { body, status } = await aTemptation();
  const header = right(body);
  const mutants = Array.from({ length: MUTATIONS }, (_, index) => mutate(header, index));

  for (const mutant of mutants) expect({ mutant, ...(await deliver(mutant, body)) }).toEqual({ mutant, ...INVALID });
  expect(await status()).toBe('pending');
});

/** Every place of the header in turn, put right, left out, or doubled. */
function mutate(header: string, index: number): string {
  const at = index % header.length;
  const digit = header[at] === '7' ? '8' : '7';
  const put = [digit, '', `${header[at]}${digit}`][Math.floor(index / header.length) % 3] ?? '';
  return header.slice(0, at) + put + header.slice(at + 1);
}
