import { expect, test } from 'vitest';
import { useAnyDatabase } from './postgres/any-database.ts';

const database = useAnyDatabase();

const OF_ONE_MOMENT = `INSERT INTO audit (at, actor, action, subject, changes)
  SELECT '2026-11-29T05:00:00Z', 'maker-1', 'key.create', 'key:' || number, '[]' FROM generate_series(1, 20) number`;

test('entries of one millisecond are listed in the order in which they were written, on one page and on many', async () => {
  const { store, query } = database();
  await query(OF_ONE_MOMENT);
  const filter = { actor: 'maker-1', action: null, subject: null, since: null, until: null };
  const newestFirst = Array.from({ length: 20 }, (_, index) => `key:${20 - index}`);

  for (const limit of [1, 3, 100]) {
    const listed: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await store.listAudit(filter, { limit, cursor });
      listed.push(...page.items.map(({ subject }) => subject));
      cursor = page.nextCursor;
    } while (cursor !== null);

    expect(listed).toEqual(newestFirst);
  }
});
