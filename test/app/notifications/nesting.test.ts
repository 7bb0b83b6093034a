import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTooDeep } from '../../../src/app/notifications/nesting.ts';

const MAX_LEVELS = 32;

/** How deep a value is, counted by walking through it. */
function levelsOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(levelsOf));
}

/** Values around as deep as they may be, with texts that look like brackets, quotes and escapes. */
const text = fc
  .array(fc.constantFrom('[', ']', '{', '}', '"', '\\', '\\"', 'é', '💪', '\u0000', 'x'))
  .map((parts) => parts.join(''));
const leaf = fc.oneof(text, fc.integer(), fc.constant(null));
const wrapped = fc.tuple(leaf, fc.array(fc.tuple(fc.boolean(), text), { minLength: 28, maxLength: 36 }));
const values = wrapped.map(([inner, layers]) =>
  layers.reduce<unknown>((value, [isArray, key]) => (isArray ? [key, value] : { [key]: value, after: [] }), inner),
);

test('JSON is too deep exactly when its value has more than 32 levels, whatever its texts look like', () => {
  fc.assert(
    fc.property(values, fc.constantFrom(undefined, 2), (value, indent) => {
      const json = JSON.stringify(value, null, indent);

      expect(isTooDeep(Buffer.from(json))).toBe(levelsOf(JSON.parse(json)) > MAX_LEVELS);
    }),
  );
});

test.each([
  ['', false],
  ['"', false],
  ['"\\', false],
  [']'.repeat(100), false],
  ['['.repeat(32), false],
  ['['.repeat(33), true],
  [`{"a":${'{"a":'.repeat(32)}1${'}'.repeat(33)}`, true],
  [`"${'['.repeat(100)}"`, false],
  [`"\\"${'['.repeat(100)}"`, false],
  [`"\\\\"${'['.repeat(100)}`, true],
])('bytes that may be no JSON at all are scanned without harm: %.40s', (json, expected) => {
  expect(isTooDeep(Buffer.from(json))).toBe(expected);
});
