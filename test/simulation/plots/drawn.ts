import type { Stream } from '../chance.ts';
import type { Way } from '../people/buyers.ts';
import type { Order } from '../people/clients.ts';
import { type Act, AMOUNT, STRANGE } from './acts.ts';

// What plots are made of: acts of which chance decides the details.

export type Setting = { readonly chance: Stream; readonly isOrder: boolean; readonly splits: boolean };

export const OPEN: Act = { kind: 'open' };
export const CANCEL: Act = { kind: 'cancel' };

export function times<T>(count: number, make: () => T): readonly T[] {
  return Array.from({ length: count }, make);
}

export function pay({ chance, splits }: Setting, by: 'first' | 'last' = 'last'): Act {
  const whole = { succeeds: 8, fails: 1, 'fails, then succeeds': 1, 'is processed, then succeeds': 2 };
  const often = { 'fails again and again': 1, 'fails twice, then succeeds': 1 };
  const parts = splits ? { 'in two parts': 6, twice: 3, 'in part': 2 } : {};
  const way = chance.weighed<Way>({ ...NO_WAY, ...whole, ...often, 'is processed, then fails': 1, ...parts });
  return { kind: 'pay', way, although: by === 'first', by };
}

const NO_WAY: Readonly<Record<Way, number>> = {
  succeeds: 0,
  fails: 0,
  'fails, then succeeds': 0,
  'fails again and again': 0,
  'fails twice, then succeeds': 0,
  'is processed, then succeeds': 0,
  'is processed, then fails': 0,
  'is authorized': 0,
  'in two parts': 0,
  twice: 0,
  'in part': 0,
};

/** Of two keys, each with an amount of its own. */
export function aRefund({ chance }: Setting): Act {
  const key = chance.pick(['a', 'b']);
  return { kind: 'refund', key, amount: chance.stream(`amount of ${key}`).pick([null, AMOUNT, 600, 400, 400, 1]) };
}

export function aCapture({ chance }: Setting): Act {
  const key = chance.pick(['a', 'a', 'b']);
  return { kind: 'capture', key, amount: chance.stream(`amount of ${key}`).pick([null, null, AMOUNT, 600]) };
}

export function put(captureMethod: Order['captureMethod'] = 'automatic', amount = AMOUNT): Act {
  return { kind: 'put', order: { amount, captureMethod } };
}

export const first = ({ isOrder }: Setting): readonly Act[] => (isOrder ? [put()] : []);

/** Where purchases may be split, another amount may be a part. */
export function strange({ chance, splits }: Setting): Act {
  return { kind: chance.pick(STRANGE.filter((kind) => !(splits && kind === 'report another amount'))) };
}

export function maybe({ chance }: Setting, probability: number, ...acts: readonly Act[]): readonly Act[] {
  return chance.isLucky(probability) ? acts : [];
}

export function anything(setting: Setting): Act {
  const kind = setting.chance.weighed({
    open: 3,
    pay: 5,
    refund: 3,
    cancel: 1,
    sync: 1,
    tend: 0.5,
    settle: 0.5,
    crash: 0.5,
  });
  if (kind === 'pay') return pay(setting);
  if (kind === 'refund') return aRefund(setting);
  return { kind };
}
