import type { Payment } from '../../domain/payment/payment.ts';
import type { Lease } from '../../domain/purchase/calls.ts';
import { maySendAgain, OPENING_REPEATS } from '../../domain/purchase/unknown-calls.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { OpenRequest, Parent } from '../../ports/payment-provider/requests.ts';
import type { Held } from '../decide-and-commit.ts';
import { toError, unavailable } from '../failure.ts';
import { keepTrying, leaseEnd } from '../keep-trying.ts';
import { attachParent, type FlowOpening, giveUp, type PayableOrEnded } from './attach-parent.ts';
import { findParent } from './find-parent.ts';

/** A payment whose lease this request holds, and its purchase as the lease left it, where that is at hand. */
type Leased = { readonly payment: Payment; readonly lease: Lease; readonly held?: Held };

/** What a call for a parent follows from. */
type Asked = { readonly payment: Payment; readonly lease: Pick<Lease, 'round'> };

/**
 * Creates the parent of a payment whose lease this request holds, or finds the one that a lost call created. The handover is
 * null if the payment has another parent by now.
 * @throws DomainError what a provider's failure becomes; the lease is given back.
 */
export async function openParent(opening: FlowOpening, leased: Leased): Promise<PayableOrEnded> {
  const { payment, lease } = leased;
  if (lease.unknown === null) return open(opening, leased);
  const found = await findParent(opening, payment, lease);
  if (found.kind === 'adopted') return found.payable;
  const { repeatsAreSafeForMs } = opening.access.provider.capabilities;
  if (found.kind === 'nothing') return beginAnew(opening, leased);
  if (maySendAgain(lease, OPENING_REPEATS, repeatsAreSafeForMs)) return repeat(opening, leased);
  // No caller was given what earlier calls created: no buyer can pay it, and it is closed when a search shows it.
  if (repeatsAreSafeForMs > 0) return beginAnew(opening, leased);
  return giveUp(opening, payment, lease, found.failure, 'unchanged');
}

/**
 * What the customer needs to pay a parent that is open, where the same request opens the same one.
 * @throws DomainError what a provider's failure becomes
 */
export async function openAgain(opening: FlowOpening, payment: Payment): Promise<string> {
  const { context } = opening;
  const outcome = await call(opening, { payment, lease: FIRST });
  if (outcome.kind !== 'ok') throw toError(context, outcome, { paymentId: payment.id, provider: payment.provider });
  return outcome.value.handover;
}

/** Such an adapter ignores the key. */
const FIRST: Pick<Lease, 'round'> = { round: 1 };

async function open(opening: FlowOpening, leased: Leased): Promise<PayableOrEnded> {
  const untilMs = leaseEnd(opening.context);
  return take(opening, leased, untilMs, await call(opening, leased));
}

/**
 * Calls again with the same key, which creates nothing new. A provider may answer a key with the same failure for as long as
 * it remembers the key (https://docs.stripe.com/api/idempotent_requests, 2026-11-28: 500s included), so another key is
 * used at once where the request has time left for that.
 */
async function repeat(opening: FlowOpening, leased: Leased): Promise<PayableOrEnded> {
  const { world, settings } = opening.context;
  const beganAt = world.now().getTime();
  const untilMs = leaseEnd(opening.context);
  const outcome = await call(opening, leased);
  const hasTime = world.now().getTime() - beganAt < settings.providerTimeoutMs;
  if (outcome.kind === 'unknown' && hasTime) return beginAnew(opening, leased);
  return take(opening, leased, untilMs, outcome);
}

function call(opening: FlowOpening, asked: Asked): Promise<Outcome<Parent>> {
  const { provider, credentials } = opening.access;
  return provider.open(credentials, requestFor(opening, asked));
}

function take(
  opening: FlowOpening,
  { payment, lease, held }: Leased,
  untilMs: number,
  outcome: Outcome<Parent>,
): Promise<PayableOrEnded> {
  return keepTrying(opening.context, untilMs, () =>
    outcome.kind === 'ok'
      ? attachParent(opening, payment, lease, outcome.value, held)
      : giveUp(opening, payment, lease, outcome),
  );
}

/** Abandons what earlier calls may have created. The new round is committed before its key is used. */
async function beginAnew(opening: FlowOpening, { payment, lease }: Leased): Promise<PayableOrEnded> {
  const { purchases, settings } = opening.context;
  const untilMs = leaseEnd(opening.context);
  await keepTrying(opening.context, untilMs, () => purchases.endOpening(payment.id, lease, 'abandoned'));
  const next = await purchases.leaseOpening(payment.id, settings.leaseMs);
  if (next.lease === null) throw unavailable();
  return openParent(opening, { payment: next.payment, lease: next.lease });
}

function requestFor({ context, access, flow }: FlowOpening, { payment, lease: { round } }: Asked): OpenRequest {
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
