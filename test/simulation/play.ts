import { money } from '../../src/domain/money/money.ts';
import { act } from './acting.ts';
import { PROVIDER } from './banks/banks.ts';
import { GYMS } from './banks/holders.ts';
import type { History, Step } from './history.ts';
import { atRest } from './invariants/at-rest.ts';
import { watchRows } from './invariants/rows.ts';
import { gymOf } from './people/desk.ts';
import { createOwners } from './people/owners.ts';
import { tend } from './people/tending.ts';
import { createSim, type Failure, type Sim, type Surroundings } from './sim.ts';
import { createSweeping } from './sweeping.ts';
import { inTask } from './task.ts';
import type { Faults } from './weather.ts';

export type Played = {
  readonly failures: readonly Failure[];
  readonly struck: Faults;
  readonly story: () => readonly string[];
  readonly sim: Sim;
};

/** How long the last of the steps may take until the weather clears. */
const PATIENCE_MS = 300_000;

/** Lives a history, then lets the clock run on until nothing is due, and looks at what is left. */
export async function play(history: History, surroundings: Surroundings = {}): Promise<Played> {
  const sim = createSim(history, surroundings);
  watchRows(sim);
  await openGyms(sim);
  const [sweeping, owners] = [createSweeping(sim), createOwners(sim)];
  const before = (nextMs: number) => {
    owners();
    sweeping(nextMs);
  };
  for (const step of history.steps) plan(sim, step);
  const lastMs = Math.max(0, ...history.steps.map(({ atMs }) => atMs));
  await sim.scheduler.run({ before, untilMs: sim.scheduler.nowMs() + lastMs + PATIENCE_MS });
  sim.clear();
  const rest = () => sim.scheduler.run({ before }).catch((error: Error) => sim.fail('rest', error.message));
  await rest();
  // What waits for an operator does not wait for ever.
  const chance = sim.chance.stream('last');
  void inTask('the last look', chance, () => tend({ sim, chance, what: 'the last look' }));
  await rest();
  if (sim.failures.length === 0) atRest(sim);
  return { failures: sim.failures, struck: sim.weather.struck, story: sim.story.lines, sim };
}

async function openGyms(sim: Sim): Promise<void> {
  for (const slug of GYMS) {
    const gym = gymOf(sim, { slug, provider: PROVIDER, credentials: sim.banks.at(PROVIDER).credentialsOf(slug) });
    const accountId = `00000000-0000-4000-8000-00000000000${GYMS.indexOf(slug)}`;
    const credentials = {
      accountId,
      sealed: JSON.stringify({ given: gym.credentials, grant: null }),
      providerUserId: slug,
    };
    await sim.store.putGym({ ...gym, currency: money(0, gym.currency).currency, credentials });
  }
}

function plan(sim: Sim, step: Step): void {
  const { scheduler, chance } = sim;
  const own = chance.stream(step.id);
  const begin = () => {
    sim.story.write('step', () => `${step.id}: ${JSON.stringify(step.act)}`);
    const asking = { sim, chance: own.stream('client'), what: `${step.id} ${step.act.kind}` };
    void inTask(step.id, own, () => act(asking, step));
  };
  scheduler.at(scheduler.nowMs() + step.atMs, own.fraction(), begin);
}
