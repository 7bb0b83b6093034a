import { expands, type Form } from './params.ts';
import type { StripeState, WireIntent, WireRefund } from './state.ts';

/** What an intent's money came by: with the sum of its refunds, and without these (since the API version 2022-11-15). */
export function chargeOf(state: StripeState, intent: WireIntent) {
  const left = refundable(state, intent);
  return {
    id: intent.latest_charge ?? '',
    object: 'charge',
    amount: intent.amount_received,
    amount_captured: intent.amount_received,
    amount_refunded: intent.amount_received - left,
    currency: intent.currency,
    disputed: Object.values(state.disputes).some(({ payment_intent }) => payment_intent === intent.id),
    livemode: false,
    metadata: {},
    payment_intent: intent.id,
    refunded: left === 0,
    status: 'succeeded',
  };
}

/** An intent, with its charge inside where that is asked for; `path` is where the intent itself stands in the answer. */
export function showIntent(state: StripeState, intent: WireIntent, form: Form, path = '') {
  const isShown = expands(form, `${path}latest_charge`) && intent.latest_charge !== null;
  return isShown ? { ...intent, latest_charge: chargeOf(state, intent) } : intent;
}

export function refundable(state: StripeState, intent: WireIntent): number {
  const counted = refundsOf(state, intent).filter(({ status }) => status !== 'failed');
  return counted.reduce((left, { amount }) => left - amount, intent.amount_received);
}

export function refundsOf({ refunds }: StripeState, { id }: WireIntent): WireRefund[] {
  return Object.values(refunds).filter(({ payment_intent }) => payment_intent === id);
}
