import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinDisputes, type KnownDispute, knownBy, outcomeOf } from '../../../../src/domain/payment/dispute.ts';
import { disputes } from '../../../domain/builders.ts';
import { useAnyDatabase } from '../postgres/any-database.ts';

const database = useAnyDatabase();

const known = fc
  .array(disputes, { minLength: 1, maxLength: 3 })
  .map((reported) => reported.map(knownBy).reduce(joinDisputes));
const many = fc.array(known, { minLength: 50, maxLength: 100 });

test('how a dispute stands in SQL, for the timeline, is how it stands in the domain', async () => {
  await fc.assert(
    fc.asyncProperty(many, async (all) => {
      expect(await standingInSql(all)).toEqual(all.map((one) => shown(outcomeOf(one))));
    }),
    { numRuns: 40 },
  );
});

function shown(outcome: ReturnType<typeof outcomeOf>) {
  return { status: outcome?.status ?? null, status_at: outcome?.statusAt ?? null };
}

async function standingInSql(all: readonly KnownDispute[]) {
  const rows = all.map(({ said, overWonAt, overLostAt }) => {
    return { status: said?.status, status_at: said?.occurredAt, over_won_at: overWonAt, over_lost_at: overLostAt };
  });
  return database().query(
    `SELECT outcome.status, outcome.status_at
       FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS disputes (one, position),
            dispute_outcome(jsonb_populate_record(NULL::disputes, one)) AS outcome
      ORDER BY position`,
    [JSON.stringify(rows)],
  );
}
