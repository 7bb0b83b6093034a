import { expect, test } from 'vitest';
import { isNeverConnected, systemCodeOf } from '../../../../src/adapters/providers/shared/connection.ts';

test('the system’s word for a broken connection is found behind other errors', () => {
  const system = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

  expect(systemCodeOf(new TypeError('fetch failed', { cause: new Error('wrapped', { cause: system }) }))).toBe(
    'ECONNREFUSED',
  );
  expect(systemCodeOf(Object.assign(new Error('x'), { code: 'a secret' }))).toBeNull();
  expect(systemCodeOf(new Error('no code'))).toBeNull();
  expect(systemCodeOf('a text')).toBeNull();
});

test('only what says that no connection was made means that nothing was sent', () => {
  for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT'])
    expect(isNeverConnected(code)).toBe(true);
  for (const code of ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ETIMEDOUT', null])
    expect(isNeverConnected(code)).toBe(false);
});
