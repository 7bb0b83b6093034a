import {
  type Figures,
  type FiguresWanted,
  MEASURES,
  type Measure,
  type Sum,
} from '../../../domain/operator/figures.ts';
import type { Statistics } from '../../../ports/store/statistics.ts';
import { by } from '../order.ts';
import type { PaymentRow, Tables } from '../tables.ts';
import { intervalsIn } from './intervals.ts';
import type { AtOnce } from './methods.ts';
import { disputeIn } from './payments.ts';

/** Sums over all payments. */
export function createStatistics(tables: Tables): AtOnce<Statistics> {
  return {
    readFigures(wanted) {
      const { from, to } = wanted;
      const startOf = intervalsIn(wanted);
      const totals = new Map<string, Total>();
      for (const fact of factsOf(tables))
        if (fact.at >= from && fact.at < to)
          add(totals, fact, { start: startOf(fact.at), group: groupOf(fact, wanted) });
      return [...totals.values()].map(toFigures).toSorted(by(({ start, group, currency }) => [start, group, currency]));
    },

    keepFigures: () => false,
  };
}

/** What happened to a payment. */
type Fact = {
  readonly row: PaymentRow;
  readonly measure: Measure;
  readonly at: Date;
  readonly amount: number;
  readonly currency: string;
};

function* factsOf({ payments, events }: Tables): Generator<Fact> {
  for (const row of payments.values()) yield* factsAbout(row);
  for (const { type, paymentId, recordedAt: at } of events.values()) {
    const row = type === 'payment.failed' && paymentId !== null ? payments.get(paymentId) : undefined;
    if (row !== undefined) yield { row, measure: 'failed', at, ...priceOf(row) };
  }
}

function priceOf({ payment }: PaymentRow) {
  return { amount: payment.amount.minor, currency: payment.amount.currency };
}

function* factsAbout(row: PaymentRow): Generator<Fact> {
  const price = priceOf(row);
  yield { row, measure: 'opened', at: row.payment.createdAt, ...price };
  for (const { to, recordedAt: at } of row.history)
    if (to === 'succeeded') yield { row, measure: 'succeeded', at, ...price };
  for (const { status, updatedAt: at, amount } of row.refunds)
    if (status === 'succeeded') yield { row, measure: 'refunded', at, amount: amount.minor, currency: amount.currency };
  for (const dispute of row.disputes.flatMap((one) => disputeIn(row, one) ?? [])) {
    const { createdAt: at, amount } = dispute;
    yield { row, measure: 'disputed', at, amount: amount?.minor ?? 0, currency: amount?.currency ?? price.currency };
  }
}

function groupOf({ row: { payment }, currency }: Fact, { by: grouping }: FiguresWanted): string | null {
  const { provider, purpose, status } = payment;
  const gym = purpose.kind === 'checkout' ? purpose.gymSlug : null;
  return { provider, gym_id: gym, currency, status }[grouping];
}

/** Of the payments that were opened, how many have succeeded by now. */
type Total = Pick<Figures, 'start' | 'group' | 'currency'> & { won: number; readonly sums: Record<Measure, Sum> };

const NONE: Sum = { count: 0, amount: 0 };

function add(
  totals: Map<string, Total>,
  { row, measure, amount, currency }: Fact,
  { start, group }: Pick<Figures, 'start' | 'group'>,
): void {
  const key = [start.getTime(), group, currency].join(' ');
  const total = totals.get(key) ?? { start, group, currency, won: 0, sums: noSums() };
  const { count, amount: before } = total.sums[measure];
  total.sums[measure] = { count: count + 1, amount: before + amount };
  if (measure === 'opened' && row.payment.status === 'succeeded') total.won += 1;
  totals.set(key, total);
}

function noSums(): Record<Measure, Sum> {
  return Object.fromEntries(MEASURES.map((measure) => [measure, NONE])) as Record<Measure, Sum>;
}

function toFigures({ start, group, currency, won, sums }: Total): Figures {
  return { start, group, currency, ...sums, successRate: sums.opened.count === 0 ? null : won / sums.opened.count };
}
