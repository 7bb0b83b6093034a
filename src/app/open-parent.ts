import type { Payment } from '../domain/payment.ts';
import type { Claim } from '../ports/claim.ts';
import type { OpenRequest } from '../ports/payment-provider.ts';
import type { Access } from './access.ts';
import type { Context } from './context.ts';
import { unavailable } from './failure.ts';
import { findParent } from './find-parent.ts';
import { giveUp, type Handing, type HandOver, takeParent } from './take-parent.ts';
import { mayRepeat } from './unknown-call.ts';

/**
 * Makes the parent of a payment whose claim is ours, or finds the one that a lost call has made. The
 * handover is null when the payment has another parent by now.
 * @throws DomainError what a provider's failure becomes; the claim is given back.
 */
export async function openParent(handing: Handing, payment: Payment, claim: Claim): Promise<HandOver> {
  if (claim.unknown === null) return open(handing, payment, claim);
  const found = await findParent(handing, payment, claim);
  if (found.kind === 'adopted') return found.handOver;
  // A search makes nothing: what is unknown is as unknown as before.
  if (found.kind === 'failed') return giveUp(handing, payment, claim, found.failure, 'unchanged');
  if (found.kind === 'nothing') return beginAnew(handing, payment, claim);
  const { repeatsAreSafe } = handing.access.provider.capabilities;
  if (repeatsAreSafe && mayRepeat(claim)) return open(handing, payment, claim);
  const reason = 'an earlier call may have made what a search does not show yet';
  const failure = { kind: 'not_sent', reason, retryAfterSeconds: Math.ceil(found.waitMs / 1000) } as const;
  return giveUp(handing, payment, claim, failure);
}

async function open(handing: Handing, payment: Payment, claim: Claim): Promise<HandOver> {
  const { provider, credentials } = handing.access;
  const outcome = await provider.open(credentials, requestFor(handing, payment, claim));
  return outcome.kind === 'ok'
    ? takeParent(handing, payment, claim, outcome.value)
    : giveUp(handing, payment, claim, outcome);
}

/** The search has seen all that was made: nothing. The new round is committed before its key is used. */
async function beginAnew(handing: Handing, payment: Payment, claim: Claim): Promise<HandOver> {
  const { store, settings } = handing.context;
  await store.endOpening(payment.id, claim, 'refused');
  const next = await store.claimOpening(payment.id, settings.leaseMs);
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
