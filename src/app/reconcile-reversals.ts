import type { CheckEnd } from '../ports/checks.ts';
import { accessById } from './access.ts';
import { fetchParent } from './ask-provider.ts';
import type { Context } from './context.ts';
import { recordAnomaly } from './record-anomaly.ts';
import { SCHEDULE } from './schedule.ts';
import { settleReport } from './settle-report.ts';

/**
 * Asks again for the refunds and disputes of a payment that its provider did not show before.
 * @throws DomainError what a provider's failure becomes.
 */
export async function reconcileReversals(context: Context, paymentId: string): Promise<CheckEnd> {
  const payment = await context.store.findPayment(paymentId);
  if (payment === null) return 'done';
  if (payment.parentId === null) return 'again';
  const { report } = await fetchParent(context, await accessById(context, payment.accountId), payment);
  await settleReport(context, payment, report, SCHEDULE);
  return report.unanswered === undefined ? 'done' : 'again';
}

/** What went back, or is disputed, stays unknown until an operator lets us read it. */
export async function reportUnlearned(context: Context, paymentId: string): Promise<void> {
  const detail = { about: 'refunds and disputes' };
  await recordAnomaly(context, paymentId, { kind: 'outcome_unknown', subject: paymentId, detail });
}
