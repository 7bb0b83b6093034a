import type { Refund, RefundReport } from '../../domain/refund.ts';
import type { PaymentDetails } from '../../ports/queries.ts';

/** What is known of a payment, and what has gone back of it. */
type Known = Pick<PaymentDetails, 'attempts' | 'anomalies'> & { readonly refunds: readonly Refund[] };

/**
 * Of a refund whose outcome is unknown, and that its provider doesn't list as ours: a refund without a reference that was
 * first told of after ours was asked for. It may be ours, whatever amount it tells, until somebody who has looked says
 * that it isn't: who resolves the anomaly about it.
 */
export function findUnexplained(
  { refunds, anomalies }: Known,
  refund: Refund,
  listed: readonly RefundReport[],
): RefundReport | undefined {
  const others = refunds.filter(({ requestedBy, createdAt }) => requestedBy !== null || createdAt < refund.createdAt);
  const settled = anomalies.filter(({ kind, resolution }) => kind === 'outcome_unknown' && resolution !== null);
  const explained = [
    ...others.map(({ providerRefundId }) => providerRefundId),
    ...settled.map(({ subject }) => subject),
  ];
  return listed.find((one) => one.isAnonymous && one.status !== 'failed' && !explained.includes(one.providerRefundId));
}

/**
 * Whether what else went back leaves too little for it. Then none of its calls can have made it, however late a list
 * is, and its provider refuses it from now on.
 */
export function leavesTooLittle(
  { attempts }: Known,
  { providerPaymentId, amount }: Refund,
  listed: readonly RefundReport[],
): boolean {
  const paid = attempts.find((attempt) => attempt.providerPaymentId === providerPaymentId);
  const others = listed.filter((one) => one.status !== 'failed' && one.amount?.currency === amount.currency);
  const gone = others.reduce((sum, one) => sum + (one.amount?.minor ?? 0), 0);
  return paid !== undefined && gone + amount.minor > paid.capturedMinor;
}
