import { DomainError } from '../../domain/error.ts';
import type { Payment } from '../../domain/payment/payment.ts';
import type { NotedReceipt, ReceiptMethod } from '../../domain/payment/receipt.ts';
import { amountToReceive } from '../../domain/purchase/receipts.ts';
import type { PaymentProvider } from '../../ports/payment-provider/payment-provider.ts';
import { type Actor, authorOf, requireScope } from '../actor.ts';
import type { Context } from '../context.ts';
import { asRequest } from '../journal.ts';
import { accessById } from '../providers/access.ts';
import { keepsRecords } from '../providers/records.ts';
import { recordAndClose } from '../recording/record-and-close.ts';
import { findPaymentToChange } from './read-payments.ts';

export type ReceiptInput = {
  /** The id of the idempotency key's operation: the same id again is the same money. */
  readonly receiptId: string;
  readonly paymentId: string;
  /** Minor units; null: all that is missing. */
  readonly amount: number | null;
  readonly method: ReceiptMethod | null;
  readonly note: string | null;
};

/** What was taken, and how its payment stands then. */
export type Received = { readonly receipt: NotedReceipt; readonly payment: Payment };

/**
 * An operator confirms that money for a payment has come, all that is missing or a part of it. Also of a payment that is
 * cancelled: what came then is an anomaly, as at every provider.
 * @throws DomainError `scope_missing`, `payment_not_found`; `unsupported` where the provider itself knows what was paid;
 * `conflict` when nothing is missing; `invalid` with field `amount` when it is more than is missing
 */
export async function receivePayment(context: Context, actor: Actor, input: ReceiptInput): Promise<Received> {
  requireScope(actor, 'payments:manage');
  const payment = await findPaymentToChange(context, actor, input.paymentId);
  return asRequest(context, { operation: 'receive', by: actor.userId }, async (isAbout) => {
    isAbout(payment.id);
    const { provider } = await accessById(context, payment.accountId);
    requireOperators(provider);
    const loaded = await context.purchases.hold({ kind: 'payment', id: payment.id });
    const { receiptId: id, amount: amountMinor, method, note } = input;
    const amount = amountToReceive(loaded.purchase, { id, amountMinor });
    const receipt = { id, reference: payment.id, amount, method, note, takenAt: context.world.now() };
    const cause = { kind: 'operator', id: actor.userId } as const;
    const receiving = { by: authorOf(context, actor), receipt };
    const options = { loaded, receiving };
    const report = await provider.receive(receipt);
    return { receipt, payment: await recordAndClose(context, payment, report, cause, options) };
  });
}

function requireOperators(provider: PaymentProvider): void {
  if (!keepsRecords(provider)) return;
  throw new DomainError('unsupported', `${provider.name} itself says what was paid: sync the payment to ask it`);
}
