import { DomainError, invalid } from '../../domain/error.ts';
import { money } from '../../domain/money/money.ts';
import type { Capture } from '../../domain/payment/capture.ts';
import { isOpen } from '../../domain/payment/fact.ts';
import type { Payment } from '../../domain/payment/payment.ts';
import type { PaymentProvider } from '../../ports/payment-provider/payment-provider.ts';
import { type Actor, authorOf, requireScope } from '../actor.ts';
import type { Context } from '../context.ts';
import { asRequest } from '../journal.ts';
import { leaseEnd } from '../keep-trying.ts';
import { findPaymentToChange } from '../payments/read-payments.ts';
import { accessById } from '../providers/access.ts';
import { askProvider } from '../recording/ask-provider.ts';
import { sendCapture } from './send-capture.ts';

export type CaptureInput = {
  /** The id of an idempotency key's operation, under which a retry finds the same capture; null without a key. */
  readonly captureId: string | null;
  readonly paymentId: string;
  /** Minor units; null: all that was authorized. */
  readonly amount: number | null;
};

/**
 * Captures authorized money, all or a part of it; the rest is released. The app first fetches the payment, so that it knows
 * the effect of an earlier call. A part that was captured in the provider's dashboard is accepted by a request for just
 * that amount.
 * @throws DomainError `scope_missing`, `payment_not_found`, `unsupported`; `invalid` with field `amount`; `conflict` when
 * nothing waits to be captured; what a provider's failure becomes: a retry with the same amount continues.
 */
export async function capturePayment(context: Context, actor: Actor, input: CaptureInput): Promise<Payment> {
  requireScope(actor, 'payments:manage');
  const payment = await findPaymentToChange(context, actor, input.paymentId);
  return asRequest(context, { operation: 'capture', by: actor.userId }, async (isAbout) => {
    isAbout(payment.id);
    const access = await accessById(context, payment.accountId);
    const before = (await context.store.listCaptures(payment.id)).find(({ status }) => status !== 'failed');
    if (before?.status === 'succeeded' && before.id === input.captureId) return payment;
    requireCapturable(access.provider, payment, input.amount);
    const cause = { kind: 'operator', id: actor.userId } as const;
    const present = payment.parentId === null ? payment : await askProvider(context, payment, cause);
    // An earlier call of this very capture has arrived, whatever became of its answer.
    if (before !== undefined && present.status === 'succeeded' && isSame(before, payment, input)) return present;
    const wanted = { id: input.captureId ?? context.world.newId(), paymentId: payment.id, amountMinor: input.amount };
    const untilMs = leaseEnd(context);
    const opened = await context.purchases.openCapture(
      { ...wanted, requestedBy: actor.userId },
      context.settings.leaseMs,
      authorOf(context, actor),
    );
    return sendCapture({ context, access, payment: present, cause, untilMs }, opened);
  });
}

/** Before anything is committed or sent. */
function requireCapturable(provider: PaymentProvider, payment: Payment, minor: number | null): void {
  if (!provider.capabilities.captureMethods.includes('manual'))
    throw new DomainError('unsupported', 'The payment provider does not support manual capture');
  if (payment.captureMethod !== 'manual') throw new DomainError('conflict', 'The payment is captured automatically');
  if (!isOpen(payment.status)) throw new DomainError('conflict', `The payment is ${payment.status}`);
  if (minor === null) return;
  if (minor > payment.amount.minor)
    throw invalid('amount', `amount must be at most ${payment.amount.minor}: that was authorized`);
  const refusal = provider.refusal(money(minor, payment.amount.currency));
  if (refusal !== null) throw invalid('amount', refusal.reason);
}

function isSame({ amount }: Capture, payment: Payment, input: CaptureInput): boolean {
  return amount.minor === (input.amount ?? payment.amount.minor);
}
