import { expect, test } from 'vitest';
import { DomainError, invalid } from '../../src/domain/error.ts';

test('a refusal of input names the field at fault', () => {
  expect(invalid('amount', 'Amount is too large')).toMatchObject({
    name: 'DomainError',
    code: 'invalid',
    field: 'amount',
    message: 'Amount is too large',
    retryAfterSeconds: undefined,
  });
});

test('a refusal keeps its cause for the log and says when to ask again', () => {
  const cause = new Error('connection reset');

  const error = new DomainError('provider_unavailable', 'Payment provider unavailable', {
    cause,
    retryAfterSeconds: 30,
  });

  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ code: 'provider_unavailable', field: undefined, retryAfterSeconds: 30 });
  expect(error.cause).toBe(cause);
});
