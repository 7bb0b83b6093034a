import type { Anomaly } from '../payment/anomaly.ts';
import { compareFacts } from '../payment/fact.ts';
import { withAttempt } from './attempts.ts';
import { type Draft, withAnomalies } from './draft.ts';
import { type Facts, subjectOf } from './facts.ts';
import { weighed } from './money/parts.ts';
import { withIds } from './provider-ids.ts';
import type { Purchase, PurchasePayment } from './purchase.ts';
import { withReversal } from './reversals.ts';

/**
 * Joins what was said with what is known: the provider's ids, attempts, what goes back of their money, and the status.
 * @throws OwnersNeeded
 */
export function joined(purchase: Purchase, was: PurchasePayment, facts: Facts, newId: () => string): Draft {
  const identified = withIds(purchase, was, facts);
  const own = identified.isOwn ? withOwnAttempt(identified, facts) : identified;
  const rest = own.isOwn ? withReversals(withOthers(own, facts), facts, newId) : own;
  const all = withAnomalies(rest, facts.anomalies);
  // Money that another payment of ours already stands for can't count twice.
  return all.isOwn ? withFact(all, facts) : all;
}

function withOwnAttempt(draft: Draft, facts: Facts): Draft {
  if (facts.attempt === null) return draft;
  const purchase = withAttempt(draft.purchase, draft.payment, facts.attempt);
  if (purchase !== null) return { ...draft, purchase };
  return withAnomalies({ ...draft, isOwn: false }, [foreign(subjectOf(facts))]);
}

/** Other tries at the same parent. */
function withOthers(draft: Draft, { others }: Facts): Draft {
  let next = draft;
  for (const other of others) {
    const purchase = withAttempt(next.purchase, next.payment, other);
    next = purchase === null ? withAnomalies(next, [foreign(other.providerPaymentId)]) : { ...next, purchase };
  }
  return next;
}

function foreign(subject: string): Anomaly {
  return { kind: 'reference_mismatch', subject, detail: {} };
}

function withReversals(draft: Draft, { reversals }: Facts, newId: () => string): Draft {
  let next = draft;
  for (const reversal of reversals) {
    const { purchase, anomalies, remember } = withReversal(next.purchase, next.payment, reversal, newId);
    next = withAnomalies({ ...next, purchase, remember: [...next.remember, ...remember] }, anomalies);
  }
  return next;
}

/** The status is the greatest fact. */
function withFact(draft: Draft, { fact: said, splits, overAt }: Facts): Draft {
  const { purchase, payment } = draft;
  const fact = splits ? weighed(purchase, payment, said, overAt) : said;
  const known = { kind: payment.status, occurredAt: payment.statusAt };
  if (fact === null || compareFacts(fact, known) <= 0) return draft;
  return { ...draft, payment: { ...payment, status: fact.kind, statusAt: fact.occurredAt } };
}
