import { createHash } from 'node:crypto';

/** What every process of a run agrees on. None of it opens anything outside this machine. */
export const JWT_SECRET = 'the-bench-signs-its-tokens-with-this';
export const STRIPE_KEY = 'sk_test_of_the_bench_alone';
export const WEBHOOK_SECRET = 'whsec_of_the_bench_alone';
export const USER = 'bench-user';

/** Of service and floors alike. */
export const POOL_SIZE = 10;

export const AMOUNT = 1000;
export const CURRENCY = 'JPY';

/** How much is loaded in one round, and how often: about one and a half seconds each on two cores. */
export type Size = {
  readonly rounds: number;
  /** As many again, at most, where the rounds differ much. */
  readonly moreRounds: number;
  /** Rounds that don't count: until Node has compiled what it will compile. */
  readonly warmUp: number;
  readonly perRound: Readonly<Record<ScenarioName, number>>;
};

export type ScenarioName = 'payment' | 'webhook' | 'intent';

export const SIZES = {
  server: { rounds: 5, moreRounds: 4, warmUp: 3, perRound: { payment: 3000, webhook: 1200, intent: 400 } },
  embedded: { rounds: 3, moreRounds: 1, warmUp: 1, perRound: { payment: 1200, webhook: 300, intent: 150 } },
  smoke: { rounds: 1, moreRounds: 0, warmUp: 1, perRound: { payment: 100, webhook: 50, intent: 30 } },
} as const satisfies Record<string, Size>;

/** The order, or the payment, number `index`: as random as real ids, and known to all without asking. */
export function idOf(kind: 'order' | 'payment', index: number): string {
  const hex = createHash('md5').update(`${kind}-${index}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export function intentIdOf(index: number): string {
  return `pi_bench${index}`;
}
