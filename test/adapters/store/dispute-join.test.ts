import type { PGlite } from '@electric-sql/pglite';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { joinDisputes, type KnownDispute, knownBy, outcomeOf } from '../../../src/domain/dispute.ts';
import { disputes } from '../../domain/builders.ts';
import { openEmbeddedDatabase } from './embedded-database.ts';

let db: PGlite;
beforeAll(async () => {
  db = await openEmbeddedDatabase();
}, 60_000);
afterAll(() => db.close());

const known = fc.array(disputes, { minLength: 1, maxLength: 3 }).map((told) => told.map(knownBy).reduce(joinDisputes));
const manyPairs = fc.array(fc.tuple(known, known), { minLength: 50, maxLength: 100 });

test('the join in SQL, and how a dispute then stands, are those in TypeScript', async () => {
  await fc.assert(
    fc.asyncProperty(manyPairs, async (pairs) => {
      const joined = pairs.map(([one, other]) => joinDisputes(one, other));

      expect(await joinedInSql(pairs)).toEqual(joined.map((all) => ({ ...rowOf(all), ...shown(outcomeOf(all)) })));
    }),
    { numRuns: 40 },
  );
});

/** As `keep_dispute` is told of it. */
function rowOf({ said, overWonAt, overLostAt }: KnownDispute) {
  return {
    status: said?.status ?? null,
    status_at: said?.occurredAt ?? null,
    amount_minor: said?.amount?.minor ?? null,
    currency: said?.amount?.currency ?? null,
    reason: said?.reason ?? null,
    over_won_at: overWonAt,
    over_lost_at: overLostAt,
  };
}

function shown(outcome: ReturnType<typeof outcomeOf>) {
  return { stands: outcome?.status ?? null, stands_at: outcome?.statusAt ?? null };
}

async function joinedInSql(pairs: readonly (readonly [KnownDispute, KnownDispute])[]) {
  const rows = JSON.stringify(pairs.map(([one, other]) => [rowOf(one), rowOf(other)]));
  const answer = await db.query(
    `SELECT (joined).status, (joined).status_at, (joined).amount_minor::integer, (joined).currency, (joined).reason,
            (joined).over_won_at, (joined).over_lost_at, outcome.status AS stands, outcome.status_at AS stands_at
       FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS pairs (pair, position),
            join_disputes(jsonb_populate_record(NULL::disputes, pair -> 0),
                          jsonb_populate_record(NULL::disputes, pair -> 1)) AS joined,
            dispute_outcome(joined) AS outcome
      ORDER BY position`,
    [rows],
  );
  return answer.rows;
}
