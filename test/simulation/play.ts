import { money } from '../../src/domain/money/money.ts';
import { credentialsOf } from './bank.ts';
import type { History, Step } from './history.ts';
import { atRest } from './invariants/at-rest.ts';
import { watchRows } from './invariants/rows.ts';
import { pay } from './people/buyers.ts';
import { openCheckout, openOrder, putOrder } from './people/clients.ts';
import type { Asking } from './people/insist.ts';
import { cancel, capture, dispute, refund, refundBehind, sync } from './people/operators.ts';
import {
  forge,
  lie,
  payACopy,
  payAnotherAmount,
  payElsewhere,
  reportAnotherAmount,
  sellSomethingElse,
} from './people/strangers.ts';
import { type Act, AMOUNT } from './plots.ts';
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
const GYMS = ['gym-a', 'gym-b'] as const;

/** Lives a history, then lets the clock run on until nothing is due, and looks at what is left. */
export async function play(history: History, surroundings: Surroundings = {}): Promise<Played> {
  const sim = createSim(history, surroundings);
  watchRows(sim);
  await openGyms(sim);
  const before = createSweeping(sim);
  for (const step of history.steps) plan(sim, step);
  const lastMs = Math.max(0, ...history.steps.map(({ atMs }) => atMs));
  await sim.scheduler.run({ before, untilMs: sim.scheduler.nowMs() + lastMs + PATIENCE_MS });
  sim.clear();
  await sim.scheduler.run({ before }).catch((error: Error) => sim.fail('rest', error.message));
  if (sim.failures.length === 0) atRest(sim);
  return { failures: sim.failures, struck: sim.weather.struck, story: sim.story.lines, sim };
}

async function openGyms({ store }: Sim): Promise<void> {
  for (const slug of GYMS) {
    const credentials = { accountId: '', sealed: JSON.stringify(credentialsOf(slug)), providerUserId: slug };
    const terms = { name: slug, paymentsEnabled: true, provider: 'somepay', currency: money(0, 'JPY').currency };
    const more = { returnUrl: null, statementDescriptor: null, signature: 'required' } as const;
    const accountId = `00000000-0000-4000-8000-00000000000${GYMS.indexOf(slug)}`;
    await store.putGym({ slug, ...terms, ...more, credentials: { ...credentials, accountId } });
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

async function act(asking: Asking, { purchase, act }: Step): Promise<void> {
  const { sim, chance } = asking;
  const keyOf = (key: string) => `${purchase} ${act.kind} ${key}`;
  switch (act.kind) {
    case 'put':
      return putOrder(asking, purchase, act.order);
    case 'cancel order':
      return putOrder(asking, purchase, { amount: AMOUNT, captureMethod: 'automatic' }, 'cancelled');
    case 'open':
      return purchase.endsWith('order') ? openOrder(asking, purchase) : openCheckout(asking, purchase, 'gym-a');
    case 'pay':
      return pay(sim, chance, { purchase, ...act });
    case 'refund':
      return refund(asking, purchase, { ...act, key: keyOf(act.key) });
    case 'capture':
      return capture(asking, purchase, { ...act, key: keyOf(act.key) });
    case 'cancel':
      return cancel(asking, purchase);
    case 'sync':
      return sync(asking, purchase);
    case 'outage':
      return sim.weather.strike(act.of, sim.scheduler.nowMs() + act.ms);
    case 'crash':
      return chance.pick(sim.replicas()).die();
    default:
      return beside(asking, purchase, act);
  }
}

type Beside = Exclude<Act, { readonly kind: 'put' | 'pay' | 'refund' | 'capture' | 'outage' } | Alone>;
type Alone = { readonly kind: 'open' | 'cancel' | 'sync' | 'cancel order' | 'crash' };

/** What happens beside the service, to what a buyer was given. */
async function beside({ sim, chance }: Asking, purchase: string, act: Beside): Promise<void> {
  const given = sim.ledger.given.findLast((one) => one.purchase === purchase);
  if (given === undefined) return;
  if (act.kind === 'refund behind') refundBehind(sim, given.parentId, act.share);
  else if (act.kind === 'dispute') dispute(sim, given.parentId, act.status);
  else await STRANGERS[act.kind](sim, chance, given);
}

const STRANGERS = {
  forge,
  lie,
  'pay elsewhere': payElsewhere,
  'pay another amount': payAnotherAmount,
  'pay a copy': payACopy,
  'report another amount': reportAnotherAmount,
  'sell something else': sellSomethingElse,
} as const;
