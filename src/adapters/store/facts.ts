import type { Anomaly } from '../../domain/anomaly.ts';
import { type DisputeReport, knownBy } from '../../domain/dispute.ts';
import { DomainError } from '../../domain/error.ts';
import type { RefundReport } from '../../domain/refund.ts';
import type { Attempt, Reversal } from '../../domain/report.ts';
import type { DeliveryRecord, FactsRecord, Recorded, Store } from '../../ports/store.ts';
import { call, type Database, isUuid } from './database.ts';
import { type JsonRow, type PaymentRow, paymentOf, revived } from './rows.ts';

type Answer = {
  readonly payment: JsonRow;
  readonly new_anomalies: readonly Anomaly[];
  readonly surplus: readonly string[];
  readonly has_succeeded?: boolean;
};

/** What providers say, and the deliveries that it came in. */
export function createFacts(db: Database): Pick<Store, 'recordFacts'> {
  return {
    async recordFacts(record): Promise<Recorded> {
      if (!isUuid(record.paymentId)) throw new DomainError('payment_not_found', 'Payment not found');
      const bytes = record.delivery?.delivery.body ?? null;
      const answer = await call<Answer>(db, 'record_facts', argumentOf(record), bytes);
      const payment = paymentOf(revived<PaymentRow>(answer.payment));
      const { new_anomalies: newAnomalies, surplus, has_succeeded: hasSucceeded = false } = answer;
      return { payment, newAnomalies, surplus, hasSucceeded };
    },
  };
}

function argumentOf(record: FactsRecord): object {
  const { paymentId, cause, fact, attempt, others, reversals, anomalies, delivery, unseen } = record;
  return {
    payment_id: paymentId,
    cause,
    fact: fact && { kind: fact.kind, at: fact.occurredAt },
    over_at: record.overAt,
    splits: record.splits,
    attempt: attempt && attemptOf(attempt),
    others: others.map(attemptOf),
    reversals: reversals.map(reversalOf),
    anomalies,
    parent_id: record.parentId,
    intent_id: record.intentId,
    delivery: delivery && columnsOf(delivery),
    unseen: unseen && { amount_minor: unseen.minor, currency: unseen.currency },
    cancels_order: record.cancelsOrder,
    if_unopened: record.ifUnopened,
  };
}

function attemptOf({ providerPaymentId, fact, authorized, capturedMinor }: Attempt): object {
  return {
    provider_payment_id: providerPaymentId,
    status: fact.kind,
    status_at: fact.occurredAt,
    authorized_minor: authorized?.minor ?? null,
    currency: authorized?.currency ?? null,
    captured_minor: capturedMinor,
  };
}

function reversalOf(reversal: Reversal): object {
  return { kind: reversal.kind, ...(reversal.kind === 'refund' ? refundOf(reversal) : disputeOf(reversal)) };
}

function disputeOf(report: DisputeReport): object {
  const { said, overWonAt, overLostAt } = knownBy(report);
  return {
    provider_dispute_id: report.providerDisputeId,
    provider_payment_id: report.providerPaymentId,
    amount_minor: said?.amount?.minor,
    currency: said?.amount?.currency,
    reason: said?.reason,
    status: said?.status,
    status_at: said?.occurredAt,
    over_won_at: overWonAt,
    over_lost_at: overLostAt,
  };
}

function refundOf(refund: RefundReport): object {
  const { providerRefundId, providerPaymentId, reference, isAnonymous, amount, status, reason } = refund;
  return {
    provider_refund_id: providerRefundId,
    provider_payment_id: providerPaymentId,
    reference,
    is_anonymous: isAnonymous,
    amount_minor: amount?.minor,
    currency: amount?.currency,
    status: status ?? 'pending',
    reason,
  };
}

/** But for the body, which goes as bytes: as text in JSON it costs a third more, and PostgreSQL has to read it twice. */
function columnsOf({ accountId, key, eventId, eventType, delivery }: DeliveryRecord): object {
  return {
    account_id: accountId,
    key,
    event_id: eventId,
    event_type: eventType,
    headers: delivery.headers,
    query: delivery.query,
    received_at: delivery.receivedAt,
  };
}
