import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { verify } from '../../../../../src/adapters/providers/stripe/webhooks/signature.ts';
import type { Delivery } from '../../../../../src/ports/payment-provider/deliveries.ts';

const SECRET = 'whsec_test_secret';
const NOW = new Date('2026-11-21T12:00:00.500Z');
const T = Math.floor(NOW.getTime() / 1000);
const BODY = '{"id":"evt_1","object":"event","note":"señal €"}';

function sign(body: string | Uint8Array = BODY, time: number | string = T, secret = SECRET): string {
  return createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex');
}

function delivery(header: string, body: string | Uint8Array = BODY): Delivery {
  return { body: Buffer.from(body), headers: [['Stripe-Signature', header]], query: [], receivedAt: NOW };
}

function verdict(header: string, body?: string | Uint8Array) {
  return verify(delivery(header, body), [SECRET]);
}

describe('Stripe’s signature', () => {
  it('Stripe’s signature is accepted as the SDK makes it', () => {
    const header = Stripe.webhooks.generateTestHeaderString({ payload: BODY, secret: SECRET, timestamp: T });

    expect(verdict(header)).toBe('valid');
  });

  it('Stripe’s signature is accepted beside other schemes and the signature of a secret that is being rolled', () => {
    const other = sign(BODY, T, 'whsec_other');

    expect(verdict(`t=${T},v1=${sign()},v0=${'0'.repeat(64)}`)).toBe('valid');
    expect(verdict(`t=${T},v1=${other},v1=${sign()}`)).toBe('valid');
    expect(verify(delivery(`t=${T},v1=${other}`), [SECRET, 'whsec_other'])).toBe('valid');
  });

  it('Stripe’s signature is fresh for 300 seconds, both ways', () => {
    const at = (time: number) => verdict(`t=${time},v1=${sign(BODY, time)}`);

    expect([at(T - 300), at(T + 300)]).toEqual(['valid', 'valid']);
    expect([at(T - 301), at(T + 301)]).toEqual(['invalid', 'invalid']);
  });

  it('Stripe’s signature is over the bytes as they came, not over the text they decode to', () => {
    const replacement = Buffer.from('{"a":"\u{fffd}"}');
    const broken = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(BODY)]);

    expect(verdict(`t=${T},v1=${sign(replacement)}`, broken)).toBe('invalid');
    expect(verdict(`t=${T},v1=${sign()}`, marked)).toBe('invalid');
  });

  it.each([
    ['empty', ''],
    ['blank', ' '],
    ['without a time', `v1=${sign()}`],
    ['without a signature', `t=${T}`],
    ['with an empty v1', `t=${T},v1=`],
    ['with an empty v1 beside a right one', `t=${T},v1=${sign()},v1=`],
    ['with a multibyte v1', `t=${T},v1=${'é'.repeat(64)}`],
    ['with a short v1', `t=${T},v1=${sign().slice(2)}`],
    ['with a long v1', `t=${T},v1=${sign()}00`],
    ['in upper case', `t=${T},v1=${sign().toUpperCase()}`],
    ['of another scheme', `t=${T},v0=${sign()}`],
    ['with two times', `t=${T},t=${T},v1=${sign()}`],
    ['with a time that only begins as one', `t=${T}abc,v1=${sign()}`],
    ['with a zero before the time', `t=0${T},v1=${sign(BODY, `0${T}`)}`],
    ['with a sign before the time', `t=+${T},v1=${sign(BODY, `+${T}`)}`],
    ['with a time in another notation', `t=1e9,v1=${sign(BODY, '1e9')}`],
    ['with white space', `t=${T}, v1=${sign()}`],
    ['with rubbish beside it', `t=${T},v1=${sign()},rubbish`],
    ['with a comma at the end', `t=${T},v1=${sign()},`],
    ['too long', `t=${T},v1=${sign()},v0=${'0'.repeat(10_000)}`],
    ['with another secret', `t=${T},v1=${sign(BODY, T, 'whsec_other')}`],
    ['of another body', `t=${T},v1=${sign('{}')}`],
    ['of another time', `t=${T},v1=${sign(BODY, T - 1)}`],
  ])('Stripe’s signature is invalid when %s', (_, header) => {
    expect(verdict(header)).toBe('invalid');
  });

  it('Stripe’s signature is invalid when the header is missing, or there are several', () => {
    const right = `t=${T},v1=${sign()}`;
    const withHeaders = (...headers: [string, string][]) => verify({ ...delivery(''), headers }, [SECRET]);

    expect(withHeaders(['stripe-signature', right])).toBe('valid');
    expect(withHeaders()).toBe('invalid');
    expect(withHeaders(['stripe-signature', right], ['STRIPE-SIGNATURE', right])).toBe('invalid');
    expect(withHeaders(['x-stripe-signature', right])).toBe('invalid');
  });

  it('Stripe’s signature is never made with an empty secret', () => {
    expect(verify(delivery(`t=${T},v1=${sign(BODY, T, '')}`), [''])).toBe('invalid');
    expect(verify(delivery(`t=${T},v1=${sign(BODY, T, '  ')}`), ['  '])).toBe('invalid');
    expect(verify(delivery(`t=${T},v1=${sign()}`), [])).toBe('invalid');
  });

  it('Stripe’s signature is accepted for no other body', () => {
    const header = `t=${T},v1=${sign()}`;

    fc.assert(
      fc.property(fc.nat(Buffer.byteLength(BODY) - 1), fc.integer({ min: 1, max: 255 }), (index, flip) => {
        const body = Buffer.from(BODY);
        body[index] = (body[index] as number) ^ flip;
        expect(verdict(header, body)).toBe('invalid');
      }),
      { numRuns: 1_000 },
    );
  });

  it('our check of Stripe’s signature accepts nothing that the SDK turns away', () => {
    const times = fc.integer({ min: T - 400, max: T + 300 });
    const bodies = fc.json().filter((text) => !text.includes('v2.core.event'));

    fc.assert(
      fc.property(bodies, times, fc.boolean(), (body, time, isRight) => {
        const header = `t=${time},v1=${sign(body, time, isRight ? SECRET : 'whsec_other')}`;
        const ours = verdict(header, body);
        const theirs = acceptedBySdk(body, header);
        expect(ours === 'valid').toBe(theirs);
      }),
      { numRuns: 500 },
    );
  });
});

function acceptedBySdk(body: string, header: string): boolean {
  try {
    Stripe.webhooks.constructEvent(Buffer.from(body), header, SECRET, 300, undefined, NOW.getTime());
    return true;
  } catch {
    return false;
  }
}
