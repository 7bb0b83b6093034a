import type { Stream } from './chance.ts';
import type { Way } from './people/buyers.ts';
import type { Order } from './people/clients.ts';

/** What a client app, buyer, operator or stranger does, whatever has become of the purchase until then. */
export type Act =
  | { readonly kind: 'put'; readonly order: Order }
  | { readonly kind: 'open' | 'cancel' | 'sync' | 'cancel order' | 'crash' }
  | { readonly kind: (typeof STRANGE)[number] }
  /** `although`: also what is closed. `by`: which of what was given. */
  | { readonly kind: 'pay'; readonly way: Way; readonly although: boolean; readonly by: 'first' | 'last' }
  /** What has the same key is the same request once more. */
  | { readonly kind: 'refund' | 'capture'; readonly key: string; readonly amount: number | null }
  | { readonly kind: 'refund behind'; readonly share: number }
  | { readonly kind: 'dispute'; readonly status: 'open' | 'won' | 'lost' }
  | { readonly kind: 'outage'; readonly of: 'store' | 'provider'; readonly ms: number };

/** What strangers do, and owners of accounts who are none of ours to trust. */
const STRANGE = [
  ...([
    'forge',
    'lie',
    'pay elsewhere',
    'pay another amount',
    'pay a copy',
    'report another amount',
    'sell something else',
  ] as const),
] as const;

export type Setting = { readonly chance: Stream; readonly isOrder: boolean; readonly splits: boolean };

export const AMOUNT = 1_000;

const OPEN: Act = { kind: 'open' };
const CANCEL: Act = { kind: 'cancel' };

function times<T>(count: number, make: () => T): readonly T[] {
  return Array.from({ length: count }, make);
}

function pay({ chance, splits }: Setting, by: 'first' | 'last' = 'last'): Act {
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
function aRefund({ chance }: Setting): Act {
  const key = chance.pick(['a', 'b']);
  return { kind: 'refund', key, amount: chance.stream(`amount of ${key}`).pick([null, AMOUNT, 600, 400, 400, 1]) };
}

function aCapture({ chance }: Setting): Act {
  const key = chance.pick(['a', 'a', 'b']);
  return { kind: 'capture', key, amount: chance.stream(`amount of ${key}`).pick([null, null, AMOUNT, 600]) };
}

function put(captureMethod: Order['captureMethod'] = 'automatic', amount = AMOUNT): Act {
  return { kind: 'put', order: { amount, captureMethod } };
}

const first = ({ isOrder }: Setting): readonly Act[] => (isOrder ? [put()] : []);

export type Plot =
  | 'opened in a rush'
  | 'paid and refunded'
  | 'opened anew'
  | 'captured by hand'
  | 'changed and cancelled'
  | 'strange'
  | 'anything';

/** What happens to one purchase, in this order and in a tempo of its own. */
export const PLOTS: Readonly<Record<Plot, (setting: Setting) => readonly Act[]>> = {
  'opened in a rush': (setting) => [
    ...first(setting),
    ...times(setting.chance.between(2, 5), () => OPEN),
    pay(setting),
    ...maybe(setting, 0.5, OPEN, OPEN),
  ],
  'paid and refunded': (setting) => [
    ...[...first(setting), OPEN, pay(setting)],
    ...times(setting.chance.between(1, 4), () => aRefund(setting)),
    ...maybe(setting, 0.3, { kind: 'refund behind', share: setting.chance.pick([1, 0.4]) }),
    ...maybe(
      setting,
      0.2,
      { kind: 'dispute', status: 'open' },
      { kind: 'dispute', status: setting.chance.pick(['won', 'lost']) },
    ),
  ],
  'opened anew': (setting) => [
    ...[...first(setting), OPEN, CANCEL, OPEN],
    ...maybe(setting, 0.7, pay(setting, 'first')),
    ...maybe(setting, 0.7, pay(setting)),
    ...maybe(setting, 0.3, OPEN),
    ...maybe(setting, 0.3, aRefund(setting)),
  ],
  'captured by hand': (setting) => [
    ...[put('manual'), OPEN, { kind: 'pay', way: 'is authorized', although: false, by: 'last' } as const],
    ...times(setting.chance.between(1, 3), () => aCapture(setting)),
    ...maybe(setting, 0.3, CANCEL),
    ...maybe(setting, 0.3, aRefund(setting)),
  ],
  'changed and cancelled': (setting) => [
    ...[put(), ...maybe(setting, 0.7, OPEN, ...maybe(setting, 0.6, CANCEL)), put('automatic', 1_200), OPEN],
    pay(setting, setting.chance.pick(['first', 'last'])),
    ...maybe(setting, 0.5, { kind: 'cancel order' }),
    ...maybe(setting, 0.5, put('automatic', AMOUNT)),
    ...maybe(setting, 0.5, OPEN, pay(setting, setting.chance.pick(['first', 'last']))),
  ],
  strange: (setting) => [
    ...[...first(setting), OPEN],
    ...times<Act>(2, () => strange(setting)),
    ...maybe(setting, 0.5, pay(setting)),
    ...maybe(setting, 0.3, { kind: 'sync' }),
  ],
  anything: (setting) => [...first(setting), OPEN, ...times(setting.chance.between(1, 6), () => anything(setting))],
};

/** Where purchases may be split, another amount may be a part. */
function strange({ chance, splits }: Setting): Act {
  return { kind: chance.pick(STRANGE.filter((kind) => !(splits && kind === 'report another amount'))) };
}

function maybe({ chance }: Setting, probability: number, ...acts: readonly Act[]): readonly Act[] {
  return chance.isLucky(probability) ? acts : [];
}

function anything(setting: Setting): Act {
  const kind = setting.chance.weighed({ open: 3, pay: 5, refund: 3, cancel: 1, sync: 1, crash: 0.5 });
  if (kind === 'pay') return pay(setting);
  if (kind === 'refund') return aRefund(setting);
  return { kind };
}
