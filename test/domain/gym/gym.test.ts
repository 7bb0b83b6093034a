import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSlug } from '../../../src/domain/gym/gym.ts';

test.each(['a', '7', 'iron-temple', 'gym-24-7', 'a--b', 'a'.repeat(64)])('%s may be a slug', (text) => {
  expect(isSlug(text)).toBe(true);
});

test.each([
  '',
  '-',
  '-gym',
  'gym-',
  'Gym',
  'my gym',
  'my_gym',
  'gym.ar',
  'gym/..',
  '..',
  'gym%2f',
  'gimnasio-ñ',
  'gym\n',
  'a'.repeat(65),
])('%j is no slug', (text) => {
  expect(isSlug(text)).toBe(false);
});

test('a slug stands in a path as it is, without escaping', () => {
  const letters = fc.constantFrom(...'abcxyz0189-/%?#. A');

  fc.assert(
    fc.property(fc.string({ unit: letters, maxLength: 70 }), (text) => {
      if (isSlug(text)) expect(new URL(`http://localhost/gyms/${text}/x`).pathname).toBe(`/gyms/${text}/x`);
      else expect(text).not.toMatch(/^[a-z0-9]{1,64}$/);
    }),
  );
});
