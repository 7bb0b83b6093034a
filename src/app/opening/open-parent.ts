import type { Payment } from '../../domain/payment.ts';
import type { Claim } from '../../domain/purchase/calls.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { OpenRequest, Parent } from '../../ports/payment-provider.ts';
import { unavailable } from '../failure.ts';
import { keepTrying, leaseEnd } from '../keep-trying.ts';
import { mayRepeat, OPENING_REPEATS } from '../providers/unknown-call.ts';
import { findParent } from './find-parent.ts';
import { giveUp, type Handing, type HandOver, takeParent } from './take-parent.ts';

/**
 * Makes the parent of a payment whose claim is ours, or finds the one that a lost call has made. The
 * handover is null when the payment has another parent by now.
 * @throws DomainError what a provider's failure becomes; the claim is given back.
 */
export async function openParent(handing: Handing, payment: Payment, claim: Claim): Promise<HandOver> {
  if (claim.unknown === null) return open(handing, payment, claim);
  const found = await findParent(handing, payment, claim);
  if (found.kind === 'adopted') return found.handOver;
  const { repeatsAreSafeForMs } = handing.access.provider.capabilities;
  if (found.kind === 'nothing') return beginAnew(handing, payment, claim);
  if (mayRepeat(claim, OPENING_REPEATS, repeatsAreSafeForMs)) return repeat(handing, payment, claim);
  // No caller has got what the calls so far have made: no buyer can pay it, and it is closed when it turns up.
  if (repeatsAreSafeForMs > 0) return beginAnew(handing, payment, claim);
  return giveUp(handing, payment, claim, found.failure, 'unchanged');
}

async function open(handing: Handing, payment: Payment, claim: Claim): Promise<HandOver> {
  const untilMs = leaseEnd(handing.context);
  return take(handing, payment, claim, untilMs, await call(handing, payment, claim));
}

/**
 * Calls again with the same key, which makes nothing new. A provider may answer a key with the same failure for as long as
 * it remembers the key (https://docs.stripe.com/api/idempotent_requests, 2026-11-28: 500s included), so another key is
 * used at once where the request has time left for that.
 */
async function repeat(handing: Handing, payment: Payment, claim: Claim): Promise<HandOver> {
  const { world, settings } = handing.context;
  const beganAt = world.now().getTime();
  const untilMs = leaseEnd(handing.context);
  const outcome = await call(handing, payment, claim);
  const hasTime = world.now().getTime() - beganAt < settings.providerTimeoutMs;
  if (outcome.kind === 'unknown' && hasTime) return beginAnew(handing, payment, claim);
  return take(handing, payment, claim, untilMs, outcome);
}

function call(handing: Handing, payment: Payment, claim: Claim): Promise<Outcome<Parent>> {
  const { provider, credentials } = handing.access;
  return provider.open(credentials, requestFor(handing, payment, claim));
}

function take(
  handing: Handing,
  payment: Payment,
  claim: Claim,
  untilMs: number,
  outcome: Outcome<Parent>,
): Promise<HandOver> {
  return keepTrying(handing.context, untilMs, () =>
    outcome.kind === 'ok'
      ? takeParent(handing, payment, claim, outcome.value)
      : giveUp(handing, payment, claim, outcome),
  );
}

/** What the calls so far have made is not looked for any longer. The new round is committed before its key is used. */
async function beginAnew(handing: Handing, payment: Payment, claim: Claim): Promise<HandOver> {
  const { purchases, settings } = handing.context;
  const untilMs = leaseEnd(handing.context);
  await keepTrying(handing.context, untilMs, () => purchases.endOpening(payment.id, claim, 'abandoned'));
  const next = await purchases.claimOpening(payment.id, settings.leaseMs);
  if (next.claim === null) throw unavailable();
  return openParent(handing, next.payment, next.claim);
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
    statementDescriptor: payment.statementDescriptor,
    notificationUrl: context.settings.addresses.notifications(access.account),
    expiresAt: payment.expiresAt,
  };
}
