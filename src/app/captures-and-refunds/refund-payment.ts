import { DomainError, invalid } from '../../domain/error.ts';
import { money } from '../../domain/money/money.ts';
import { isOpen } from '../../domain/payment/fact.ts';
import type { Payment } from '../../domain/payment/payment.ts';
import { type Refund, wholeOf } from '../../domain/payment/refund.ts';
import type { OpenedWhole } from '../../domain/purchase/refunds.ts';
import type { PaymentProvider } from '../../ports/payment-provider/payment-provider.ts';
import type { Page, PageRequest } from '../../ports/store/queries.ts';
import { type Actor, authorOf, requireScope } from '../actor.ts';
import type { Context } from '../context.ts';
import { asRequest } from '../journal.ts';
import { leaseEnd } from '../keep-trying.ts';
import { findPayment, findPaymentToChange } from '../payments/read-payments.ts';
import { accessById } from '../providers/access.ts';
import { askProvider } from '../recording/ask-provider.ts';
import { sendRefund } from './send-refund.ts';
import type { Sending } from './sending.ts';

export type RefundInput = {
  /** The id of the idempotency key's operation: the same id again finishes the same refund, and never begins another. */
  readonly refundId: string;
  readonly paymentId: string;
  /** Minor units; null: all that is left. */
  readonly amount: number | null;
  readonly reason: string | null;
  /** Which of the provider's payments; null: those that made the payment succeed, and only then others. */
  readonly providerPaymentId?: string | null;
};

/**
 * Sends money back: all that is left, or a part. The sum of refunds never exceeds what was captured.
 * @throws DomainError `scope_missing`, `payment_not_found`, `invalid`, `unsupported`; `conflict` when it is more than
 * is left, or the provider refuses it; what a provider's failure becomes: a retry finishes the same refund.
 */
export async function refundPayment(context: Context, actor: Actor, input: RefundInput): Promise<Refund> {
  requireScope(actor, 'payments:manage');
  const payment = await findPaymentToChange(context, actor, input.paymentId);
  return asRequest(context, { operation: 'refund', by: actor.userId }, (isAbout) => {
    isAbout(payment.id);
    return refund(context, actor, payment, input);
  });
}

async function refund(context: Context, actor: Actor, payment: Payment, input: RefundInput): Promise<Refund> {
  const access = await accessById(context, payment.accountId);
  requireRefundable(access.provider, payment, input.amount);
  const cause = { kind: 'operator', id: actor.userId } as const;
  // Its notification may be late, or lost.
  if (isOpen(payment.status) && payment.parentId !== null) await askProvider(context, payment, cause);
  const { refundId: id, paymentId, amount: amountMinor, reason, providerPaymentId = null } = input;
  const wanted = { id, paymentId, providerPaymentId, amountMinor, reason, requestedBy: actor.userId };
  const untilMs = leaseEnd(context);
  const opened = await context.purchases.openRefund(wanted, context.settings.leaseMs, authorOf(context, actor));
  return sendAll({ context, access, payment, cause, untilMs }, opened);
}

/**
 * Sends each part by itself: one that fails stops no other, and the schedule finishes parts with an unknown outcome.
 * @throws DomainError of a part with an unknown outcome, or else of one that was refused.
 */
async function sendAll(sending: Sending, { rest, ...first }: OpenedWhole): Promise<Refund> {
  const sent = await Promise.allSettled([first, ...rest].map((part) => sendRefund(sending, part)));
  const made = sent.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failures = sent.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  const [head, ...more] = made;
  if (failures.length === 0 && head !== undefined) return wholeOf(head, more);
  const unfinished = failures.find((error) => !(error instanceof DomainError && error.code === 'conflict'));
  if (unfinished !== undefined || head === undefined) throw unfinished ?? failures[0];
  const gone = wholeOf(head, more).amount.minor;
  throw new DomainError(
    'conflict',
    `Only ${gone} in minor units could be refunded: the payment provider refuses the rest`,
  );
}

/** Before anything is committed or sent. */
function requireRefundable(provider: PaymentProvider, { amount: paid }: Payment, minor: number | null): void {
  if (!provider.capabilities.refunds)
    throw new DomainError('unsupported', 'The payment provider does not support refunds');
  if (minor === null) return;
  const refusal = provider.refusal(money(minor, paid.currency));
  if (refusal !== null) throw invalid('amount', refusal.reason);
}

/** Newest first. @throws DomainError `scope_missing`, `payment_not_found`; `invalid` with field `cursor`. */
export async function listRefunds(
  context: Context,
  actor: Actor,
  paymentId: string,
  page: PageRequest,
): Promise<Page<Refund>> {
  requireScope(actor, 'payments:read');
  const { id } = await findPayment(context, actor, paymentId);
  return context.store.pageRefunds(id, page);
}
