import type { JsonObject, RefundReport, RefundStatus } from 'fitstack-payments/provider-kit';
import { unwritten } from '../unwritten.ts';

/** The provider's words for the state of a refund, each with one of ours. */
export const STATUS: ReadonlyMap<string, RefundStatus> = new Map([]);

/** Posts a refund with its key and reads the answer. Asks `refusal` first. Accepted is `pending`, unless the provider says more. */
export const refund = unwritten('`refund`, in reversals/refunds.ts');

/** All refunds of a payment, those of the dashboard too. */
export const listRefunds = unwritten('`listRefunds`, in reversals/refunds.ts');

/** To be written: the refunds that a payment is shown with. */
export function refundsIn(_payment: JsonObject): readonly RefundReport[] {
  return [];
}
