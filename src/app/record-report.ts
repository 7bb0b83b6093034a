import { isCapturedInPart, judge } from '../domain/judgement.ts';
import type { Payment } from '../domain/payment.ts';
import type { Report } from '../domain/report.ts';
import type { Cause, Recorded } from '../ports/store.ts';
import type { Context } from './context.ts';
import { type Facts, recordFacts } from './record-facts.ts';

export type RecordOptions = Pick<Facts, 'delivery' | 'cancelsOrder' | 'ifUnopened'>;

/**
 * Holds what a provider said against the payment and commits what of it may be believed. The payment was
 * read before the provider was asked.
 */
export async function recordReport(
  context: Context,
  payment: Payment,
  report: Report,
  cause: Cause,
  options: RecordOptions = {},
): Promise<Recorded> {
  // Whoever captured a part has committed that before the provider could know of it.
  const captures = isCapturedInPart(payment, report) ? await context.store.listCaptures(payment.id) : [];
  const judgement = judge(payment, report, captures);
  return recordFacts(context, { paymentId: payment.id, cause, ...options, ...judgement });
}
