import type { RefundReport, RefundStatus } from '../../../../domain/payment/refund.ts';
import { textOrNull, timeOrNull } from '../../shared/json.ts';
import { fromWire } from '../money.ts';
import { idAbove, type WirePayment } from '../payments/wire.ts';

/** https://developer.paypal.com/docs/api/payments/v2/#definition-refund_status, 2026-11-29 */
const STATUS: Readonly<Record<string, RefundStatus>> = {
  COMPLETED: 'succeeded',
  PENDING: 'pending',
  FAILED: 'failed',
  CANCELLED: 'failed',
};

/** What is known of whose refund it is. `paymentId` is our payment's: one of the dashboard carries what its capture carries. */
type Owner = { readonly captureId: string; readonly paymentId: string | null };

/** A refund as it stands in an order, or alone. */
export function readRefund(refund: WirePayment, { captureId, paymentId }: Owner): RefundReport {
  const { id, status, amount, custom_id, note_to_payer, create_time } = refund;
  const reference = textOrNull(custom_id);
  return {
    kind: 'refund',
    providerRefundId: id,
    providerPaymentId: idAbove(refund, 'captures') ?? captureId,
    reference: reference === paymentId ? null : reference,
    isAnonymous: false,
    amount: fromWire(amount),
    status: (Object.hasOwn(STATUS, status) ? STATUS[status] : undefined) ?? null,
    madeAt: timeOrNull(create_time),
    reason: textOrNull(note_to_payer)?.slice(0, 256) ?? null,
  };
}
