import type { StripeContext } from '../context.ts';
import { newId, secondsOf, type WireIntent, type WireRefund } from '../state.ts';
import { chargeOf } from './charges.ts';

type Made = Pick<WireRefund, 'amount' | 'balance_transaction' | 'metadata' | 'reason'>;

/** Creates a refund object, and sends the events of it and of its charge. */
export function makeRefund(
  { state, now, notify }: StripeContext,
  intent: WireIntent,
  made: Made,
  status: WireRefund['status'] = 'succeeded',
): WireRefund {
  const refund: WireRefund = {
    id: newId('re'),
    object: 'refund',
    ...made,
    charge: intent.latest_charge,
    created: secondsOf(now()),
    currency: intent.currency,
    failure_reason: null,
    payment_intent: intent.id,
    status,
  };
  state.refunds[refund.id] = refund;
  notify('refund.created', refund);
  notify('charge.refunded', chargeOf(state, intent));
  return refund;
}
