import type { CheckKind } from '../../src/ports/store/checks.ts';
import { checksClock } from '../adapters/store/checks-clock.ts';
import { useAnyDatabase } from '../adapters/store/postgres/any-database.ts';
import type { CheckClock } from '../conformance/store/checks.ts';
import type { StoreAndCommands as Store } from '../stores.ts';
import type { Gateway } from './gateway.ts';

/** So many tries has a check of each kind whose reason stays. */
export const TRIES = 8;

export type TestedDatabase = CheckClock & {
  readonly store: Store;
  /** Beside those that are due already. */
  readonly makeDueToo: CheckClock['makeDue'];
  /** Leases on refunds and captures, and the calls under them, began so much earlier, in minutes. */
  readonly callsBeganEarlier: (minutes: number) => Promise<void>;
};

/** One database for the tests of a file, whose clock can be helped on; ids are fresh in each of them. */
export function useDatabase(): () => TestedDatabase {
  const database = useAnyDatabase();
  return () => {
    const { store, query } = database();
    const clock = checksClock({ query });
    return {
      ...clock,
      store,
      makeDueToo: clock.makeDue,
      // What other tests have left becomes due by itself when a test takes long: it is put off.
      async makeDue(kind, subject) {
        await query("UPDATE checks SET due_at = due_at + interval '1 h'");
        await clock.makeDue(kind, subject);
      },
      async callsBeganEarlier(minutes) {
        const earlier = ['unknown_since', 'lease_began_at', 'lease_until'].map(
          (column) => `${column} = ${column} - interval '${minutes} minutes'`,
        );
        for (const table of ['refunds', 'captures']) await query(`UPDATE ${table} SET ${earlier}`);
      },
    };
  };
}

/** Sweeps with this one check due. */
export async function sweepFor(
  { makeDue }: CheckClock,
  { app }: Pick<Gateway, 'app'>,
  kind: CheckKind,
  subject: string,
): Promise<void> {
  await makeDue(kind, subject);
  await app.sweep();
}
