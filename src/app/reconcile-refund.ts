import type { CheckEnd } from '../ports/checks.ts';
import { accessById } from './access.ts';
import type { Context } from './context.ts';
import { recordAnomaly } from './record-anomaly.ts';
import { SCHEDULE } from './schedule.ts';
import { learnRefunds, sendRefund } from './send-refund.ts';

/**
 * Finishes a refund that its provider has not answered for, or asks how one stands that takes its time. Whoever asked
 * for it need not ask again.
 * @throws DomainError what a provider's failure becomes.
 */
export async function reconcileRefund(context: Context, refundId: string): Promise<CheckEnd> {
  const { store, settings } = context;
  const refund = await store.findRefund(refundId);
  const payment = refund && (await store.findPayment(refund.paymentId));
  if (refund === null || payment === null || refund.status !== 'pending') return 'done';
  const sending = { context, access: await accessById(context, payment.accountId), payment, cause: SCHEDULE };
  const present =
    refund.providerRefundId === null
      ? await sendRefund(sending, await store.claimRefund(refund.id, settings.leaseMs))
      : await learnRefunds(sending, refund);
  return present.status === 'pending' ? 'again' : 'done';
}

/** It still holds its part of the money: whether it went back is for an operator to find out. */
export async function reportPending(context: Context, refundId: string): Promise<void> {
  const refund = await context.store.findRefund(refundId);
  if (refund === null || refund.status !== 'pending') return;
  const anomaly = { kind: 'outcome_unknown', subject: refundId, detail: {} } as const;
  await recordAnomaly(context, refund.paymentId, anomaly);
}
