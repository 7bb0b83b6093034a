import type { Refund, RefundReport } from '../domain/refund.ts';
import type { Sending } from './sending.ts';

/**
 * Of a refund whose outcome is unknown, and that its provider doesn't list as ours: a refund without a reference that was
 * first told of after ours was asked for. It may be ours, whatever amount it tells, until somebody who has looked says
 * that it isn't: who resolves the anomaly about it.
 */
export async function findUnexplained(
  { context, payment }: Sending,
  refund: Refund,
  listed: readonly RefundReport[],
): Promise<RefundReport | undefined> {
  const kept = await context.store.listRefunds(payment.id);
  const others = kept.filter(({ requestedBy, createdAt }) => requestedBy !== null || createdAt < refund.createdAt);
  const details = await context.store.findDetails(payment.id);
  const anomalies = details?.anomalies ?? [];
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
export async function leavesTooLittle(
  { context, payment }: Sending,
  { providerPaymentId, amount }: Refund,
  listed: readonly RefundReport[],
): Promise<boolean> {
  const details = await context.store.findDetails(payment.id);
  const paid = details?.attempts.find((attempt) => attempt.providerPaymentId === providerPaymentId);
  const others = listed.filter((one) => one.status !== 'failed' && one.amount?.currency === amount.currency);
  const gone = others.reduce((sum, one) => sum + (one.amount?.minor ?? 0), 0);
  return paid !== undefined && gone + amount.minor > paid.capturedMinor;
}
