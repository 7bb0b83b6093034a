import { DomainError } from '../../domain/error.ts';
import type { Refund, RefundReport } from '../../domain/payment/refund.ts';
import { EMPTY_REPORT } from '../../domain/payment/report.ts';
import type { Lease } from '../../domain/purchase/calls.ts';
import type { OpenedRefund, RefundEnd } from '../../domain/purchase/refunds.ts';
import { exceedsCaptured, findPossibleDuplicate, nextRefundCall } from '../../domain/purchase/unknown-calls.ts';
import type { Failure, Outcome } from '../../ports/outcome.ts';
import { unavailable } from '../failure.ts';
import { isTooLate, keepTrying, leaseEnd } from '../keep-trying.ts';
import { keepsRecords } from '../providers/records.ts';
import { msUntilSearchIsReliable } from '../providers/search.ts';
import { recordAnomaly } from '../recording/record-facts.ts';
import { recordReport } from '../recording/record-report.ts';
import { endAfter, errorOf, refusedBy, type Sending, TOO_LATE } from './sending.ts';

/**
 * Sends a committed refund to the provider, or finds out that an earlier call has made it. Never makes a second one.
 * @throws DomainError `conflict` when the provider refuses it, or lists one that may be it; what a provider's failure
 * becomes: a retry continues.
 */
export async function sendRefund(sending: Sending, { refund, lease }: OpenedRefund): Promise<Refund> {
  // What makes nothing can be repeated, whatever became of earlier calls.
  const isSure = lease?.unknown === null || !keepsRecords(sending.access.provider);
  if (lease !== null) return isSure ? send(sending, refund, lease) : recover(sending, refund, lease);
  if (refund.providerRefundId !== null) return refund;
  throw refund.status === 'failed' ? refusedBy('refund') : unavailable();
}

async function send(sending: Sending, refund: Refund, lease: Lease): Promise<Refund> {
  const { provider, credentials } = sending.access;
  const { id: reference, providerPaymentId, amount, reason } = refund;
  const idempotencyKey = `${refund.id}-${lease.round}`;
  const request = { reference, idempotencyKey, providerPaymentId, amount, reason };
  if (isTooLate(sending.context, sending.untilMs)) return giveUp(sending, refund, lease, TOO_LATE);
  const outcome = await provider.refund(credentials, request);
  return keepTrying(sending.context, sending.untilMs, () => take(sending, refund, lease, outcome));
}

async function take(sending: Sending, refund: Refund, lease: Lease, outcome: Outcome<RefundReport>): Promise<Refund> {
  if (outcome.kind !== 'ok') return giveUp(sending, refund, lease, outcome);
  // The answer to our own call is about this refund, whether the provider carries references or not.
  const present = await record(sending, refund, [{ ...outcome.value, reference: refund.id }]);
  if (present.providerRefundId !== null) return present;
  const failure = { kind: 'unknown', reason: 'the provider answered with another refund' } as const;
  return giveUp(sending, refund, lease, failure);
}

/** An earlier call may have made it: the refund is sent again only if the provider's list doesn't show it. */
async function recover(sending: Sending, refund: Refund, lease: Lease): Promise<Refund> {
  const { context, access } = sending;
  const listed = await access.provider.listRefunds(access.credentials, refund.providerPaymentId);
  if (listed.kind !== 'ok') {
    // The provider may refuse lists for good, and the same key makes nothing new.
    if (nextRefundCall(lease, null) === 'repeat') return send(sending, refund, lease);
    return giveUp(sending, refund, lease, listed, 'unchanged');
  }
  const present = await record(sending, refund, listed.value);
  if (present.providerRefundId !== null) return present;
  await refuseForOthers(sending, refund, lease, listed.value);
  const waitMs = msUntilSearchIsReliable(context, access.provider, lease);
  const next = nextRefundCall(lease, waitMs);
  if (next === 'repeat') return send(sending, refund, lease);
  if (next === 'begin anew') return beginAnew(sending, refund, lease);
  const reason = 'an earlier call may have made a refund that a list does not show yet';
  const failure = { kind: 'not_sent', reason, retryAfterSeconds: Math.ceil(waitMs / 1000) } as const;
  return giveUp(sending, refund, lease, failure);
}

/**
 * Refuses to send if the list has a refund that may be ours, or if other refunds have left too little.
 * @throws DomainError `conflict` then.
 */
async function refuseForOthers(sending: Sending, refund: Refund, lease: Lease, listed: readonly RefundReport[]) {
  const { context, payment } = sending;
  const { store, purchases } = context;
  const [details, refunds] = await Promise.all([store.findDetails(payment.id), store.listRefunds(payment.id)]);
  const known = { attempts: details?.attempts ?? [], anomalies: details?.anomalies ?? [], refunds };
  const possible = findPossibleDuplicate(known, refund, listed);
  if (possible !== undefined) {
    const about = { subject: possible.providerRefundId, detail: { refund: refund.id } };
    await recordAnomaly(context, payment.id, { kind: 'outcome_unknown', ...about });
  }
  const isImpossible = exceedsCaptured(known, refund, listed);
  if (!isImpossible && possible === undefined) return;
  await purchases.endRefund(refund.id, lease, isImpossible ? 'failed' : 'unchanged');
  if (isImpossible) throw refusedBy('refund');
  throw new DomainError(
    'conflict',
    "The payment provider lists a refund that may be this one: see the payment's anomalies",
  );
}

/** Earlier calls have ended, and the list shows that they made nothing. The new round is committed before its key is used. */
async function beginAnew(sending: Sending, refund: Refund, lease: Lease): Promise<Refund> {
  const { purchases, settings } = sending.context;
  await purchases.endRefund(refund.id, lease, 'refused');
  const untilMs = leaseEnd(sending.context);
  return sendRefund({ ...sending, untilMs }, await purchases.leaseRefund(refund.id, settings.leaseMs));
}

/** Records reported refunds of this payment, and returns this one as it is afterwards. */
async function record({ context, payment, cause }: Sending, refund: Refund, reversals: readonly RefundReport[]) {
  await recordReport(context, payment, { ...EMPTY_REPORT, reversals }, cause);
  return (await context.store.findRefund(refund.id)) ?? refund;
}

/** Gives the lease back and throws. `end` is for callers whose reason to give up is not the failure itself. */
async function giveUp(
  sending: Sending,
  refund: Refund,
  lease: Lease,
  failure: Failure,
  end: RefundEnd = endAfter(failure, lease),
): Promise<never> {
  await sending.context.purchases.endRefund(refund.id, lease, end);
  const error = errorOf(sending, failure);
  if (end !== 'failed') throw error;
  // The reason may be a refund made in the provider's dashboard: record those.
  await learnRefunds(sending, refund);
  throw refusedBy('refund');
}

/** Fetches and records all refunds of this money; if the provider doesn't answer, nothing changes. */
export async function learnRefunds(sending: Sending, refund: Refund): Promise<Refund> {
  const { provider, credentials } = sending.access;
  if (!keepsRecords(provider)) return refund;
  const listed = await provider.listRefunds(credentials, refund.providerPaymentId);
  return listed.kind === 'ok' ? record(sending, refund, listed.value) : refund;
}
