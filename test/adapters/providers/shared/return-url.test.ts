import { expect, test } from 'vitest';
import { returnUrlWith } from '../../../../src/adapters/providers/shared/return-url.ts';

const OWN = 'payment_id=p-1&result=pending';

test.each([
  ['https://shop.example', `https://shop.example?${OWN}`],
  ['https://shop.example/thanks', `https://shop.example/thanks?${OWN}`],
  ['https://shop.example/thanks?', `https://shop.example/thanks?${OWN}`],
  ['https://shop.example/thanks?a=1&b=%20x', `https://shop.example/thanks?${OWN}&a=1&b=%20x`],
  ['https://shop.example/thanks?x=a?b', `https://shop.example/thanks?${OWN}&x=a?b`],
  ['https://shop.example/#/paid?x=1', `https://shop.example/?${OWN}#/paid?x=1`],
  ['https://shop.example/t?a=1#end', `https://shop.example/t?${OWN}&a=1#end`],
  ['HTTPS://Shop.example/T', `https://Shop.example/T?${OWN}`],
  ['http://[::1]:3000/t', `http://[::1]:3000/t?${OWN}`],
  ['https://shop.example/t?s={CHECKOUT_SESSION_ID}', `https://shop.example/t?${OWN}&s={CHECKOUT_SESSION_ID}`],
])('the return URL %s says which payment it is about, and keeps all that it had', (returnUrl, expected) => {
  expect(returnUrlWith(returnUrl, 'p-1', 'pending')).toBe(expected);
});

test('a reader that takes the first payment_id gets ours, whatever the caller or the provider adds', () => {
  const url = new URL(returnUrlWith('https://shop.example/?payment_id=theirs&result=ok', 'p-1', 'success'));
  url.searchParams.append('payment_id', '143845427326');

  expect([url.searchParams.get('payment_id'), url.searchParams.get('result')]).toEqual(['p-1', 'success']);
});
