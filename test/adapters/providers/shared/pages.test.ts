import { expect, test } from 'vitest';
import { type Page, readAll } from '../../../../src/adapters/providers/shared/pages.ts';
import { type Outcome, ok } from '../../../../src/ports/outcome.ts';

const list = (read: (place: string) => Outcome<Page<string>>) =>
  readAll({ what: 'refunds', first: 'a', read: async (place) => read(place) });

test('a list is read to its end, page after page', async () => {
  const pages: Readonly<Record<string, Page<string>>> = {
    a: { items: [1, 2], next: 'b' },
    b: { items: [3], next: 'c' },
    c: { items: [], next: null },
  };

  expect(await list((place) => ok(pages[place] as Page<string>))).toEqual(ok([1, 2, 3]));
});

test('a list of which one page fails is that failure', async () => {
  const failure = { kind: 'unknown', reason: 'no answer' } as const;

  expect(await list((place) => (place === 'a' ? ok({ items: [1], next: 'b' }) : failure))).toEqual(failure);
});

test('a list that says that there is more and shows nothing, or never ends, is not known', async () => {
  expect(await list(() => ok({ items: [], next: 'a' }))).toEqual({
    kind: 'unknown',
    reason: 'the list of refunds ended early',
  });
  expect(await list(() => ok({ items: [1], next: 'a' }))).toEqual({
    kind: 'unknown',
    reason: 'there are more than 1000 refunds',
  });
});
