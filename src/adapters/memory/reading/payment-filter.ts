import { lowerCase, type Search } from '../../../domain/operator/search.ts';
import type { PaymentFilter } from '../../../ports/store/queries.ts';
import type { PaymentRow } from '../tables.ts';
import { disputeIn } from './payments.ts';

/** Whether a payment matches every field of the filter that is not null. `troubled` are the ids of those with problems. */
export function isWanted(row: PaymentRow, filter: PaymentFilter, troubled: ReadonlySet<string>): boolean {
  const { payment } = row;
  const { userId, status, orderId, gymSlug, search, provider, currency, amountMinor, createdFrom, createdTo } = filter;
  const wanted: readonly (readonly [wanted: unknown, actual: unknown])[] = [
    [userId, payment.userId],
    [status, payment.status],
    [orderId, orderOf(row)],
    [gymSlug, gymOf(row)],
    [provider, payment.provider],
    [currency, payment.amount.currency],
    [amountMinor, payment.amount.minor],
  ];
  return (
    wanted.every(([wanting, actual]) => wanting === null || wanting === actual) &&
    (createdFrom === null || payment.createdAt >= createdFrom) &&
    (createdTo === null || payment.createdAt < createdTo) &&
    (!filter.hasProblems || troubled.has(payment.id)) &&
    (search === null || isFound(row, search))
  );
}

function orderOf({ payment: { purpose } }: PaymentRow): string | null {
  return purpose.kind === 'order' ? purpose.orderId : null;
}

function gymOf({ payment: { purpose } }: PaymentRow): string | null {
  return purpose.kind === 'checkout' ? purpose.gymSlug : null;
}

function isFound(row: PaymentRow, { ownId, providerId, email, gymSlug }: Search): boolean {
  const { payment, refunds } = row;
  return (
    (ownId !== null && [payment.id, orderOf(row), ...refunds.map(({ id }) => id)].includes(ownId)) ||
    (providerId !== null && providerIdsOf(row).includes(providerId)) ||
    (email !== null && payment.customerEmail !== null && lowerCase(payment.customerEmail) === email) ||
    (gymSlug !== null && gymOf(row) === gymSlug)
  );
}

function providerIdsOf(row: PaymentRow): readonly (string | null)[] {
  const { payment, attempts, refunds, disputes } = row;
  return [
    payment.parentId,
    payment.intentId,
    ...attempts.flatMap(({ providerPaymentId, charges }) => [providerPaymentId, ...charges.map(({ id }) => id)]),
    ...refunds.map(({ providerRefundId }) => providerRefundId),
    ...disputes.flatMap((dispute) => disputeIn(row, dispute)?.providerDisputeId ?? []),
  ];
}
