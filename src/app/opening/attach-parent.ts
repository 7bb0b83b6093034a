import type { Payment } from '../../domain/payment/payment.ts';
import type { Lease } from '../../domain/purchase/calls.ts';
import type { OpeningEnd } from '../../domain/purchase/openings.ts';
import type { Failure } from '../../ports/outcome.ts';
import type { Flow } from '../../ports/payment-provider/capabilities.ts';
import type { Parent } from '../../ports/payment-provider/requests.ts';
import type { Held } from '../decide-and-commit.ts';
import { choiceRefused, toError } from '../failure.ts';
import type { Opening } from '../providers/access.ts';
import { endUnopened } from '../recording/close-payment.ts';
import { recordAndClose } from '../recording/record-and-close.ts';
import { closeUnused } from './close-unused.ts';

/** A payment with a client token or a page's URL; null if it can't be paid. */
export type PayableOrEnded = { readonly payment: Payment; readonly handover: string | null };

/** Whose payment is being opened, why, and how the customer will pay it. */
export type FlowOpening = Opening & { readonly flow: Flow };

/**
 * Commits a parent as the payment's, or closes it if it does not fit, or the payment has ended or has another parent by now.
 * `loaded`: the purchase as the lease left it, where that is at hand.
 */
export async function attachParent(
  opening: Opening,
  payment: Payment,
  lease: Lease,
  parent: Parent,
  loaded: Held | null = null,
): Promise<PayableOrEnded> {
  const { context, access, cause } = opening;
  const present = await recordAndClose(context, payment, parent.report, cause, { loaded });
  const isTaken = present.parentId === parent.parentId;
  if (isTaken && present.status !== 'cancelled') return { payment: present, handover: parent.handover };
  await closeUnused(context, access, payment, parent);
  if (present.parentId !== null || present.status === 'cancelled') return { payment: present, handover: null };
  const failure = { kind: 'rejected', about: 'request', reason: 'the opened parent does not fit the payment' } as const;
  return giveUp(opening, payment, lease, failure, 'refused');
}

/**
 * Gives the lease back and throws. `end` is for callers whose reason to give up is not the failure itself.
 * @throws DomainError what the failure becomes.
 */
export async function giveUp(
  { context, cause }: Opening,
  payment: Payment,
  lease: Lease,
  failure: Failure,
  end: OpeningEnd = endAfter(failure, lease),
): Promise<never> {
  const refusal = choiceRefused(failure, payment.purpose);
  // The provider will never accept these values: the payment ends, so that the caller can request one with other values.
  if (refusal !== null) await endUnopened(context, payment, { cause });
  await context.purchases.endOpening(payment.id, lease, end);
  const error = toError(context, failure, { paymentId: payment.id, provider: payment.provider });
  throw refusal ?? error;
}

/** A refusal proves only that this call created nothing. An earlier call's uncertainty stays until a search rules it out. */
function endAfter(failure: Failure, lease: Lease): OpeningEnd {
  if (failure.kind === 'unknown') return 'unknown';
  return lease.unknown === null ? 'refused' : 'unchanged';
}
