import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareFacts, type Fact, STATUSES } from '../../../../src/domain/payment/fact.ts';
import { useAnyDatabase } from '../postgres/any-database.ts';

const database = useAnyDatabase();

type Pair = readonly [Fact, Fact];

const DAY_ONE = Date.UTC(2026, 0, 1);
const MOMENTS = [null, new Date(0), new Date(DAY_ONE), new Date(DAY_ONE + 1)];
const FACTS: readonly Fact[] = STATUSES.flatMap((kind) => MOMENTS.map((occurredAt) => ({ kind, occurredAt })));

test('the comparison in SQL is the one in TypeScript, for every kind at every kind of moment', async () => {
  const pairs = FACTS.flatMap((one) => FACTS.map((other): Pair => [one, other]));

  expect(await exceedsInSql(pairs)).toEqual(pairs.map(([one, other]) => compareFacts(one, other) > 0));
});

test('the comparison in SQL is the one in TypeScript, for any moments', async () => {
  const anyMoment = fc.option(
    fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
  );
  const anyFact = fc.record({ kind: fc.constantFrom(...STATUSES), occurredAt: anyMoment });
  const manyPairs = fc.array(fc.tuple(anyFact, anyFact), { minLength: 50, maxLength: 100 });

  await fc.assert(
    fc.asyncProperty(manyPairs, async (pairs) => {
      expect(await exceedsInSql(pairs)).toEqual(pairs.map(([one, other]) => compareFacts(one, other) > 0));
    }),
    { numRuns: 40 },
  );
});

async function exceedsInSql(pairs: readonly Pair[]): Promise<boolean[]> {
  const rows = await database().query<{ exceeds: boolean }>(
    `SELECT fact_exceeds(pair -> 0 ->> 'kind', (pair -> 0 ->> 'occurredAt')::timestamptz,
                         pair -> 1 ->> 'kind', (pair -> 1 ->> 'occurredAt')::timestamptz) AS exceeds
       FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS pairs (pair, position) ORDER BY position`,
    [JSON.stringify(pairs)],
  );
  return rows.map(({ exceeds }) => exceeds);
}
