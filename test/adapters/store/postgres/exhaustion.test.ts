import { randomUUID } from 'node:crypto';
import type { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FAKE_CREDENTIALS } from '../../../app/fake-credentials.ts';
import { createGateway } from '../../../app/gateway.ts';
import { anOrder } from '../../../conformance/store/builders.ts';
import { aServer, bearer } from '../../../http/harness.ts';
import type { StoreAndCommands as Store } from '../../../stores.ts';
import { openEmbeddedDatabase, storeOn } from './embedded-database.ts';
import { onServer } from './server-database.ts';

// K7: what a database says when it has run out of something, which is neither our caller's fault nor ours.

const AWAY = { code: 'store_unavailable', retryAfterSeconds: expect.any(Number) };

/** https://www.postgresql.org/docs/15/errcodes-appendix.html, 2026-11-21. */
const SHORTAGES = [
  ['the disk is full', '53100'],
  ['memory is out', '53200'],
  ['there are too many connections', '53300'],
  ['a configured limit is reached', '53400'],
  ['a file can not be read or written', '58030'],
  ['a lock is not to be had', '55P03'],
  ['two wait for each other', '40P01'],
  ['it was cancelled, as a time-out does', '57014'],
  ['it is read-only since it was replaced by its standby', '25006'],
] as const;

type Asked = { readonly store: Store; exec(sql: string): Promise<unknown> };

/** Every write of an order fails from now on as if the server had said so itself. */
function failing(sqlstate: string): string {
  return `
    CREATE FUNCTION fall_short() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '${sqlstate}'; END $$;
    CREATE TRIGGER falls_short BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION fall_short()`;
}

function describeShortages(given: () => Asked): void {
  afterEach(() => given().exec('DROP FUNCTION IF EXISTS fall_short CASCADE'));

  test.each(SHORTAGES)('when %s the store is not available, and goes on afterwards', async (_what, sqlstate) => {
    const { store, exec } = given();
    await exec(failing(sqlstate));
    await expect(store.putOrder(anOrder())).rejects.toMatchObject(AWAY);
    await expect(store.findOrder(randomUUID())).resolves.toBeNull();

    await exec('DROP FUNCTION fall_short CASCADE');

    await expect(store.putOrder(anOrder())).resolves.toMatchObject({ created: true });
  });

  test('the caller gets a 503 that says when to come back, and nothing else', async () => {
    const { store, exec } = given();
    const { app, provider } = createGateway(store);
    await exec(failing('53100'));

    const response = await aServer(app, {
      providers: [{ name: provider.name, credentials: FAKE_CREDENTIALS, api: {} }],
    }).inject({
      method: 'PUT',
      url: `/api/v1/orders/${randomUUID()}`,
      headers: bearer({ scope: 'orders:write' }),
      payload: { user_id: 'user-1', amount: 1000, currency: 'jpy' },
    });

    expect(response.statusCode).toBe(503);
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    expect(response.json()).toEqual({ status: 'error', error: 'Service unavailable', code: 503 });
  });
}

describe('an embedded database that has run out of something', () => {
  let db: PGlite;
  let store: Store;
  beforeAll(async () => {
    db = await openEmbeddedDatabase();
    store = storeOn(db);
  }, 60_000);
  afterAll(() => store.close());

  describeShortages(() => ({ store, exec: (sql) => db.exec(sql) }));
});

onServer('a database server that has run out of something', (database) => {
  let store: Store;
  beforeAll(async () => {
    store = await database().openStore({ poolSize: 2 });
  });
  afterAll(() => store.close());

  describeShortages(() => ({ store, exec: (sql) => database().query(sql) }));

  describe('whose orders another session keeps locked', () => {
    let locking: pg.Client;
    beforeEach(async () => {
      locking = new pg.Client({ connectionString: database().url });
      await locking.connect();
      await locking.query('BEGIN; LOCK TABLE orders');
    });
    afterEach(() => locking.end());

    test('a database server whose orders another session keeps locked gives up what waits for a connection as it gives up what waits for a lock, and goes on afterwards', async () => {
      // Two at a time wait for the lock, each two seconds: for the last ones the pool stays exhausted.
      const waiting = Array.from({ length: 12 }, () => store.putOrder(anOrder()));
      const ended = await Promise.allSettled(waiting);
      await locking.query('ROLLBACK');

      expect(ended).toHaveLength(waiting.length);
      for (const one of ended) expect(one).toMatchObject({ status: 'rejected', reason: AWAY });
      const causes = ended.map((one) => String((one as PromiseRejectedResult).reason.cause));
      expect(causes.some((cause) => cause.includes('lock timeout'))).toBe(true);
      expect(causes.some((cause) => cause.includes('timeout exceeded when trying to connect'))).toBe(true);
      await expect(store.putOrder(anOrder())).resolves.toMatchObject({ created: true });
    }, 30_000);
  });

  test('a database server gives a statement up that takes too long, and goes on afterwards', async () => {
    await database().query(`
      CREATE FUNCTION fall_short() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_sleep(60); RETURN NEW; END $$;
      CREATE TRIGGER falls_short BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION fall_short()`);

    await expect(store.putOrder(anOrder())).rejects.toMatchObject(AWAY);
    await database().query('DROP FUNCTION fall_short CASCADE');

    await expect(store.putOrder(anOrder())).resolves.toMatchObject({ created: true });
  }, 30_000);
});
