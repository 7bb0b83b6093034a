import type { Payment } from '../domain/payment.ts';
import type { Failure } from '../ports/outcome.ts';
import type { Flow, OpenRequest, Parent } from '../ports/payment-provider.ts';
import type { Cause, Claim, ClaimEnd } from '../ports/store.ts';
import type { Access } from './access.ts';
import { neverHandedOver } from './close-payment.ts';
import type { Context } from './context.ts';
import { toError, unavailable } from './failure.ts';
import { recordReport } from './record-report.ts';
import { settleReport } from './settle-report.ts';

/** A payment with a client token or a page's URL; null when it can't be handed over. */
export type HandOver = { readonly payment: Payment; readonly handover: string | null };

/** To whom a payment is handed over, and how. */
export type Handing = {
  readonly context: Context;
  readonly access: Access;
  readonly flow: Flow;
  readonly cause: Cause;
};

/**
 * How often a call with an unknown outcome is repeated with the same key before only a search may tell:
 * a provider may answer a key with the same failure for as long as it remembers the key.
 */
const MAX_REPEATS = 2;

/**
 * Makes the parent of a payment whose claim is ours, or finds the one that a lost call has made. The
 * handover is null when the payment has another parent by now.
 * @throws DomainError what a provider's failure becomes; the claim is given back.
 */
export async function openParent(handing: Handing, payment: Payment, claim: Claim): Promise<HandOver> {
  const { context, access } = handing;
  if (claim.unknown === null) return open(handing, payment, claim);
  const found = await access.provider.find(access.credentials, payment.id);
  // A search makes nothing: what is unknown is as unknown as before.
  if (found.kind !== 'ok') return giveUp(handing, payment, claim, found, 'unchanged');
  const [first, ...others] = payableFirst(found.value);
  if (first !== undefined) return adopt(handing, payment, claim, first, others);
  const { repeatsAreSafe, searchLagMs } = access.provider.capabilities;
  // The call began up to a search later than its claim, and may have had its effect at its very end.
  const settledAfterMs = searchLagMs + 2 * context.settings.providerTimeoutMs;
  const waitMs = settledAfterMs - claim.unknown.lastBeganMsAgo;
  if (waitMs <= 0) return beginAnew(handing, payment, claim);
  if (repeatsAreSafe && claim.unknown.calls <= MAX_REPEATS) return open(handing, payment, claim);
  const reason = 'an earlier call may have made what a search does not show yet';
  const failure = { kind: 'not_sent', reason, retryAfterSeconds: Math.ceil(waitMs / 1000) } as const;
  return giveUp(handing, payment, claim, failure);
}

async function open(handing: Handing, payment: Payment, claim: Claim): Promise<HandOver> {
  const { provider, credentials } = handing.access;
  const outcome = await provider.open(credentials, requestFor(handing, payment, claim));
  return outcome.kind === 'ok'
    ? take(handing, payment, claim, outcome.value)
    : giveUp(handing, payment, claim, outcome);
}

/** Commits a parent as the payment's, or closes it: it may not fit, or the payment has ended or has another by now. */
async function take(handing: Handing, payment: Payment, claim: Claim, parent: Parent): Promise<HandOver> {
  const { context, access, cause } = handing;
  const present = await settleReport(context, payment, parent.report, cause);
  const isTaken = present.parentId === parent.parentId;
  if (isTaken && present.status !== 'cancelled') return { payment: present, handover: parent.handover };
  await closeUnused(context, access, parent);
  if (present.parentId !== null || present.status === 'cancelled') return { payment: present, handover: null };
  const failure = { kind: 'rejected', about: 'request', reason: 'what was opened does not fit' } as const;
  return giveUp(handing, payment, claim, failure, 'refused');
}

/** The search has seen all that was made: nothing. The new round is committed before its key is used. */
async function beginAnew(handing: Handing, payment: Payment, claim: Claim): Promise<HandOver> {
  const { store, settings } = handing.context;
  await store.endOpening(payment.id, claim, 'refused');
  const next = await store.claimOpening(payment.id, settings.leaseMs);
  if (next.claim === null) throw unavailable();
  return openParent(handing, next.payment, next.claim);
}

/** What a lost call has made is as good as what this one would make. */
async function adopt(handing: Handing, payment: Payment, claim: Claim, parent: Parent, others: readonly Parent[]) {
  for (const other of others) await closeUnused(handing.context, handing.access, other);
  return take(handing, payment, claim, parent);
}

/** Those that have ended come last: a customer is better served by one that can be paid. */
function payableFirst(parents: readonly Parent[]): readonly Parent[] {
  const hasEnded = ({ report }: Parent) => Number(report.fact?.kind === 'cancelled');
  return parents.toSorted((a, b) => hasEnded(a) - hasEnded(b));
}

/** It was handed to nobody, so nobody can pay it; ending it keeps it from confusing people. */
async function closeUnused({ world }: Context, { provider, credentials }: Access, parent: Parent): Promise<void> {
  const closed = await provider.close(credentials, parent.parentId);
  if (closed.kind === 'ok') return;
  const fields = { provider: provider.name, parentId: parent.parentId, reason: closed.reason };
  world.log.warn(fields, 'an unused parent stays open');
}

/** Tells the caller, and gives the claim back: with `end` where it isn't the failure that says how. */
async function giveUp(
  { context, cause }: Handing,
  payment: Payment,
  claim: Claim,
  failure: Failure,
  end: ClaimEnd = endAfter(failure, claim),
): Promise<never> {
  // The amount can't be paid, now or later: the payment ends, so that the order can be corrected.
  if (end === 'refused' && failure.kind === 'rejected' && failure.about === 'amount')
    await recordReport(context, payment, neverHandedOver(context, payment), cause);
  await context.store.endOpening(payment.id, claim, end);
  throw toError(context, failure, { paymentId: payment.id, provider: payment.provider });
}

/** What an earlier call may have made is only forgotten after a search: this call's refusal says nothing of it. */
function endAfter(failure: Failure, claim: Claim): ClaimEnd {
  if (failure.kind === 'unknown') return 'unknown';
  return claim.unknown === null ? 'refused' : 'unchanged';
}

function requestFor({ context, access, flow }: Handing, payment: Payment, { round }: Claim): OpenRequest {
  return {
    flow,
    reference: payment.id,
    idempotencyKey: `${payment.id}-${round}`,
    amount: payment.amount,
    title: payment.title,
    customerEmail: payment.customerEmail,
    captureMethod: payment.captureMethod,
    returnUrl: payment.returnUrl,
    notificationUrl: notificationUrl(context, access),
    expiresAt: payment.expiresAt,
  };
}

/** The paths of the HTTP APIs: providers are told them, so that they are part of what the app promises. */
function notificationUrl({ settings }: Context, { account }: Access): string {
  const { publicUrl } = settings;
  if (account.owner.kind === 'gym') return `${publicUrl}/webhook/${account.owner.slug}`;
  return `${publicUrl}/api/v1/payments/webhook/${account.provider}`;
}
