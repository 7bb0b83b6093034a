import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Anomaly } from '../../../../src/domain/payment/anomaly.ts';
import { isOpen } from '../../../../src/domain/payment/fact.ts';
import { endingOf } from '../../../../src/domain/purchase/anomalies/endings.ts';
import { type PurchaseAnomaly, paymentIn } from '../../../../src/domain/purchase/purchase.ts';
import type { Recorded } from '../../../../src/domain/purchase/record.ts';
import { histories } from './histories.ts';
import { type Books, type Kept, leasesIn, play, type Step } from './play.ts';

// Each law is held against each step of generated histories. What decisions are given is frozen: one that changed it would throw.

const SAMPLE = { numRuns: 150, seed: Date.now() % 2 ** 31 };

/** The same for all laws: to play them costs more than to look at them. */
const HISTORIES = fc.sample(histories, SAMPLE);

/** Holds a law against each step of many histories; where it fails, the shortest history that breaks it is looked for. */
function always(check: (step: Step) => void): void {
  const holds = (steps: readonly Step[]) => {
    for (const step of steps) check(step);
  };
  try {
    for (const steps of HISTORIES) holds(steps);
  } catch (error) {
    fc.assert(fc.property(histories, holds), SAMPLE);
    throw error;
  }
}

/** Holds a law against each payment after each step that touched it or its order. */
function alwaysOfPayments(check: (kept: Kept, step: Step) => void): void {
  always((step) => {
    const isSameOrder = step.before.order === step.after.order;
    for (const kept of step.after.payments) if (!isSameOrder || !step.before.payments.includes(kept)) check(kept, step);
  });
}

const previous = ({ before: { payments } }: Step, { payment }: Kept) =>
  payments.find((one) => one.payment.id === payment.id);

describe('an order', () => {
  test('an order never has two open payments', () => {
    always(({ after }) => {
      expect(after.payments.filter(({ payment }) => isOpen(payment.status)).length).toBeLessThan(2);
    });
  });

  test('an order gets no new payment unless it is pending', () => {
    always(({ before, after }) => {
      if (after.payments.length > before.payments.length) expect(before.order?.status).toBe('pending');
    });
  });

  test('an order that is paid or cancelled stays so', () => {
    always(({ before, after }) => {
      const { order } = before;
      if (order !== null && order.status !== 'pending')
        expect(after.order).toMatchObject({ status: order.status, paidBy: order.paidBy });
    });
  });

  test('an order is paid by one payment that has succeeded, and each other success is an anomaly', () => {
    alwaysOfPayments(({ payment, anomalies }, { after: { order } }) => {
      if (order?.paidBy === payment.id) expect([order.status, payment.status]).toEqual(['paid', 'succeeded']);
      else if (payment.status === 'succeeded') {
        const kinds = anomalies.map(({ kind }) => kind as string);
        expect(kinds.some((kind) => kind === 'order_paid_twice' || kind === 'order_differs')).toBe(true);
      }
    });
  });

  test('an order is paid exactly when a payment paid it', () => {
    always(({ after: { order } }) => {
      expect(order?.status === 'paid').toBe(typeof order?.paidBy === 'string');
    });
  });
});

describe('a payment', () => {
  test('a payment that has succeeded stays so, and one that was cancelled is not open again', () => {
    alwaysOfPayments((kept, step) => {
      const was = previous(step, kept)?.payment.status;
      if (was === 'succeeded') expect(kept.payment.status).toBe('succeeded');
      if (was === 'cancelled') expect(isOpen(kept.payment.status)).toBe(false);
    });
  });

  test('a payment has a history that is one chain, from its start to its status', () => {
    alwaysOfPayments(({ payment, history }) => {
      const statuses = ['pending', ...history.map(({ to }) => to)];
      expect(history.map(({ from }) => from)).toEqual(statuses.slice(0, -1));
      expect(payment.status).toBe(statuses.at(-1));
      expect(payment.transitions).toBe(history.length);
      expect(history.filter(({ to }) => to === 'succeeded').length).toBeLessThan(2);
    });
  });

  test('a payment keeps what it was made with, and the ids of its provider once it has them', () => {
    alwaysOfPayments((kept, step) => {
      const was = previous(step, kept)?.payment;
      if (was === undefined) return;
      const { parentId, intentId, status, statusAt, updatedAt, transitions, calls, ...fixed } = was;
      expect(kept.payment).toMatchObject(fixed);
      if (parentId !== null) expect(kept.payment.parentId).toBe(parentId);
      if (intentId !== null) expect(kept.payment.intentId).toBe(intentId);
    });
  });

  test('a payment has succeeded since the decision says so', () => {
    always(({ decision, after }) => {
      const { payment, succeededAt } = decision?.changes.purchase ?? {};
      const kept = after.payments.find((one) => one.payment.id === payment?.id);
      if (kept !== undefined)
        expect(succeededAt).toEqual(kept.history.find(({ to }) => to === 'succeeded')?.recordedAt ?? null);
    });
  });

  test('a payment has at most one capture that did not fail, and none that waits once it has ended', () => {
    alwaysOfPayments(({ payment, captures }) => {
      expect(captures.filter(({ status }) => status !== 'failed').length).toBeLessThan(2);
      if (!isOpen(payment.status)) expect(captures.filter(({ status }) => status === 'pending')).toEqual([]);
    });
  });

  test('a payment has each provider payment, refund, dispute and open anomaly once, and never one of another payment', () => {
    always(({ after }) => {
      for (const ids of idsIn(after)) expect(new Set(ids).size).toBe(ids.length);
    });
  });
});

function idsIn({ payments }: Books): readonly string[][] {
  return [
    payments.flatMap(({ attempts }) => attempts.map((one) => one.providerPaymentId)),
    payments.flatMap(({ refunds }) => refunds.map((one) => one.id)),
    payments.flatMap(({ refunds }) => refunds.flatMap(({ providerRefundId }) => providerRefundId ?? [])),
    payments.flatMap(({ disputes }) => disputes.map((one) => one.providerDisputeId)),
    payments.flatMap(({ anomalies }) => anomalies.map(({ id }) => id)),
    payments.flatMap(({ payment, anomalies }) => anomalies.filter(isUnresolved).map((one) => payment.id + keyOf(one))),
    payments.flatMap(({ payment }) => payment.parentId ?? []),
    payments.flatMap(({ payment }) => payment.intentId ?? []),
  ];
}

describe('an anomaly', () => {
  test('an anomaly is open while it has a cause, unless an operator has resolved it', () => {
    alwaysOfPayments(({ anomalies }, { decision }) => {
      const { purchase } = decision?.changes ?? {};
      if (purchase?.anomalies !== anomalies) return;
      for (const list of Object.values(Object.groupBy(anomalies, keyOf))) {
        const [one] = list ?? [];
        if (one === undefined || list?.some(({ resolution }) => resolution?.by)) continue;
        expect([one, endingOf(purchase, one) === null]).toEqual([one, list?.some(isUnresolved)]);
      }
    });
  });

  test('an anomaly stays as it was found, and is resolved once', () => {
    alwaysOfPayments((kept, step) => {
      for (const [place, was] of (previous(step, kept)?.anomalies ?? []).entries())
        expect(kept.anomalies[place]).toEqual(
          isUnresolved(was) ? { ...was, resolution: kept.anomalies[place]?.resolution } : was,
        );
    });
  });
});

function isUnresolved({ resolution }: PurchaseAnomaly): boolean {
  return resolution === null;
}

function keyOf({ kind, subject }: Anomaly): string {
  return `${kind} ${subject}`;
}

describe('refunds', () => {
  test('refunds that were requested here never exceed what was captured, attempt by attempt', () => {
    alwaysOfPayments(({ attempts, refunds }) => {
      for (const { providerPaymentId, capturedMinor } of attempts) {
        const requested = refunds.filter(
          (one) => one.providerPaymentId === providerPaymentId && one.requestedBy !== null && one.status !== 'failed',
        );
        expect(requested.reduce((sum, { amount }) => sum + amount.minor, 0)).toBeLessThanOrEqual(capturedMinor);
      }
    });
  });

  test('refunds never become less: neither their number, nor what they are of, nor their progress', () => {
    const progress = ['pending', 'succeeded', 'failed'];
    alwaysOfPayments((kept, step) => {
      for (const [place, was] of (previous(step, kept)?.refunds ?? []).entries()) {
        const is = kept.refunds[place];
        expect(is).toMatchObject({ id: was.id, amount: was.amount, providerPaymentId: was.providerPaymentId });
        expect(progress.indexOf(is?.status ?? '')).toBeGreaterThanOrEqual(progress.indexOf(was.status));
      }
    });
  });
});

describe('a lease', () => {
  const callsOf = ({ payments }: Books, subject: string) =>
    payments
      .flatMap(({ payment, refunds, captures }) => [payment, ...refunds, ...captures])
      .find(({ id }) => id === subject)?.calls;

  test('a lease that runs is never given twice', () => {
    always((step) => {
      for (const { subject } of leasesIn(step.decision?.answer)) {
        const lease = callsOf(step.before, subject)?.lease ?? null;
        expect(lease === null || lease.until <= step.before.now).toBe(true);
      }
    });
  });

  test('a lease stays with its holder until that ends it, its time is over, or the provider has answered', () => {
    always(({ before, deed, after }) => {
      if (deed.do === 'record') return;
      for (const { subject, token } of before.leases) {
        const lease = callsOf(before, subject)?.lease;
        const isEnded = 'token' in deed && deed.token === token;
        if (lease?.token === token && lease.until > before.now && !isEnded)
          expect(callsOf(after, subject)?.lease?.token).toBe(token);
      }
    });
  });

  test('a lease that was lost ends nothing', () => {
    always(({ before, deed, loaded, decision }) => {
      if (!('token' in deed)) return;
      const subject = deed.do === 'end' ? deed.payment : deed.id;
      if (callsOf(before, subject)?.lease?.token !== deed.token) expect(decision?.changes.purchase).toBe(loaded);
    });
  });

  test('a lease has a token that no other has', () => {
    always(({ after: { leases } }) => {
      expect(new Set(leases.map(({ token }) => token)).size).toBe(leases.length);
    });
  });
});

describe('a decision', () => {
  test('a decision that is made again on what it came to changes nothing', () => {
    always((step) => {
      const again = play({ ...step.after, processed: step.before.processed }, step.deed);
      const { version, leases, ids, now, processed, ...state } = again.after;
      if (step.deed.do !== 'wait') expect(step.after).toMatchObject(state);
      if (step.deed.do !== 'wait') expect(again.decision?.changes.transition ?? null).toBeNull();
    });
  });

  test('a decision on a webhook that was processed changes nothing', () => {
    always(({ before, deed, loaded, decision }) => {
      if (deed.do !== 'record' || deed.webhook === null || !before.processed.includes(deed.webhook)) return;
      expect(decision?.changes).toEqual({ purchase: loaded, transition: null, remember: [], forget: [] });
      expect(decision?.changes.purchase).toBe(loaded);
      expect(decision?.answer).toMatchObject({ newAnomalies: [], hasSucceeded: false });
    });
  });

  test('a decision that is refused is so by a closed set of reasons', () => {
    const reasons = ['conflict', 'order_not_payable', 'payment_not_found'];
    always(({ refused }) => {
      if (refused !== null) expect(reasons).toContain(refused.code);
    });
  });

  test('a decision on facts answers with the payment as it is then, and names new anomalies, but not those that are found again', () => {
    always(({ before, deed, decision, after }) => {
      if (deed.do !== 'record' || decision === null) return;
      const kept = after.payments.find(({ payment }) => payment.id === deed.payment);
      const known = before.payments.find(({ payment }) => payment.id === deed.payment)?.anomalies ?? [];
      const { payment, newAnomalies } = decision.answer as Recorded;
      const knownKeys = known.map(keyOf);
      const isNamed = (one: Anomaly) => newAnomalies.some((named) => keyOf(named) === keyOf(one));
      const found = (kept?.anomalies ?? []).slice(known.length);
      const named = found.filter((one) => isNamed(one) || !knownKeys.includes(keyOf(one)));
      expect(payment).toEqual(kept && paymentIn(kept.payment));
      expect(newAnomalies).toEqual(named.map(({ kind, subject, detail }) => ({ kind, subject, detail })));
    });
  });
});
