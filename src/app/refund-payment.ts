import { DomainError, invalid } from '../domain/error.ts';
import { isOpen } from '../domain/fact.ts';
import { money } from '../domain/money.ts';
import type { Payment } from '../domain/payment.ts';
import type { Refund } from '../domain/refund.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import { accessById } from './access.ts';
import { type Actor, requireScope } from './actor.ts';
import { askProvider } from './ask-provider.ts';
import type { Context } from './context.ts';
import { findPaymentToChange } from './find-payment.ts';
import { asRequest } from './journal.ts';
import { sendRefund } from './send-refund.ts';

export type RefundInput = {
  /** Chosen by the caller: the same id again finishes the same refund, and never begins another. */
  readonly refundId: string;
  readonly paymentId: string;
  /** Minor units; null: all that is left. */
  readonly amount: number | null;
  readonly reason: string | null;
  /** Which of the provider's payments; null: the one that made the payment succeed. */
  readonly providerPaymentId?: string | null;
};

/**
 * Sends money back: all that is left, or a part. The sum of refunds never exceeds what was captured.
 * @throws DomainError `scope_missing`, `payment_not_found`, `invalid`, `unsupported`; `conflict` when it is more than
 * is left, or the provider refuses it; what a provider's failure becomes: the same refund can then be asked for again.
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
  const opened = await context.store.openRefund(wanted, context.settings.leaseMs);
  return sendRefund({ context, access, payment, cause }, opened);
}

/** Before anything is committed or sent. */
function requireRefundable(provider: PaymentProvider, { amount: paid }: Payment, minor: number | null): void {
  if (!provider.capabilities.refunds) throw new DomainError('unsupported', 'The payment provider can not refund');
  if (minor === null) return;
  const refusal = provider.refusal(money(minor, paid.currency));
  if (refusal !== null) throw invalid('amount', refusal.reason);
}
