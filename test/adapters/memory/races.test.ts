import { createMemoryStore, createTables } from '../../../src/adapters/memory/index.ts';
import { describeRaces } from '../../conformance/races.ts';

/** A decision takes as many turns: to load, to decide, to commit. */
const MOST_TURNS = 12;

describeRaces('memory', async () => {
  const shared = { now: () => new Date(), tables: createTables() };
  return {
    stores: [createMemoryStore(shared), createMemoryStore(shared)],
    rounds: 300,
    async pause({ below }) {
      for (let turns = below(MOST_TURNS); turns > 0; turns -= 1) await null;
    },
  };
});
