import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { StoreAndCommands as Store } from '../../../stores.ts';
import { onServer } from './server-database.ts';

const LISTENERS = `SELECT pid FROM pg_stat_activity
   WHERE datname = current_database() AND query = 'LISTEN event_deliveries_due'`;

onServer('listening on a server', (database) => {
  let store: Store;
  beforeAll(async () => {
    store = await database().openStore();
  });
  afterAll(() => store.close());

  test('a listener whose connection is lost is called when it is back, and at each notification after that', async () => {
    let calls = 0;
    await store.onDeliveriesDue(() => {
      calls += 1;
    });
    const [lost] = await database().query<{ pid: number }>(LISTENERS);
    await database().query('SELECT pg_terminate_backend($1)', [lost?.pid]);

    await vi.waitFor(() => expect(calls).toBe(1), { timeout: 10_000 });
    await database().query("SELECT pg_notify('event_deliveries_due', '')");

    await vi.waitFor(() => expect(calls).toBe(2), { timeout: 10_000 });
    expect(await database().query(LISTENERS)).toHaveLength(1);
  });

  test('a store that is closed listens no more', async () => {
    const other = await database().openStore();
    await other.onDeliveriesDue(() => {});
    await other.close();

    await vi.waitFor(async () => expect(await database().query(LISTENERS)).toHaveLength(1));
  });
});
