import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ACCESS } from './promises/access.ts';
import { KEYS, LIMITS, TOKENS } from './promises/callers.ts';
import { EVENTS } from './promises/events.ts';
import { COMMON } from './promises/every-api.ts';
import { GYMS } from './promises/gyms.ts';
import { ACTIONS, MANAGEMENT, READING, RECOVERY, REFUNDS } from './promises/management.ts';
import { COMMAND_LINE, INTERCHANGEABLE } from './promises/operators.ts';
import { ORDERS } from './promises/orders.ts';
import { SEEING } from './promises/seeing.ts';
import { titlesIn, titlesOf } from './titles.ts';

const CONTRACT = {
  COMMON,
  TOKENS,
  KEYS,
  LIMITS,
  ORDERS,
  GYMS,
  MANAGEMENT,
  READING,
  ACCESS,
  RECOVERY,
  REFUNDS,
  ACTIONS,
  EVENTS,
  SEEING,
  INTERCHANGEABLE,
  COMMAND_LINE,
} as const;

describe.each(Object.entries(CONTRACT))('what is promised (%s)', (_, promises) => {
  test.each(promises)('%s: shown by test/%s', (_sentence, file, words) => {
    const path = `${file}${file.startsWith('conformance/') ? '' : '.test'}.ts`;
    const titles = [...titlesIn(join(import.meta.dirname, '..', path))];

    expect(words).toMatch(/\S \S+ \S/);
    expect(titles).toContainEqual(expect.stringContaining(words));
  });
});

test('what is skipped shows nothing, nor does what is only mentioned', () => {
  const titles = titlesOf(`
    // test('a comment')
    describe('a group', () => {
      test('that runs', () => check('a text'));
      test.skip('that is skipped', () => {});
      test.each([['one', 1], ['two', 2]] as const)('of %s', () => {});
    });
    describe.skip('another group', () => test('in which nothing runs', () => {}));
    describe('an empty group', () => {});
  `);

  expect([...titles]).toEqual(['a group', 'that runs', 'of %s', 'of one', 'of two']);
});
