import type { Status } from '../../../../src/domain/payment/fact.ts';
import type { RefundStatus } from '../../../../src/domain/payment/refund.ts';
import type { Stream } from '../../../simulation/chance.ts';

// Whatever figures count, at random, and whatever may happen to it later.

export type Opened = {
  readonly id: string;
  readonly orderId: string;
  readonly gymSlug: string | null;
  readonly provider: string;
  readonly currency: string;
  readonly minor: number;
  readonly at: Date;
};
type OfRefund = { readonly id: string; readonly paymentId: string; readonly status: RefundStatus; readonly at: Date };
type OfDispute = { readonly id: string; readonly paymentId: string; readonly minor: number | null; readonly at: Date };

export type Happening =
  | ({ readonly kind: 'opened' } & Opened)
  | {
      readonly kind: 'changed';
      readonly paymentId: string;
      readonly from: Status;
      readonly to: Status;
      readonly at: Date;
    }
  | { readonly kind: 'declined'; readonly paymentId: string; readonly sequence: number; readonly at: Date }
  | ({ readonly kind: 'refunded'; readonly minor: number; readonly currency: string } & OfRefund)
  | ({ readonly kind: 'refund_ended' } & OfRefund)
  | ({ readonly kind: 'disputed'; readonly currency: string } & OfDispute)
  | ({ readonly kind: 'dispute_changed'; readonly currency: string } & OfDispute);

export const GYMS = ['gym-a', 'gym-b', 'gym-c'] as const;
export const PROVIDERS = ['acme', 'somepay'] as const;
const CURRENCIES = ['ARS', 'JPY', 'USD'] as const;

/** Clocks change on some of these days, somewhere. */
const DAYS = ['2025-03-09', '2025-04-06', '2025-09-07', '2025-09-28', '2025-11-02'] as const;
const SPAN_MS = 60 * 3_600_000;

type Known = Opened & { status: Status; sequence: number };

/** Says one thing after the other that can happen after the ones before. */
export function historyOf(chance: Stream): { next(): Happening; moment(): Date } {
  const payments: Known[] = [];
  const refunds: (OfRefund & { status: RefundStatus })[] = [];
  const disputes: OfDispute[] = [];

  /** Mostly about midnight of a day when clocks change, now and then of the last hours, which are not over. */
  const moment = () =>
    chance.isLucky(0.1)
      ? new Date(Date.now() - chance.below(3 * 3_600_000))
      : new Date(Date.parse(chance.pick(DAYS)) - SPAN_MS / 2 + chance.below(SPAN_MS));

  function open(): Happening {
    const [provider, currency] = [chance.pick(PROVIDERS), chance.pick(CURRENCIES)];
    const gymSlug = chance.isLucky(0.3) ? null : chance.pick(GYMS);
    const ids = { id: chance.uuid(), orderId: chance.uuid() };
    const opened = { ...ids, gymSlug, provider, currency, minor: chance.between(1, 9_000), at: moment() };
    payments.push({ ...opened, status: 'pending', sequence: 0 });
    return { kind: 'opened', ...opened };
  }

  function change(payment: Known): Happening {
    const { id: paymentId, status: from } = payment;
    const later = {
      ...{
        pending: ['processing', 'failed', 'cancelled', 'succeeded'],
        processing: ['failed', 'cancelled', 'succeeded'],
      },
      ...{ failed: ['cancelled', 'succeeded'], cancelled: ['succeeded'], succeeded: [] },
    } as const satisfies Record<Status, readonly Status[]>;
    if (from === 'succeeded') return decline(payment);
    payment.status = chance.pick<Status>(later[from]);
    return { kind: 'changed', paymentId, from, to: payment.status, at: moment() };
  }

  function decline(payment: Known): Happening {
    payment.sequence += 1;
    return { kind: 'declined', paymentId: payment.id, sequence: payment.sequence, at: moment() };
  }

  function refund({ id: paymentId, currency }: Known): Happening {
    const made = { id: chance.uuid(), paymentId, status: chance.pick(['pending', 'succeeded'] as const), at: moment() };
    refunds.push({ ...made });
    return { kind: 'refunded', ...made, minor: chance.between(1, 500), currency };
  }

  function endRefund(known: OfRefund & { status: RefundStatus }): Happening {
    known.status = known.status === 'pending' ? chance.pick(['succeeded', 'failed'] as const) : 'failed';
    return { kind: 'refund_ended', ...known, at: moment() };
  }

  function dispute({ id: paymentId, currency }: Known): Happening {
    const made = { id: chance.uuid(), paymentId, minor: chance.isLucky(0.2) ? null : chance.below(900), at: moment() };
    disputes.push(made);
    return { kind: 'disputed', ...made, currency };
  }

  const changeDispute = (known: OfDispute): Happening => ({
    ...{ kind: 'dispute_changed', ...known, minor: chance.below(900), currency: chance.pick(CURRENCIES) },
  });

  return {
    moment,
    next() {
      const what = chance.weighed({ open: 6, change: 8, decline: 3, refund: 2, end: 2, dispute: 1, amend: 1 });
      if (payments.length === 0 || what === 'open') return open();
      const payment = chance.pick(payments);
      if (what === 'end' && refunds.length > 0) return endRefund(chance.pick(refunds));
      if (what === 'amend' && disputes.length > 0) return changeDispute(chance.pick(disputes));
      return { change, decline, refund, end: refund, dispute, amend: dispute }[what](payment);
    },
  };
}
