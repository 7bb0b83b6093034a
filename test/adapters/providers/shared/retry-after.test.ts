import { expect, test } from 'vitest';
import { retryAfterIn } from '../../../../src/adapters/providers/shared/retry-after.ts';

test.each([
  ['1', 1],
  [' 30 ', 30],
  [1.2, 2],
  ['99999', 3600],
  ['', undefined],
  ['-1', undefined],
  ['soon', undefined],
  ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
  [null, undefined],
  [undefined, undefined],
])('retry-after: %j asks to come back after %s seconds', (header, seconds) => {
  expect(retryAfterIn(header).retryAfterSeconds).toBe(seconds);
});
