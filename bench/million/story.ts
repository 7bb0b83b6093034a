import { type Stream, streamOf } from '../../test/simulation/chance.ts';
import { type Seller, sellerOf, type World } from './world.ts';

// What happened to one payment, as the service would have recorded it: the same of a number each time.

export type Status = 'pending' | 'processing' | 'failed' | 'cancelled' | 'succeeded';

/** A payment at the provider. Times are milliseconds, as everywhere here. */
export type Attempt = {
  readonly providerPaymentId: string;
  readonly status: 'failed' | 'succeeded';
  readonly at: number;
};
export type Change = { readonly from: Status; readonly to: Status; readonly at: number };
export type Refund = {
  readonly id: string;
  readonly providerRefundId: string;
  readonly amount: number;
  readonly status: 'pending' | 'succeeded' | 'failed';
  readonly createdAt: number;
  readonly updatedAt: number;
};
type Reported = { readonly at: number; readonly id: string };

export type Story = {
  readonly id: string;
  readonly orderId: string | null;
  readonly seller: Seller;
  readonly userId: string;
  readonly email: string;
  readonly amount: number;
  readonly currency: string;
  readonly parentId: string;
  readonly intentId: string | null;
  readonly createdAt: number;
  readonly attempts: readonly Attempt[];
  readonly changes: readonly Change[];
  readonly refund: Refund | null;
  readonly dispute: Reported | null;
  /** Paid twice; `isOpen` while no operator has settled it. */
  readonly anomaly: (Reported & { readonly isOpen: boolean }) | null;
};

/** Of how many payments, up to which moment. The first is a year older than the last. */
export type Span = { readonly payments: number; readonly until: number };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** As `CHECKOUT_TTL`, by default. */
const TTL = DAY;

export function storyOf(world: World, { payments, until }: Span, number: number): Story {
  const chance = streamOf(number + 1);
  const seller = sellerOf(world, chance);
  const createdAt = until - YEAR + momentOf(chance, number / payments);
  const user = chance.below(Math.max(100, payments / 4));
  const paid = tryToPay(chance, { seller, createdAt, until, number });
  const amount = seller.gymSlug === null ? 10 * chance.between(50, 5_000) : 50_000 * chance.between(1, 40);
  return {
    ...{ id: chance.uuid(), orderId: seller.gymSlug === null ? chance.uuid() : null, seller, createdAt },
    ...{ userId: `user-${user}`, email: `Payer${user}@example.com`, amount, currency: chance.pick(seller.currencies) },
    ...idsOf(seller, number, chance),
    ...paid,
    ...afterwards(chance, { paid, amount, until, number }),
  };
}

/** Of a day most is sold in its evening. */
function momentOf(chance: Stream, part: number): number {
  const days = part * 365;
  const ofDay = (chance.fraction() + chance.fraction() + chance.fraction()) / 3;
  return Math.floor((Math.floor(days) + ofDay) * DAY);
}

function idsOf({ provider, gymSlug }: Seller, number: number, chance: Stream) {
  if (provider === 'mercadopago') {
    const preference = `${9_000_000 + (number % 60)}-${chance.uuid()}`;
    return { parentId: preference, intentId: gymSlug === null ? preference : null };
  }
  const intent = `pi_3Q${number.toString(36).padStart(8, '0')}FitStack0Pay`;
  return gymSlug === null
    ? { parentId: intent, intentId: intent }
    : { parentId: `cs_live_a1${number.toString(36).padStart(8, '0')}`, intentId: null };
}

type Circumstances = { seller: Seller; createdAt: number; until: number; number: number };
type Paid = Pick<Story, 'attempts' | 'changes'>;

const OUTCOMES = { paid: 70, retried: 6, declined: 9, left: 14, voucher: 1 } as const;

function tryToPay(chance: Stream, { seller, createdAt, until, number }: Circumstances): Paid {
  const outcome = chance.weighed(OUTCOMES);
  const firstAt = createdAt + chance.between(20_000, 20 * MINUTE);
  const secondAt = firstAt + chance.between(20_000, 20 * MINUTE);
  const attempt = (index: number, status: Attempt['status'], at: number): Attempt => ({
    ...{ providerPaymentId: attemptIdOf(seller, number, index), status, at },
  });
  const tried = {
    paid: [attempt(0, 'succeeded', firstAt)],
    retried: [attempt(0, 'failed', firstAt), attempt(1, 'succeeded', secondAt)],
    declined: [attempt(0, 'failed', firstAt)],
    ...{ left: [], voucher: [] },
  }[outcome].filter(({ at }) => at < until);
  const said = tried.map(({ status, at }) => ({ to: status, at }));
  return { attempts: newest(tried), changes: changesOf(outcome === 'voucher', said, { createdAt, until }) };
}

/** Stripe has one payment for all tries. */
function attemptIdOf({ provider }: Seller, number: number, index: number): string {
  if (provider === 'mercadopago') return String(100_000_000_000 + number * 10 + index);
  return `pi_3Q${number.toString(36).padStart(8, '0')}FitStack0Pay`;
}

function newest(tried: readonly Attempt[]): readonly Attempt[] {
  return [...new Map(tried.map((one) => [one.providerPaymentId, one])).values()];
}

function changesOf(
  isVoucher: boolean,
  said: readonly { to: Status; at: number }[],
  { createdAt, until }: { createdAt: number; until: number },
): readonly Change[] {
  const begun = isVoucher ? [{ to: 'processing' as const, at: createdAt + 30_000 }] : said;
  const isOver = begun.at(-1)?.to !== 'succeeded' && createdAt + TTL < until;
  const all = isOver ? [...begun, { to: 'cancelled' as const, at: createdAt + TTL }] : begun;
  const past = all.filter(({ at }) => at < until);
  return past.map(({ to, at }, index) => ({ from: past[index - 1]?.to ?? 'pending', to, at }));
}

type Result = { paid: Paid; amount: number; until: number; number: number };

/** What went back, what was disputed, and what was paid twice. */
function afterwards(chance: Stream, { paid, amount, until, number }: Result) {
  const success = paid.changes.find(({ to }) => to === 'succeeded');
  const none = { refund: null, dispute: null, anomaly: null };
  if (success === undefined) return none;
  const at = success.at + chance.below(20 * DAY);
  if (at >= until) return none;
  const of = (name: string) => `${name}_3Q${number.toString(36).padStart(8, '0')}`;
  return {
    refund: chance.isLucky(0.04) ? refundOf(chance, { at, amount, until, providerRefundId: of('re') }) : null,
    dispute: chance.isLucky(0.004) ? { at, id: of('dp') } : null,
    anomaly: chance.isLucky(0.004) ? { at: success.at, id: of('again'), isOpen: chance.isLucky(0.2) } : null,
  };
}

type Back = { at: number; amount: number; until: number; providerRefundId: string };

function refundOf(chance: Stream, { at, amount, until, providerRefundId }: Back): Refund {
  const endAt = at + chance.below(HOUR);
  const status = endAt < until ? chance.weighed({ succeeded: 96, failed: 3.5, pending: 0.5 }) : 'pending';
  const part = chance.isLucky(0.5) ? amount : Math.ceil(amount / 2);
  const updatedAt = status === 'pending' ? at : endAt;
  return { id: chance.uuid(), providerRefundId, amount: part, status, createdAt: at, updatedAt };
}
