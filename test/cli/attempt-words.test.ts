import { expect, test } from 'vitest';
import { declineOf, methodOf } from '../../src/cli/commands/payments/attempt-words.ts';
import { adviceFor, DECLINE_CODES } from '../../src/domain/payment/decline.ts';

const card = { type: 'card', brand: 'visa', last4: '4242', installments: 3 } as const;

test('an operator reads of every decline the reason in words of its own, with the provider’s word', () => {
  const reasons = DECLINE_CODES.map((code) =>
    declineOf({ decline: { code, provider_code: 'word', advice: adviceFor(code, 'en') } }),
  );

  expect(new Set(reasons).size).toBe(DECLINE_CODES.length);
  for (const reason of reasons) expect(reason).toMatch(/^[a-z ]+ \(word\)$/);
  expect(declineOf({ decline: null })).toBeNull();
});

test.each([
  [card, 'visa ••4242, 3 installments'],
  [{ ...card, brand: null, last4: null, installments: 1 }, 'card'],
  [{ ...card, type: 'bank_transfer', brand: 'pix', last4: null, installments: null } as const, 'bank transfer pix'],
  [null, null],
])('an operator reads of the method %j: %s', (method, words) => {
  expect(methodOf({ method })).toBe(words);
});
