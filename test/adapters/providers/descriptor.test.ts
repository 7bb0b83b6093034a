import { expect, test } from 'vitest';
import { descriptorIn } from '../../../src/adapters/providers/descriptor.ts';

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
