import { expect, it } from 'vitest';
import { redacted } from '../../../../../src/adapters/providers/stripe/webhooks/redacted.ts';
import { deliveryOf } from '../harness.ts';

const HEADERS = { 'stripe-signature': 't=1,v1=2' };

/** What is kept of a body, which was parsed before. */
function keptOf(body: string): string {
  const payload = { json: JSON.parse(body) };
  const notification = { eventId: 'evt_1', eventType: 'x', intentId: null, subject: null, payload };
  return Buffer.from(redacted(deliveryOf(body, HEADERS), notification).body).toString();
}

it.each([
  ['in an intent', '{"a":1,"client_secret":"pi_1_secret_Zm9v","b":2}', '{"a":1,"client_secret":"redacted","b":2}'],
  ['with blanks around it', '{"client_secret" :\n "pi_1_secret_Zm9v"}', '{"client_secret":"redacted"}'],
  ['in a form that is new', String.raw`{"client_secret":"Zm9\"v"}`, '{"client_secret":"redacted"}'],
  ['of a setup', '[{"x":"seti_1_secret_Zm9v"},{"x":"y"}]', '[{"x":"seti_1_secret_redacted"},{"x":"y"}]'],
  [
    'in an address',
    '{"url":"https://x/?client_secret=src_client_secret_Zm9v&y=1"}',
    '{"url":"https://x/?client_secret=src_client_secret_redacted&y=1"}',
  ],
  [
    'behind escapes',
    String.raw`{"client_\u0073ecret":"Zm9v","x":"pi_1_\u0073ecret_Zm9v"}`,
    '{"client_secret":"redacted","x":"pi_1_secret_redacted"}',
  ],
  ['beside another prototype', '{"__proto__":{"client_secret":"Zm9v"}}', '{"__proto__":{"client_secret":"redacted"}}'],
])('a client secret %s is not kept, and the rest is', (_, body, expected) => {
  expect(keptOf(body)).toBe(expected);
});

it.each(['{ "id": "evt_1", "amount": 1.50 }', '{"client_secret":null}', '{"client_secret_of":"x"}', '{"x":"ñandú"}'])(
  'a delivery without a client secret is kept as it means: %j',
  (body) => {
    expect(JSON.parse(keptOf(body))).toEqual(JSON.parse(body));
  },
);

it('a delivery in which nothing looks like a client secret is kept byte for byte', () => {
  const body = '{ "id": "evt_1", "amount": 1.50 }';

  expect(keptOf(body)).toBe(body);
});
