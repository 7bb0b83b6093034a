import type { Refund, RefundReport } from '../../domain/payment/refund.ts';
import type { PaymentDetails } from '../../ports/store/queries.ts';

/** A payment's attempts, anomalies and refunds. */
type Known = Pick<PaymentDetails, 'attempts' | 'anomalies'> & { readonly refunds: readonly Refund[] };

/**
 * For a refund whose outcome is unknown and that the provider doesn't list as ours: a listed refund that might be it, because
 * it has no reference and appeared after ours was requested. It is taken for ours, whatever its amount, until an operator
 * resolves the anomaly about it.
 */
export function findPossibleDuplicate(
  { refunds, anomalies }: Known,
  refund: Refund,
  listed: readonly RefundReport[],
): RefundReport | undefined {
  const others = refunds.filter(({ requestedBy, createdAt }) => requestedBy !== null || createdAt < refund.createdAt);
  const resolved = anomalies.filter(({ kind, resolution }) => kind === 'outcome_unknown' && resolution !== null);
  const explained = [
    ...others.map(({ providerRefundId }) => providerRefundId),
    ...resolved.map(({ subject }) => subject),
  ];
  return listed.find((one) => one.isAnonymous && one.status !== 'failed' && !explained.includes(one.providerRefundId));
}

/**
 * Whether the listed refunds and this one together exceed the captured money. Then no call has made this one, however late
 * the list is, and the provider refuses it from now on.
 */
export function exceedsCaptured(
  { attempts }: Known,
  { providerPaymentId, amount }: Refund,
  listed: readonly RefundReport[],
): boolean {
  const paid = attempts.find((attempt) => attempt.providerPaymentId === providerPaymentId);
  const others = listed.filter((one) => one.status !== 'failed' && one.amount?.currency === amount.currency);
  const gone = others.reduce((sum, one) => sum + (one.amount?.minor ?? 0), 0);
  return paid !== undefined && gone + amount.minor > paid.capturedMinor;
}
