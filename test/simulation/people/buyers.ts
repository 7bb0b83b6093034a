import type { Money } from '../../../src/domain/money/money.ts';
import { isOpen } from '../../../src/domain/payment/fact.ts';
import type { Stream } from '../chance.ts';
import type { Sim } from '../sim.ts';
import { passes } from './insist.ts';

/** What becomes of a try to pay, step by step. */
export const WAYS = {
  succeeds: ['succeeded'],
  fails: ['failed'],
  'fails, then succeeds': ['failed', 'succeeded'],
  'fails again and again': ['failed', 'failed', 'failed'],
  'fails twice, then succeeds': ['failed', 'failed', 'succeeded'],
  'is processed, then succeeds': ['processing', 'succeeded'],
  'is processed, then fails': ['processing', 'failed'],
  'is authorized': ['processing'],
} as const;
export type Way = keyof typeof WAYS | 'in two parts' | 'twice' | 'in part';

export type Paying = {
  readonly purchase: string;
  readonly way: Way;
  readonly although: boolean;
  readonly by: 'first' | 'last';
};

/** The buyer pays with the last of what they were given, or with the first: another tab may still show it. */
export async function pay(sim: Sim, chance: Stream, { purchase, way, although, by }: Paying): Promise<void> {
  await sim.ledger.whenGiven(purchase);
  const given = sim.ledger.given.filter((one) => one.purchase === purchase);
  const chosen = by === 'first' ? given[0] : given.at(-1);
  if (chosen === undefined) return;
  const { parentId } = chosen;
  const { provider, notice } = sim.banks.of(parentId);
  for (const act of actsOf(way, provider.requestOf(parentId).amount)) {
    const status = provider.statusOf(parentId);
    const isMoney = act === 'succeeded' || typeof act !== 'string';
    if (!isOpen(status) && !(although && isMoney && status === 'cancelled')) return;
    sim.story.write('buyer', () => `${parentId}: ${typeof act === 'string' ? act : `pays ${act.minor}`}`);
    if (typeof act === 'string') provider.settle(parentId, act);
    else provider.pay(parentId, act, 'succeeded');
    notice();
    await passes(sim, chance, chance.pick(PAUSES_MS));
  }
}

const PAUSES_MS = [1, 20, 100, 3_000, 60_000] as const;

/** What becomes of the parent, or a part that is paid of it, one after the other. */
function actsOf(way: Way, amount: Money): readonly (Money | (typeof WAYS)[keyof typeof WAYS][number])[] {
  const half = { ...amount, minor: Math.floor(amount.minor / 2) };
  if (way === 'in part') return [half];
  if (way === 'in two parts') return [half, { ...amount, minor: amount.minor - half.minor }];
  return way === 'twice' ? [amount, amount] : WAYS[way];
}
