import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newestFirst, toPage } from '../../../src/adapters/store/reading/pages.ts';

const ID = randomUUID();
const NOON = new Date('2026-11-23T12:00:00.000Z');

describe('a page', () => {
  test('a page has all rows but the one that shows that there are more, whose cursor is that of the last shown', () => {
    const limits = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 40 }), limits, (all, limit) => {
        const { items, nextCursor } = toPage(all.slice(0, limit + 1), limit, String, (last) => `after ${last}`);

        expect(items).toEqual(all.slice(0, limit).map(String));
        expect(nextCursor).toBe(all.length > limit ? `after ${all[limit - 1]}` : null);
      }),
    );
  });
});

describe('a cursor', () => {
  const { cursorOf, positionOf } = newestFirst('payments');

  test('a cursor leads back to the place that it was made of', () => {
    const moments = fc.date({ min: new Date(0), max: new Date('2999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(moments, fc.uuid(), (createdAt, id) => {
        expect(positionOf(cursorOf({ createdAt, id }))).toEqual({ createdAt, id });
      }),
    );
  });

  test('a cursor of another list is none', () => {
    const foreign = newestFirst(randomUUID()).cursorOf({ createdAt: NOON, id: ID });

    expect(() => positionOf(foreign)).toThrow(expect.objectContaining({ code: 'invalid', field: 'cursor' }));
  });

  test.each([
    encoded(''),
    encoded('payments'),
    encoded(`payments 2026-11-23T12:00:00.000Z`),
    encoded(`payments 2026-11-23T12:00:00.000Z ${ID} `),
    encoded(`payments 2026-11-23T12:00:00Z ${ID}`),
    encoded(`payments 2026-11-23 ${ID}`),
    encoded(`payments tomorrow ${ID}`),
    encoded(`payments 2026-11-23T12:00:00.000Z ${ID.slice(1)}`),
    // The database has no such years.
    encoded(`payments 0000-01-01T00:00:00.000Z ${ID}`),
    encoded(`payments -000001-01-01T00:00:00.000Z ${ID}`),
    encoded(`payments +275760-09-13T00:00:00.000Z ${ID}`),
    `${cursorOf({ createdAt: NOON, id: ID })}=`,
    ` ${cursorOf({ createdAt: NOON, id: ID })}`,
  ])('a cursor that was never given is refused: %j', (cursor) => {
    expect(() => positionOf(cursor)).toThrow(expect.objectContaining({ code: 'invalid', field: 'cursor' }));
  });
});

function encoded(text: string): string {
  return Buffer.from(text).toString('base64url');
}
