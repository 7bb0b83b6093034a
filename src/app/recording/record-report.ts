import { assess, isCapturedInPart } from '../../domain/payment/assessment.ts';
import type { Payment } from '../../domain/payment/payment.ts';
import type { Report, Unanswered } from '../../domain/payment/report.ts';
import type { Cause } from '../../domain/purchase/decision.ts';
import type { Recorded } from '../../domain/purchase/record.ts';
import type { Context } from '../context.ts';
import { type Facts, recordFacts } from './record-facts.ts';

export type RecordOptions = Pick<
  Facts,
  'delivery' | 'loaded' | 'cancelsOrder' | 'ifUnopened' | 'cancellation' | 'receiving'
>;

/**
 * Compares a provider's report with the payment and commits what counts of it. The payment was read before the provider was
 * asked.
 */
export async function recordReport(
  context: Context,
  payment: Payment,
  report: Report,
  cause: Cause,
  options: RecordOptions = {},
): Promise<Recorded> {
  if (report.unanswered) await askLater(context, payment, report.unanswered);
  // A capture of ours is committed before the provider is called, so it is in this list.
  const captures = isCapturedInPart(payment, report) ? await context.store.listCaptures(payment.id) : [];
  const splits = context.providers.get(payment.provider)?.capabilities.splitsPurchases ?? false;
  const assessment = assess(payment, report, { captures, splits });
  const recorded = await recordFacts(context, { paymentId: payment.id, cause, splits, ...options, ...assessment });
  countUnknownDeclines(context, report, recorded);
  return recorded;
}

/** Each once, however often the provider reports it. */
function countUnknownDeclines(
  { world }: Context,
  { unknownDeclines }: Report,
  { payment, newDeclines }: Recorded,
): void {
  const { id: paymentId, provider } = payment;
  for (const { providerCode } of newDeclines.filter((one) => unknownDeclines.includes(one.providerCode))) {
    world.log.warn({ paymentId, provider, providerCode }, 'the reason of a decline is not in the table');
    world.measure.unknownDecline(provider);
  }
}

/** What the provider did answer is recorded all the same. An operator may have to grant the key a permission. */
async function askLater({ store, world }: Context, payment: Payment, unanswered: readonly Unanswered[]): Promise<void> {
  const { id: paymentId, provider } = payment;
  for (const { about, reason } of unanswered)
    world.log.error(
      { paymentId, provider, about, reason },
      "the provider did not show a payment's refunds or disputes",
    );
  await store.rememberCheck('reversals', paymentId);
}
