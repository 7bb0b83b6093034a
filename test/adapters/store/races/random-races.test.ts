import { setTimeout as sleep } from 'node:timers/promises';
import { describeRaces } from '../../../conformance/races.ts';
import { onServer } from '../postgres/server-database.ts';

/** A decision takes as long, two round trips. */
const MOST_MS = 4;

onServer('random races on a PostgreSQL server', (database) => {
  describeRaces('server', async () => ({
    stores: [await database().openStore({ poolSize: 4 }), await database().openStore({ poolSize: 4 })],
    rounds: 150,
    async pause({ below }) {
      await sleep(below(MOST_MS * 10) / 10);
    },
  }));
});
