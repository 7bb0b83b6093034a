import { expect, test } from 'vitest';
import { descriptorForm, descriptorIn } from '../../../../src/adapters/providers/shared/descriptor.ts';

const short = descriptorIn(13);

test.each([
  ['Iron Temple', 'Iron Temple'],
  ['Gimnasio Ñandú & Compañía', 'Gimnasio Nand'],
  ['Iron  Temple*Club', 'Iron Temple C'],
  ['«Box» "12\'"', 'Box 12'],
  ['Twelve chars and', 'Twelve chars'],
  ['Ironhouse 東京', 'Ironhouse'],
  ['東京ジム', null],
  ['24/7', null],
  ['', null],
])('of %j a statement of 13 characters shows %j', (text, shown) => {
  expect(short(text)).toBe(shown);
  if (shown !== null) expect(short(shown)).toBe(shown);
});

test('the form of a descriptor names its length, its alphabet and the letter that it needs', () => {
  expect(descriptorForm(13)).toBe(
    'at most 13 Latin letters without accents, digits, single inner spaces and ASCII punctuation other than ' +
      `< > \\ ' " *, with at least one letter`,
  );
});
