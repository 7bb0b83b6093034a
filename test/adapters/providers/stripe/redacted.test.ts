import { expect, it } from 'vitest';
import { redacted } from '../../../../src/adapters/providers/stripe/redacted.ts';
import { deliveryOf } from './harness.ts';

it.each([
  ['in an intent', '{"a":1,"client_secret":"pi_1_secret_Zm9v","b":2}', '{"a":1,"client_secret":"redacted","b":2}'],
  ['with blanks around it', '{"client_secret" :\n "pi_1_secret_Zm9v"}', '{"client_secret" :\n "redacted"}'],
  ['in a form that is new', String.raw`{"client_secret":"Zm9\"v"}`, '{"client_secret":"redacted"}'],
  ['of a setup', '[{"x":"seti_1_secret_Zm9v"},{"x":"y"}]', '[{"x":"seti_1_secret_redacted"},{"x":"y"}]'],
  ['in an address', '{"url":"https://x/?client_secret=src_client_secret_Zm9v&y=1"}', null],
])('a client secret %s is not kept, and the rest is', (_, body, expected) => {
  const { body: kept } = redacted(deliveryOf(body, {}));

  const whole = expected ?? '{"url":"https://x/?client_secret=src_client_secret_redacted&y=1"}';
  expect(Buffer.from(kept).toString()).toBe(whole);
});

it.each(['{"client_secret":null,"id":"evt_1"}', '{"client_secret_of":"x"}', 'ñandú', ''])(
  'a delivery without one is kept byte for byte: %j',
  (body) => {
    const delivery = deliveryOf(body, { 'stripe-signature': 't=1,v1=2' });

    expect(redacted(delivery)).toEqual(delivery);
  },
);
