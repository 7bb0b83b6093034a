import type { Figures, FiguresWanted, Interval, Measure, Sum } from '../../../domain/operator/figures.ts';
import type { Statistics } from '../../../ports/store/statistics.ts';
import { by } from '../order.ts';
import type { PaymentRow, Tables } from '../tables.ts';
import type { AtOnce } from './methods.ts';
import { disputeIn } from './payments.ts';

/** Sums over all payments. */
export function createStatistics(tables: Tables): AtOnce<Statistics> {
  return {
    readFigures(wanted) {
      const sums = new Map<string, Figures>();
      for (const row of tables.payments.values())
        for (const happened of happenedTo(tables, row))
          if (happened.at >= wanted.from && happened.at < wanted.to) add(sums, row, happened, wanted);
      return [...sums.values()].toSorted(by(({ start, group, currency }) => [start, group, currency]));
    },
  };
}

type Happened = { readonly measure: Measure; readonly at: Date; readonly amount: number; readonly currency: string };

function happenedTo({ events }: Tables, row: PaymentRow): readonly Happened[] {
  const { payment, history, refunds, disputes } = row;
  const whole = { amount: payment.amount.minor, currency: payment.amount.currency };
  const declined = [...events.values()].filter(
    ({ type, paymentId }) => type === 'payment.failed' && paymentId === payment.id,
  );
  return [
    { measure: 'opened', at: payment.createdAt, ...whole },
    ...history
      .filter(({ to }) => to === 'succeeded')
      .map(({ recordedAt: at }) => ({ measure: 'succeeded' as const, at, ...whole })),
    ...declined.map(({ recordedAt: at }) => ({ measure: 'failed' as const, at, ...whole })),
    ...refunds
      .filter(({ status }) => status === 'succeeded')
      .map(({ updatedAt: at, amount: { minor: amount, currency } }) => ({
        ...{ measure: 'refunded' as const, at, amount, currency },
      })),
    ...disputes
      .flatMap((dispute) => disputeIn(row, dispute) ?? [])
      .map(({ createdAt: at, amount }) => ({
        ...{
          measure: 'disputed' as const,
          at,
          amount: amount?.minor ?? 0,
          currency: amount?.currency ?? whole.currency,
        },
      })),
  ];
}

const NONE: Sum = { count: 0, amount: 0 };

function add(
  sums: Map<string, Figures>,
  row: PaymentRow,
  { measure, at, amount, currency }: Happened,
  { by: grouping, interval, timeZone }: FiguresWanted,
): void {
  const { provider, purpose, status, amount: price } = row.payment;
  const gym = purpose.kind === 'checkout' ? purpose.gymSlug : null;
  const group = { provider, gym_id: gym, currency: price.currency, status }[grouping];
  const start = startOf(interval, at, timeZone);
  const key = [start.getTime(), group, currency].join(' ');
  const none = { opened: NONE, succeeded: NONE, failed: NONE, refunded: NONE, disputed: NONE, successRate: null };
  const known = sums.get(key) ?? { start, group, currency, ...none };
  const sum = { count: known[measure].count + 1, amount: known[measure].amount + amount };
  const won = (known.successRate ?? 0) * known.opened.count + (status === 'succeeded' ? 1 : 0);
  const rate = measure === 'opened' ? { successRate: won / sum.count } : {};
  sums.set(key, { ...known, [measure]: sum, ...rate });
}

/** When the interval of a moment begins, by the clocks of a zone. */
function startOf(interval: Interval, at: Date, timeZone: string): Date {
  const local = localOf(at, timeZone);
  const part = { hour: 13, day: 10, month: 7 }[interval];
  const begun = new Date(`${local.toISOString().slice(0, part)}${'0000-01-01T00:00:00.000Z'.slice(part)}`);
  if (interval === 'hour') return new Date(at.getTime() - (local.getTime() - begun.getTime()));
  // Its offset is that of its own moment, which is not always the one of `at`.
  const guess = new Date(begun.getTime() - offsetOf(at, timeZone));
  return new Date(begun.getTime() - offsetOf(guess, timeZone));
}

/** What the zone's clocks show, read as if it were UTC. */
function localOf(at: Date, timeZone: string): Date {
  return new Date(at.getTime() + offsetOf(at, timeZone));
}

function offsetOf(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(at);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = (
    ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
  ).map((type) => Number(parts.find((part) => part.type === type)?.value));
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at.getTime() / 1000) * 1000;
}
