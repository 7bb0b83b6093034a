import { toCurrency } from '../../src/domain/money/currency.ts';
import { type FiguresWanted, GROUPINGS } from '../../src/domain/operator/figures.ts';
import { searchOf } from '../../src/domain/operator/search.ts';
import type { Problems } from '../../src/ports/store/problems.ts';
import { EVERY_PAYMENT, type PaymentFilter, type Queries } from '../../src/ports/store/queries.ts';
import type { Statistics } from '../../src/ports/store/statistics.ts';
import type { Examples } from './examples.ts';

/** What a person or a program asks of a database, and how long that may take there. */
export type Case = {
  readonly what: string;
  /** Milliseconds; null where no figure was promised. */
  readonly mostMs: number | null;
  readonly read: () => Promise<unknown>;
};

export type Reading = Pick<Queries, 'listPayments' | 'listSummaries'> & Problems & Statistics;

/** Of a search, and of a page of the list. */
const PAGE_MS = 5;
const YEAR_MS = 200;

const PAGE = { limit: 20, cursor: null };
const DAY_MS = 86_400_000;
/** One with midnights on the hour, two whose midnights move, and one at a half hour. */
const ZONES = ['UTC', 'America/Argentina/Buenos_Aires', 'Europe/Madrid', 'Asia/Kolkata'] as const;

export function casesOf(reading: Reading, examples: Examples): readonly Case[] {
  return [...listsOf(reading, examples), ...problemsOf(reading, examples), ...yearsOf(reading, examples)];
}

function listsOf({ listPayments, listSummaries }: Reading, examples: Examples): readonly Case[] {
  const { until, order, paid, returned, gym } = examples;
  const days = (from: number, to: number) => ({
    createdFrom: new Date(until.getTime() - from * DAY_MS),
    createdTo: new Date(until.getTime() - to * DAY_MS),
  });
  const currency = (code: string) => ({ currency: toCurrency(code) ?? null });
  const searches = {
    'our payment id': paid.id,
    'our order id': order.orderId ?? '',
    'our refund id': returned.refund?.id ?? '',
    'a parent’s id': paid.parentId,
    'an intent’s id': order.intentId ?? '',
    'an attempt’s id': paid.attempts.at(-1)?.providerPaymentId ?? '',
    'a provider’s refund id': returned.refund?.providerRefundId ?? '',
    'an address': paid.email.toUpperCase(),
    'a gym’s slug': gym,
    'a number that nothing has': '999999999999999',
  };
  const filters: Readonly<Record<string, Partial<PaymentFilter>>> = {
    nothing: {},
    status: { status: 'succeeded' },
    'a rare status': { status: 'processing' },
    provider: { provider: 'mercadopago' },
    currency: currency('ARS'),
    amount: { amountMinor: paid.amount },
    'created range': days(200, 199),
    gym_id: { gymSlug: gym },
    order_id: { orderId: order.orderId },
    has_problems: { hasProblems: true },
    'gym_id, status': { gymSlug: gym, status: 'cancelled' },
    'provider, currency, status': { provider: 'stripe', status: 'cancelled', ...currency('EUR') },
    'has_problems, provider': { hasProblems: true, provider: 'stripe' },
    'never: provider, gym_id': { provider: 'stripe', gymSlug: gym },
    'never: currency, provider': { provider: 'mercadopago', ...currency('USD') },
    'never: currency, gym_id': { gymSlug: gym, ...currency('BRL') },
    'never: amount, gym_id': { amountMinor: 12_340, gymSlug: gym },
    'never: amount, currency': { amountMinor: 500_000, ...currency('USD') },
    'never: status, created range': { status: 'pending', ...days(365, 20) },
    'never: all of them': {
      amountMinor: 500_000,
      gymSlug: gym,
      provider: 'stripe',
      status: 'failed',
      ...currency('USD'),
    },
    'never: has_problems, currency': { hasProblems: true, ...currency('CLP'), status: 'failed' },
  };
  const list = (what: string, filter: Partial<PaymentFilter>): Case => ({
    what,
    mostMs: PAGE_MS,
    read: () => listPayments({ ...EVERY_PAYMENT, ...filter }, PAGE),
  });
  return [
    ...Object.entries(searches).map(([what, q]) => list(`q: ${what}`, { search: searchOf(q) })),
    ...Object.entries(filters).map(([what, filter]) => list(`list: ${what}`, filter)),
    { what: 'CSV: 500 lines', mostMs: null, read: () => listSummaries(EVERY_PAYMENT, { limit: 500, cursor: null }) },
  ];
}

function problemsOf(
  { listProblems, countProblems, findProblem }: Reading,
  { gym, problem }: Examples,
): readonly Case[] {
  const none = { kind: null, gymSlug: null, paymentId: null };
  const list = (what: string, filter: Partial<typeof none>): Case => ({
    what: `problems: ${what}`,
    mostMs: null,
    read: () => listProblems({ ...none, ...filter }, PAGE),
  });
  return [
    list('all', {}),
    { ...list('of a kind', {}), read: () => listProblems({ ...none, kind: 'check_abandoned' }, PAGE) },
    { ...list('of a gym', {}), read: () => listProblems({ ...none, gymSlug: gym }, PAGE) },
    { what: 'problems: one', mostMs: null, read: () => findProblem(problem) },
    { what: 'problems: counted', mostMs: null, read: countProblems },
  ];
}

function yearsOf({ readFigures }: Reading, { until: to }: Examples): readonly Case[] {
  const from = new Date(to.getTime() - 365 * DAY_MS);
  return GROUPINGS.flatMap((by) =>
    ZONES.map((timeZone): Case => {
      const wanted: FiguresWanted = { from, to, interval: 'day', by, timeZone };
      return { what: `a year by day, by ${by}, ${timeZone}`, mostMs: YEAR_MS, read: () => readFigures(wanted) };
    }),
  );
}
