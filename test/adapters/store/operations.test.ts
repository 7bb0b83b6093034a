import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../../src/ports/store/store.ts';
import { LEASE_MS } from '../../conformance/store/builders.ts';
import { again, anOperation, leaseOf } from '../../conformance/store/operations.ts';
import { openEmbeddedDatabase, storeOn } from './postgres/embedded-database.ts';
import { onServer } from './postgres/server-database.ts';

type Given = { readonly store: Store; query(sql: string, values?: unknown[]): Promise<unknown> };

describe('embedded', () => {
  let db: PGlite;
  let store: Store;
  beforeAll(async () => {
    db = await openEmbeddedDatabase();
    store = storeOn(db);
  }, 60_000);
  afterAll(() => store.close());

  describeDays(() => ({ store, query: async (sql, values) => (await db.query(sql, values)).rows }));
});

onServer('on a server', (database) => {
  let store: Store;
  beforeAll(async () => {
    store = await database().openStore();
  });
  afterAll(() => store.close());

  describeDays(() => ({ store, query: (sql, values) => database().query(sql, values) }));
});

/** What happens after a day, which a test lets pass by moving the past. */
function describeDays(given: () => Given): void {
  const age = (id: string, by: string) =>
    given().query('UPDATE operations SET created_at = created_at - $2::interval WHERE id = $1', [id, by]);

  test('a key begins something new after 24 hours, and not a minute earlier', async () => {
    const { store } = given();
    const operation = anOperation();
    await store.endOperation(leaseOf(await store.beginOperation(operation, LEASE_MS)), { answer: 'sealed' });

    await age(operation.id, '23 hours 59 minutes');
    expect(await store.beginOperation(again(operation), LEASE_MS)).toMatchObject({ kind: 'answered' });
    await age(operation.id, '1 minute');

    const other = { ...again(operation), bodyHash: 'b'.repeat(64) };
    expect(await store.beginOperation(other, LEASE_MS)).toMatchObject({ kind: 'begun', lease: { id: other.id } });
  });

  test('a key begins one new operation after 24 hours, however many requests use it at once', async () => {
    const { store } = given();
    for (let round = 0; round < 5; round += 1) {
      const operation = anOperation();
      await store.endOperation(leaseOf(await store.beginOperation(operation, LEASE_MS)), { answer: 'sealed' });
      await age(operation.id, '24 hours');

      const uses = Array.from({ length: 12 }, () => store.beginOperation(again(operation), LEASE_MS));

      const kinds = (await Promise.all(uses)).map(({ kind }) => kind);
      expect(kinds.toSorted()).toEqual(['begun', ...Array.from({ length: 11 }, () => 'running')]);
    }
  });

  test('a key whose operation never got an answer still finishes it a month later', async () => {
    const { store } = given();
    const operation = anOperation();
    await store.endOperation(leaseOf(await store.beginOperation(operation, LEASE_MS)), 'open');

    await age(operation.id, '29 days');
    const resumed = await store.beginOperation(again(operation), LEASE_MS);
    expect(resumed).toMatchObject({ kind: 'resumed', lease: { id: operation.id } });
    await store.endOperation(leaseOf(resumed), 'open');
    await age(operation.id, '1 day');

    expect(await store.beginOperation(again(operation), LEASE_MS)).toMatchObject({ kind: 'begun' });
  });

  test('an operation that a process is at is not begun a second time, however old it is', async () => {
    const { store } = given();
    const operation = anOperation();
    await store.beginOperation(operation, LEASE_MS);
    await age(operation.id, '40 days');
    await store.beginOperation(anOperation(), LEASE_MS);

    expect(await store.beginOperation(again(operation), LEASE_MS)).toEqual({ kind: 'running' });
  });

  test('new operations take away those without an answer after a month, and none that is held', async () => {
    const { store, query } = given();
    const [old, held, young] = [anOperation(), anOperation(), anOperation()];
    await store.endOperation(leaseOf(await store.beginOperation(old, LEASE_MS)), 'open');
    await store.beginOperation(held, LEASE_MS);
    await store.endOperation(leaseOf(await store.beginOperation(young, LEASE_MS)), 'open');
    for (const { id } of [old, held]) await age(id, '30 days');
    await age(young.id, '29 days');

    await store.beginOperation(anOperation(), LEASE_MS);

    const ids = [old, held, young].map(({ id }) => id);
    const left = await query('SELECT id FROM operations WHERE id = ANY($1) ORDER BY created_at', [ids]);
    expect(left).toEqual([{ id: held.id }, { id: young.id }]);
  });

  test('new operations take away those that are over, so that the table does not grow', async () => {
    const { store, query } = given();
    const old = Array.from({ length: 30 }, () => anOperation());
    for (const operation of old)
      await store.endOperation(leaseOf(await store.beginOperation(operation, LEASE_MS)), { answer: 'sealed' });
    const young = anOperation();
    await store.beginOperation(young, LEASE_MS);
    for (const { id } of old) await age(id, '2 days');

    await store.beginOperation(anOperation(), LEASE_MS);
    await store.beginOperation(anOperation(), LEASE_MS);

    const ids = [...old, young].map(({ id }) => id);
    expect(await query('SELECT id FROM operations WHERE id = ANY($1)', [ids])).toEqual([{ id: young.id }]);
  });
}
