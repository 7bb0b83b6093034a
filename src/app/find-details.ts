import { type Amounts, amountsOf } from '../domain/amounts.ts';
import type { Dispute } from '../domain/dispute.ts';
import { DomainError } from '../domain/error.ts';
import type { Refund } from '../domain/refund.ts';
import type { PaymentDetails } from '../ports/readings.ts';
import type { Actor } from './actor.ts';
import type { Context } from './context.ts';
import { requireReader } from './find-payment.ts';

export type FoundDetails = PaymentDetails & {
  readonly amounts: Amounts;
  readonly refunds: readonly Refund[];
  readonly disputes: readonly Dispute[];
};

/** All that is known of a payment. @throws DomainError `payment_not_found`, `not_yours`. */
export async function findDetails({ store }: Context, actor: Actor, paymentId: string): Promise<FoundDetails> {
  const details = await store.findDetails(paymentId);
  if (details === null) throw new DomainError('payment_not_found', 'Payment not found');
  requireReader(actor, details.payment);
  const [refunds, disputes] = await Promise.all([store.listRefunds(paymentId), store.listDisputes(paymentId)]);
  return { ...details, refunds, disputes, amounts: amountsOf(details.payment, details.attempts, refunds) };
}
