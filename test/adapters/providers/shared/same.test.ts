import { expect, test } from 'vitest';
import { isSame } from '../../../../src/adapters/providers/shared/same.ts';

test('two digests are the same if every byte is; those of two lengths are not, and nothing is thrown', () => {
  const digest = Buffer.from('00ff00ff', 'hex');

  expect(isSame(digest, Buffer.from('00ff00ff', 'hex'))).toBe(true);
  expect(isSame(digest, Buffer.from('00ff00fe', 'hex'))).toBe(false);
  expect(isSame(digest, digest.subarray(1))).toBe(false);
});
