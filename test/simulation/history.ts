import type { SignaturePolicy } from '../../src/domain/gym/gym.ts';
import type { BankOptions } from './banks/bank.ts';
import { type Stream, streamOf } from './chance.ts';
import type { Act } from './plots/acts.ts';
import { GYM_PLOTS, type GymPlot } from './plots/gyms.ts';
import { PURCHASE_PLOTS, type PurchasePlot } from './plots/purchases.ts';
import type { Faults, Pace } from './weather.ts';

/** Who does what when; `atMs` counts from the beginning. */
export type Step = { readonly id: string; readonly atMs: number; readonly purchase: string; readonly act: Act };

/** All that a seed decides before anything happens. Which calls fail is drawn while it does, unless `faults` says it. */
export type History = {
  readonly seed: number;
  readonly steps: readonly Step[];
  readonly faults: Faults | null;
  readonly pace: Pace;
  readonly replicas: number;
  /** How far the clock of one process is from that of the next. */
  readonly skewMs: number;
  readonly bank: BankOptions;
  readonly gyms: GymSettings;
  /** Whether webhooks arrive once, and at once. */
  readonly isWireCalm: boolean;
};

/** How gyms are set up: `isMistyped` where the first has a webhook secret that its provider does not sign with. */
export type GymSettings = { readonly signature: SignaturePolicy; readonly isMistyped: boolean };

type Plot = PurchasePlot | GymPlot;
const PLOTS = { ...PURCHASE_PLOTS, ...GYM_PLOTS };

/** How far steps are apart: in a rush, as people are, or over the end of a payment's time. */
const TEMPOS_MS = [5, 5, 50, 500, 500, 10_000, 120_000, 3_000_000] as const;

/** Methods that fail as often as not in some histories of a plot: what it is about, and what each of them needs. */
const SORE: Readonly<Record<Plot, readonly string[]>> = {
  'opened in a rush': ['open', 'open', 'find'],
  'paid and refunded': ['refund', 'refund', 'refund', 'listRefunds'],
  'opened anew': ['close', 'open', 'find'],
  'captured by hand': ['capture', 'capture', 'capture', 'capture', 'fetch'],
  'changed and cancelled': ['close', 'open'],
  strange: ['fetch', 'translate'],
  replaced: ['putGym', 'listAccounts', 'fetch', 'translate'],
  granted: ['renew', 'renew', 'redeem', 'renewCredentials', 'connectGym', 'needReconnect', 'fetch'],
  unsigned: ['fetch', 'translate'],
  anything: [
    'open',
    'refund',
    'translate',
    'takeChecks',
    'endCheck',
    'rememberCheck',
    'beginOperation',
    'endOperation',
  ],
};
const ALWAYS_SORE = ['commitPurchase', 'commitPurchase', 'loadPurchase', 'fetch'] as const;

export function historyOf(seed: number): History {
  const chance = streamOf(seed).stream('history');
  const splits = chance.isLucky(0.3);
  const plots = [chance.weighed(WEIGHTS), ...(chance.isLucky(0.15) ? [chance.weighed(WEIGHTS)] : [])];
  const steps = plots.flatMap((plot, index) => stepsOf(chance.stream(`purchase ${index}`), { plot, index, splits }));
  const mayBeSore = [...plots.flatMap((plot) => [...SORE[plot], ...SORE[plot]]), ...ALWAYS_SORE];
  const sore = chance.isLucky(0.7) ? [chance.pick(mayBeSore)] : [];
  const lastMs = Math.max(0, ...steps.map(({ atMs }) => atMs));
  return {
    seed,
    steps: [...steps, ...outages(chance)].toSorted((a, b) => a.atMs - b.atMs),
    faults: null,
    pace: {
      probability: chance.pick([0, 0.005, 0.02, 0.05]),
      sore,
      isStalling: chance.isLucky(sore.includes('capture') ? 0.8 : 0.4),
      isSlow: chance.isLucky(0.5),
    },
    replicas: chance.pick([1, 2, 2, 2, 3]),
    skewMs: chance.pick([0, 0, 0, 700, -1_500]),
    bank: {
      ignoresKeys: chance.isLucky(0.3),
      splits,
      namesRefunds: chance.isLucky(0.7),
      decidesLate: chance.isLucky(0.3),
      notifiesRefunds: chance.isLucky(0.7),
      namesTries: !splits && chance.isLucky(0.7),
      grantLifeMs: Math.max(chance.pick([60_000, 900_000, 7_200_000]), lastMs / MOST_RENEWALS),
      renewalEndsToken: chance.isLucky(0.5),
    },
    gyms: settingsOfGyms(chance.stream('gyms')),
    isWireCalm: chance.isLucky(0.1),
  };
}

/** About as often is a grant renewed before the last step. */
const MOST_RENEWALS = 30;

/** Where signatures are only advisory there may be no right secret at all. */
function settingsOfGyms(chance: Stream): GymSettings {
  const signature = chance.pick(['required', 'required', 'advisory'] as const);
  return { signature, isMistyped: signature === 'advisory' && chance.isLucky(0.5) };
}

const WEIGHTS: Readonly<Record<Plot, number>> = {
  'opened in a rush': 3,
  'paid and refunded': 4,
  'opened anew': 3,
  'captured by hand': 4,
  'changed and cancelled': 2,
  strange: 2,
  replaced: 2,
  granted: 2,
  unsigned: 2,
  anything: 2,
};

/** Plots that a checkout has no part in, or an order. */
const OF_ORDERS: readonly Plot[] = ['captured by hand', 'changed and cancelled'];
const OF_CHECKOUTS = Object.keys(GYM_PLOTS);

type Chosen = { readonly plot: Plot; readonly index: number; readonly splits: boolean };

function stepsOf(chance: Stream, { plot, index, splits }: Chosen): readonly Step[] {
  const isOrder = OF_ORDERS.includes(plot) || (!OF_CHECKOUTS.includes(plot) && chance.isLucky(0.75));
  const purchase = `${['first', 'second'][index]} ${isOrder ? 'order' : 'checkout'}`;
  const tempoMs = chance.pick(TEMPOS_MS);
  let atMs = chance.below(100);
  return PLOTS[plot]({ chance, isOrder, splits }).map((act, place) => {
    const step = { id: `${purchase} ${place + 1}`, atMs, purchase, act };
    atMs += chance.isLucky(0.3) ? chance.below(10) : chance.below(2 * tempoMs) + settles(act);
    return step;
  });
}

/** What follows an order, or a payment's opening, waits for it, more or less. */
function settles({ kind }: Act): number {
  return kind === 'put' || kind === 'open' ? 150 : 0;
}

function outages(chance: Stream): readonly Step[] {
  if (!chance.isLucky(0.08)) return [];
  const of = chance.pick<'store' | 'provider'>(['store', 'provider']);
  const act = { kind: 'outage', of, ms: chance.pick([500, 20_000, 120_000]) } as const;
  return [{ id: 'outage', atMs: chance.below(5_000), purchase: '', act }];
}
