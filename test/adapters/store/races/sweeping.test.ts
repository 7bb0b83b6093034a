import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../../../src/ports/store/store.ts';
import { LEASE_MS } from '../../../conformance/store/builders.ts';
import { onServer } from '../postgres/server-database.ts';

const CHECKS = 200;

onServer('two replicas that sweep one database', (database) => {
  let replicas: readonly Store[];
  beforeAll(async () => {
    replicas = [await database().openStore(), await database().openStore()];
  });
  afterAll(async () => {
    await Promise.all(replicas.map((store) => store.close()));
  });

  test('two replicas that sweep one database take each check once, and wait for no lock', async () => {
    const [store] = replicas;
    const subjects = Array.from({ length: CHECKS }, () => randomUUID());
    for (const subject of subjects) await store?.rememberCheck('closing', subject);
    await database().query("UPDATE checks SET due_at = clock_timestamp() - interval '1 s'");

    const rounds = Array.from({ length: 2 * CHECKS }, (_, at) =>
      replicas[at % replicas.length]?.takeChecks(['closing'], 1, LEASE_MS),
    );
    const taken = (await Promise.all(rounds)).flatMap((checks) => checks ?? []);

    expect(taken.map(({ subject }) => subject).toSorted()).toEqual(subjects.toSorted());
    expect(new Set(taken.map(({ token }) => token)).size).toBe(CHECKS);
  });

  test('two replicas that sweep one database are not held up by a row that another session has locked', async () => {
    const [store] = replicas;
    await database().query('DELETE FROM checks');
    const [locked, free] = [randomUUID(), randomUUID()];
    for (const subject of [locked, free]) await store?.rememberCheck('closing', subject);

    await database().query("UPDATE checks SET due_at = clock_timestamp() - interval '1 s'");
    const other = new pg.Client({ connectionString: database().url });
    await other.connect();
    await other.query('BEGIN');
    await other.query('SELECT FROM checks WHERE subject = $1 FOR UPDATE', [locked]);

    const taken = await store?.takeChecks(['closing'], 9, LEASE_MS);

    expect(taken?.map(({ subject }) => subject)).toEqual([free]);
    await other.query('ROLLBACK');
    await other.end();
  });
});
