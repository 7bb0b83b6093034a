import type { Payment } from '../../domain/payment.ts';
import type { Claim } from '../../domain/purchase/calls.ts';
import type { OpeningEnd } from '../../domain/purchase/openings.ts';
import type { Failure } from '../../ports/outcome.ts';
import type { Flow, Parent } from '../../ports/payment-provider.ts';
import { choiceRefused, toError } from '../failure.ts';
import type { Opening } from '../providers/access.ts';
import { endUnopened } from '../recording/close-payment.ts';
import { settleReport } from '../recording/settle-report.ts';
import { closeUnused } from './close-unused.ts';

/** A payment with a client token or a page's URL; null when it can't be handed over. */
export type HandOver = { readonly payment: Payment; readonly handover: string | null };

/** To whom a payment is handed over, and how. */
export type Handing = Opening & { readonly flow: Flow };

/** Commits a parent as the payment's, or closes it: it may not fit, or the payment has ended or has another by now. */
export async function takeParent(opening: Opening, payment: Payment, claim: Claim, parent: Parent): Promise<HandOver> {
  const { context, access, cause } = opening;
  const present = await settleReport(context, payment, parent.report, cause);
  const isTaken = present.parentId === parent.parentId;
  if (isTaken && present.status !== 'cancelled') return { payment: present, handover: parent.handover };
  await closeUnused(context, access, payment, parent);
  if (present.parentId !== null || present.status === 'cancelled') return { payment: present, handover: null };
  const failure = { kind: 'rejected', about: 'request', reason: 'what was opened does not fit' } as const;
  return giveUp(opening, payment, claim, failure, 'refused');
}

/**
 * Gives the claim back, with `end` where it isn't the failure that says how, and tells the caller.
 * @throws DomainError what the failure becomes.
 */
export async function giveUp(
  { context, cause }: Opening,
  payment: Payment,
  claim: Claim,
  failure: Failure,
  end: OpeningEnd = endAfter(failure, claim),
): Promise<never> {
  const refusal = choiceRefused(failure, payment.purpose);
  // It can't be paid as it was asked for, now or later: the payment ends, so that it can be asked for with another value.
  if (refusal !== null) await endUnopened(context, payment, { cause });
  await context.purchases.endOpening(payment.id, claim, end);
  const error = toError(context, failure, { paymentId: payment.id, provider: payment.provider });
  throw refusal ?? error;
}

/** What an earlier call may have made is only forgotten after a search: this call's refusal says nothing of it. */
function endAfter(failure: Failure, claim: Claim): OpeningEnd {
  if (failure.kind === 'unknown') return 'unknown';
  return claim.unknown === null ? 'refused' : 'unchanged';
}
