import { DomainError } from '../../domain/error.ts';
import type { Claim } from '../../domain/purchase/calls.ts';
import type { OpenedRefund, RefundEnd } from '../../domain/purchase/refunds.ts';
import { nextRefundCall } from '../../domain/purchase/unknown-calls.ts';
import type { Refund, RefundReport } from '../../domain/refund.ts';
import { EMPTY_REPORT } from '../../domain/report.ts';
import type { Failure, Outcome } from '../../ports/outcome.ts';
import { unavailable } from '../failure.ts';
import { keepTrying, leaseEnd } from '../keep-trying.ts';
import { untilShownMs } from '../providers/unknown-call.ts';
import { recordAnomaly } from '../recording/record-facts.ts';
import { recordReport } from '../recording/record-report.ts';
import { findUnexplained, leavesTooLittle } from './other-refunds.ts';
import { endAfter, errorOf, isTooLate, refusedBy, type Sending, TOO_LATE } from './sending.ts';

/**
 * Has the provider make a committed refund, or finds out that it has made it already. It never makes a second one.
 * @throws DomainError `conflict` when the provider refuses it, or shows one that may be it; what a provider's failure
 * becomes: asking again goes on.
 */
export async function sendRefund(sending: Sending, { refund, claim }: OpenedRefund): Promise<Refund> {
  if (claim !== null) return claim.unknown === null ? send(sending, refund, claim) : recover(sending, refund, claim);
  if (refund.providerRefundId !== null) return refund;
  throw refund.status === 'failed' ? refusedBy('refund') : unavailable();
}

async function send(sending: Sending, refund: Refund, claim: Claim): Promise<Refund> {
  const { provider, credentials } = sending.access;
  const { id: reference, providerPaymentId, amount, reason } = refund;
  const idempotencyKey = `${refund.id}-${claim.round}`;
  const request = { reference, idempotencyKey, providerPaymentId, amount, reason };
  if (isTooLate(sending)) return giveUp(sending, refund, claim, TOO_LATE);
  const outcome = await provider.refund(credentials, request);
  return keepTrying(sending.context, sending.untilMs, () => take(sending, refund, claim, outcome));
}

async function take(sending: Sending, refund: Refund, claim: Claim, outcome: Outcome<RefundReport>): Promise<Refund> {
  if (outcome.kind !== 'ok') return giveUp(sending, refund, claim, outcome);
  // The answer to our own call is about this refund, whether the provider carries references or not.
  const present = await record(sending, refund, [{ ...outcome.value, reference: refund.id }]);
  if (present.providerRefundId !== null) return present;
  const failure = { kind: 'unknown', reason: 'what was made is another refund' } as const;
  return giveUp(sending, refund, claim, failure);
}

/** An earlier call may have made it. Its provider lists what it has made, so only what is missing there is made. */
async function recover(sending: Sending, refund: Refund, claim: Claim): Promise<Refund> {
  const { context, access } = sending;
  const listed = await access.provider.listRefunds(access.credentials, refund.providerPaymentId);
  if (listed.kind !== 'ok') {
    // A list may be refused for good, and the same key makes nothing new.
    if (nextRefundCall(claim, null) === 'repeat') return send(sending, refund, claim);
    return giveUp(sending, refund, claim, listed, 'unchanged');
  }
  const present = await record(sending, refund, listed.value);
  if (present.providerRefundId !== null) return present;
  await refuseForOthers(sending, refund, claim, listed.value);
  const waitMs = untilShownMs(context, access.provider, claim);
  const next = nextRefundCall(claim, waitMs);
  if (next === 'repeat') return send(sending, refund, claim);
  if (next === 'begin anew') return beginAnew(sending, refund, claim);
  const reason = 'an earlier call may have made what a list does not show yet';
  const failure = { kind: 'not_sent', reason, retryAfterSeconds: Math.ceil(waitMs / 1000) } as const;
  return giveUp(sending, refund, claim, failure);
}

/**
 * What was made at the provider since ours was asked for may be ours, or have taken its money.
 * @throws DomainError `conflict` then: it is not sent again.
 */
async function refuseForOthers(sending: Sending, refund: Refund, claim: Claim, listed: readonly RefundReport[]) {
  const { context, payment } = sending;
  const { store, purchases } = context;
  const [details, refunds] = await Promise.all([store.findDetails(payment.id), store.listRefunds(payment.id)]);
  const known = { attempts: details?.attempts ?? [], anomalies: details?.anomalies ?? [], refunds };
  const unexplained = findUnexplained(known, refund, listed);
  if (unexplained !== undefined) {
    const about = { subject: unexplained.providerRefundId, detail: { refund: refund.id } };
    await recordAnomaly(context, payment.id, { kind: 'outcome_unknown', ...about });
  }
  const isImpossible = leavesTooLittle(known, refund, listed);
  if (!isImpossible && unexplained === undefined) return;
  await purchases.endRefund(refund.id, claim, isImpossible ? 'failed' : 'unchanged');
  if (isImpossible) throw refusedBy('refund');
  throw new DomainError(
    'conflict',
    "The payment provider lists a refund that may be this one: see the payment's anomalies",
  );
}

/** The earlier calls are over, and the list shows that they made nothing. The new round is committed before its key is used. */
async function beginAnew(sending: Sending, refund: Refund, claim: Claim): Promise<Refund> {
  const { purchases, settings } = sending.context;
  await purchases.endRefund(refund.id, claim, 'refused');
  const untilMs = leaseEnd(sending.context);
  return sendRefund({ ...sending, untilMs }, await purchases.claimRefund(refund.id, settings.leaseMs));
}

/** What was told of the refunds of this payment, and what it makes of this one. */
async function record({ context, payment, cause }: Sending, refund: Refund, told: readonly RefundReport[]) {
  await recordReport(context, payment, { ...EMPTY_REPORT, reversals: told }, cause);
  return (await context.store.findRefund(refund.id)) ?? refund;
}

/** Tells the caller, and gives the claim back: with `end` where it isn't the failure that says how. */
async function giveUp(
  sending: Sending,
  refund: Refund,
  claim: Claim,
  failure: Failure,
  end: RefundEnd = endAfter(failure, claim),
): Promise<never> {
  await sending.context.purchases.endRefund(refund.id, claim, end);
  const error = errorOf(sending, failure);
  if (end !== 'failed') throw error;
  // Why it refuses may be a refund that somebody made in its dashboard.
  await learnRefunds(sending, refund);
  throw refusedBy('refund');
}

/** Asks for all refunds of this money; nobody is hindered when the provider doesn't answer. */
export async function learnRefunds(sending: Sending, refund: Refund): Promise<Refund> {
  const { provider, credentials } = sending.access;
  const listed = await provider.listRefunds(credentials, refund.providerPaymentId);
  return listed.kind === 'ok' ? record(sending, refund, listed.value) : refund;
}
