import { describe, expect, test } from 'vitest';
import type { Charge } from '../../../src/domain/payment/report.ts';
import { eventsOf } from '../../../src/domain/purchase/events.ts';
import { attemptIn, type Purchase, type PurchaseAttempt, paymentIn } from '../../../src/domain/purchase/purchase.ts';
import {
  aFact,
  aKeptAnomaly,
  aKnownDispute,
  anAttempt,
  anOrder,
  aPaidPurchase,
  aPayment,
  aPurchase,
  aRefund,
  at,
  yen,
} from './builders.ts';

function typesOf(before: Purchase, after: Purchase): readonly string[] {
  return eventsOf(before, after).map(({ type }) => type);
}

const declined = (id: string) => anAttempt({ providerPaymentId: id, fact: aFact('failed', at(20)), capturedMinor: 0 });

describe('the events of a payment', () => {
  test('a new payment has the event that it was created', () => {
    expect(typesOf(aPurchase({ payment: null }), aPurchase())).toEqual(['payment.created']);
  });

  test('a payment that takes the place of another one of its order is created, and says nothing of the other', () => {
    const before = aPurchase({ payment: aPayment({ id: 'payment-0', status: 'cancelled' }) });

    expect(typesOf(before, aPurchase())).toEqual(['payment.created']);
  });

  test('a payment that stays as it is has no event', () => {
    expect(typesOf(aPaidPurchase(), aPaidPurchase())).toEqual([]);
  });

  test('a payment that succeeds says that it succeeded, with its attempt, and then that the order is paid', () => {
    const events = eventsOf(aPurchase(), aPaidPurchase());

    expect(events).toEqual([
      {
        type: 'payment.succeeded',
        snapshot: {
          payment: paymentIn(aPaidPurchase().payment ?? aPayment()),
          refundedMinor: 0,
          attempt: attemptIn(anAttempt()),
        },
      },
      { type: 'order.paid', order: expect.objectContaining({ id: 'order-1', status: 'paid' }), paymentId: 'payment-1' },
    ]);
  });

  test('a payment that becomes processing or cancelled has the event of that name', () => {
    for (const status of ['processing', 'cancelled'] as const)
      expect(typesOf(aPurchase(), aPurchase({ payment: aPayment({ status }) }))).toEqual([`payment.${status}`]);
  });

  test('a payment that is pending again after it failed has no event', () => {
    const before = aPurchase({ payment: aPayment({ status: 'failed' }), attempts: [declined('attempt-1')] });

    expect(typesOf(before, { ...before, payment: aPayment({ status: 'pending' }) })).toEqual([]);
  });

  test('each newly declined attempt is a failure, the second one too, and it is the attempt that the event shows', () => {
    const first = aPurchase({ payment: aPayment({ status: 'failed' }), attempts: [declined('attempt-1')] });
    const second = { ...first, attempts: [declined('attempt-1'), declined('attempt-2')] };

    expect(typesOf(aPurchase(), first)).toEqual(['payment.failed']);
    expect(eventsOf(first, second)).toMatchObject([
      { type: 'payment.failed', snapshot: { attempt: { providerPaymentId: 'attempt-2' } } },
    ]);
  });

  test('two attempts whose declines are heard of at once are two failures, each with its own attempt', () => {
    const both = {
      ...aPurchase({ payment: aPayment({ status: 'failed' }) }),
      attempts: ['attempt-1', 'attempt-2'].map(declined),
    };

    expect(eventsOf(aPurchase(), both)).toMatchObject([
      { type: 'payment.failed', snapshot: { attempt: { providerPaymentId: 'attempt-1' } } },
      { type: 'payment.failed', snapshot: { attempt: { providerPaymentId: 'attempt-2' } } },
    ]);
  });

  test('a payment that failed or succeeded shows its method, and only a failure shows why', () => {
    const decline = { code: 'expired_card', providerCode: 'expired' } as const;
    const method = { type: 'card', brand: 'visa', last4: '4242', installments: null } as const;
    const explained = { decline, declinedAt: at(20), method, methodFact: aFact('failed', at(20)) };
    const failed = aPurchase({
      payment: aPayment({ status: 'failed' }),
      attempts: [{ ...declined('attempt-1'), ...explained }],
    });
    const paid = aPaidPurchase({
      attempts: [anAttempt({ ...explained, methodFact: aFact('succeeded', at(60)) })],
    });

    expect(eventsOf(aPurchase(), failed)).toMatchObject([{ snapshot: { attempt: { decline, method } } }]);
    expect(eventsOf(failed, paid)[0]).toMatchObject({ snapshot: { attempt: { decline: null, method } } });
  });

  describe('of a provider that has one payment for all tries', () => {
    const POOR = { code: 'insufficient_funds', providerCode: 'poor' } as const;
    const VISA = { type: 'card', brand: 'visa', last4: '4242', installments: null } as const;
    const tried = (id: string, decline: Charge['decline'] = POOR): Charge => ({ id, decline, method: VISA });
    const having = (charges: readonly Charge[], changes: Partial<PurchaseAttempt> = {}) =>
      aPurchase({
        payment: aPayment({ status: 'failed' }),
        attempts: [{ ...declined('attempt-1'), decline: POOR, method: VISA, charges, ...changes }],
      });

    test('each declined try of a provider that has one payment for all is a failure, also for the same reason in the same second', () => {
      const once = having([tried('charge-1')]);
      const twice = having([tried('charge-1'), tried('charge-2')]);

      expect(typesOf(aPurchase(), once)).toEqual(['payment.failed']);
      expect(typesOf(once, twice)).toEqual(['payment.failed']);
      expect(typesOf(aPurchase(), twice)).toEqual(['payment.failed', 'payment.failed']);
    });

    test('a declined try that is reported again, later or with another reason, is no further failure', () => {
      const once = having([tried('charge-1')]);
      const later = { fact: aFact('failed', at(30)), declinedAt: at(30) };

      expect(typesOf(once, having([tried('charge-1')], later))).toEqual([]);
      expect(typesOf(once, having([tried('charge-1', { code: 'declined', providerCode: 'no' })], later))).toEqual([]);
    });

    test('a try that was declined is a failure when that is heard of after the next try began, with its own reason', () => {
      const decline = { code: 'expired_card', providerCode: 'old' } as const;
      const begun = { fact: aFact('processing', at(40)), decline: null, declinedAt: null };
      const before = having([tried('charge-2', null)], begun);
      const after = having([tried('charge-1', decline), tried('charge-2', null)], begun);

      expect(eventsOf(before, after)).toMatchObject([
        { type: 'payment.failed', snapshot: { attempt: { decline, method: VISA } } },
      ]);
    });

    test('a try that is shown and was not declined is no failure', () => {
      const once = having([tried('charge-1')]);

      expect(typesOf(once, having([tried('charge-1'), tried('charge-2', null)]))).toEqual([]);
    });
  });

  test('a payment that failed without an attempt is a failure all the same', () => {
    expect(typesOf(aPurchase(), aPurchase({ payment: aPayment({ status: 'failed' }) }))).toEqual(['payment.failed']);
  });

  test('an attempt that was declined before the money came is no failure when it is heard of afterwards', () => {
    const paid = aPaidPurchase();

    expect(typesOf(paid, { ...paid, attempts: [...paid.attempts, declined('attempt-2')] })).toEqual([]);
  });
});

describe('the events of a refund', () => {
  const paid = aPaidPurchase();
  const having = (...refunds: Purchase['refunds']): Purchase => ({ ...paid, refunds });
  const requested = aRefund({ status: 'pending', providerRefundId: null });
  const taken = aRefund({ status: 'pending', providerRefundId: 'refund-at-provider' });

  test('a refund that was only requested has no event yet', () => {
    expect(typesOf(paid, having(requested))).toEqual([]);
  });

  test('a refund that the provider has taken is pending, once', () => {
    expect(typesOf(having(requested), having(taken))).toEqual(['refund.pending']);
    expect(typesOf(having(taken), having({ ...taken, updatedAt: at(900) }))).toEqual([]);
  });

  test('a refund that succeeds at once was never pending', () => {
    expect(typesOf(having(requested), having({ ...taken, status: 'succeeded' }))).toEqual(['refund.succeeded']);
  });

  test('a refund that was made in the dashboard has its event, and counts in what went back', () => {
    const [event] = eventsOf(paid, having({ ...taken, amount: yen(400), status: 'succeeded' }));

    expect(event).toMatchObject({ type: 'refund.succeeded', snapshot: { refundedMinor: 400 } });
  });

  test('a refund that fails after it succeeded has both events', () => {
    expect(typesOf(having({ ...taken, status: 'succeeded' }), having({ ...taken, status: 'failed' }))).toEqual([
      'refund.failed',
    ]);
  });

  test('a refund through two attempts is one refund with the amount of both', () => {
    const first = { ...taken, amount: yen(300) };
    const rest = aRefund({ ...taken, id: 'refund-2', partOf: first.id, amount: yen(200), status: 'succeeded' });
    const [event, ...more] = eventsOf(having(first, rest), having({ ...first, status: 'succeeded' }, rest));

    expect(more).toEqual([]);
    expect(event).toMatchObject({ type: 'refund.succeeded', refund: { id: first.id, amount: yen(500) } });
  });
});

describe('the events of a dispute', () => {
  const paid = aPaidPurchase();
  const said = { status: 'open', occurredAt: at(300), amount: yen(1_000), reason: 'fraudulent' } as const;
  const open = { ...paid, disputes: [aKnownDispute({ said })] };

  test('a dispute is opened, and closed when it ends', () => {
    const lost = { ...paid, disputes: [aKnownDispute({ said: { ...said, status: 'lost', occurredAt: at(400) } })] };

    expect(eventsOf(paid, open)).toMatchObject([{ type: 'dispute.opened', dispute: { status: 'open' } }]);
    expect(eventsOf(open, lost)).toMatchObject([{ type: 'dispute.closed', dispute: { status: 'lost' } }]);
  });

  test('a dispute that the provider has only said to be over has no event', () => {
    expect(typesOf(paid, { ...paid, disputes: [aKnownDispute({ said: null, overWonAt: at(400) })] })).toEqual([]);
  });
});

describe('the events of anomalies and orders', () => {
  test('an anomaly is found, and resolved once', () => {
    const found = aPurchase({ anomalies: [aKeptAnomaly()] });
    const resolution = { by: 'operator-1', reason: 'refunded', at: at(500) };
    const resolved = aPurchase({ anomalies: [aKeptAnomaly({ resolution })] });

    expect(typesOf(aPurchase(), found)).toEqual(['anomaly.found']);
    expect(typesOf(found, resolved)).toEqual(['anomaly.resolved']);
    expect(typesOf(resolved, resolved)).toEqual([]);
  });

  test('an anomaly that is found without a cause is found all the same, and ends', () => {
    const resolution = { by: null, reason: 'The rest has come', at: at(500) };
    const anomaly = aKeptAnomaly({ resolution });

    expect(eventsOf(aPurchase(), aPurchase({ anomalies: [anomaly] }))).toMatchObject([
      { type: 'anomaly.found', anomaly: { ...anomaly, resolution: null } },
      { type: 'anomaly.resolved', anomaly },
    ]);
  });

  test('an order that is cancelled says so, with or without a payment', () => {
    const cancelled = { order: anOrder({ status: 'cancelled' }) } as const;

    expect(eventsOf(aPurchase(), aPurchase(cancelled))).toMatchObject([
      { type: 'order.cancelled', paymentId: 'payment-1' },
    ]);
    expect(eventsOf(aPurchase({ payment: null }), aPurchase({ ...cancelled, payment: null }))).toMatchObject([
      { type: 'order.cancelled', paymentId: null },
    ]);
  });
});
