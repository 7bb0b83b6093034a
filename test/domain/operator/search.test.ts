import { expect, test } from 'vitest';
import { type Search, searchOf } from '../../../src/domain/operator/search.ts';

const NOTHING: Search = { ownId: null, providerId: null, email: null, gymSlug: null };

test.each([
  ['660E8400-E29B-41D4-A716-446655440000', { ownId: '660e8400-e29b-41d4-a716-446655440000' }],
  ['Ana.Diaz+gym@Example.COM', { email: 'ana.diaz+gym@example.com' }],
  ['ANA@İSTANBUL.example', { email: 'ana@İstanbul.example' }],
  ['pi_3OqXyZ', { providerId: 'pi_3OqXyZ' }],
  ['Cs_test_1', { providerId: 'Cs_test_1' }],
  ['143845427326', { providerId: '143845427326', gymSlug: '143845427326' }],
  ['iron-temple', { providerId: 'iron-temple', gymSlug: 'iron-temple' }],
] satisfies [string, Partial<Search>][])('a search text is looked up where its form allows: %s', (text, found) => {
  expect(searchOf(text)).toEqual({ ...NOTHING, ...found });
});

test.each(['', 'two words', '@', 'a@', 'a@b@c', '%', "' OR true --", '-', 'ключ'])(
  'a search text of no known form is looked up nowhere: %j',
  (text) => {
    expect(searchOf(text)).toEqual(NOTHING);
  },
);
