import type { RefundReport } from '../../../../domain/payment/refund.ts';
import type { RefundRequest } from '../../../../ports/payment-provider/requests.ts';

/** The operator who asks for the refund hands the money back. */
export function refund({ reference, providerPaymentId, amount, reason }: RefundRequest, madeAt: Date): RefundReport {
  return {
    kind: 'refund',
    // The adapter keeps nothing: our refund's id is the only one that there is.
    providerRefundId: reference,
    providerPaymentId,
    reference,
    isAnonymous: false,
    amount,
    status: 'succeeded',
    madeAt,
    reason,
  };
}
