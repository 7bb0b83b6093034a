import type { StripeContext } from '../context.ts';
import { missing } from '../requests/fault.ts';
import { EXPAND, expands, type Form, readParams } from '../requests/params.ts';
import type { StripeState, WireIntent, WireRefund } from '../state.ts';

/**
 * What an intent's money is held, or was taken, by: with the sum of its refunds, and without these (since the API version
 * 2022-11-15). What was held and let go counts as refunded, too: https://docs.stripe.com/api/charges/object, 2026-11-28.
 */
export function chargeOf(state: StripeState, intent: WireIntent) {
  const refunded = sumOf(refundsOf(state, intent));
  return {
    id: intent.latest_charge ?? '',
    object: 'charge',
    amount: intent.amount,
    amount_captured: intent.amount_received,
    amount_refunded: refunded,
    captured: intent.status === 'succeeded',
    currency: intent.currency,
    disputed: Object.values(state.disputes).some(({ payment_intent }) => payment_intent === intent.id),
    livemode: false,
    metadata: {},
    payment_intent: intent.id,
    payment_method_details: state.methods[intent.id] ?? null,
    refunded: refunded === intent.amount,
    ...outcomeOf(intent),
  };
}

/** A charge that failed says why in other words than the error of its intent. */
function outcomeOf({ status, last_payment_error: error }: WireIntent) {
  if (status !== 'requires_payment_method' || error === null)
    return { failure_code: null, outcome: { type: 'authorized', reason: null }, status: 'succeeded' };
  const reason = error.decline_code ?? error.code;
  return { failure_code: error.code, outcome: { type: 'issuer_declined', reason }, status: 'failed' };
}

export function retrieveCharge({ state }: StripeContext, id: string, query: string) {
  readParams(query, EXPAND);
  const intent = Object.values(state.intents).find(({ latest_charge }) => latest_charge === id);
  if (intent === undefined) throw missing('charge', id);
  return chargeOf(state, intent);
}

/** An intent, with its charge inside where that is asked for; `path` is where the intent itself stands in the answer. */
export function showIntent(state: StripeState, intent: WireIntent, form: Form, path = '') {
  const isShown = expands(form, `${path}latest_charge`) && intent.latest_charge !== null;
  return isShown ? { ...intent, latest_charge: chargeOf(state, intent) } : intent;
}

/** Of what was taken. */
export function refundable(state: StripeState, intent: WireIntent): number {
  const ofTaken = refundsOf(state, intent).filter(({ balance_transaction }) => balance_transaction !== null);
  return intent.amount_received - sumOf(ofTaken);
}

function sumOf(refunds: readonly WireRefund[]): number {
  return refunds.filter(({ status }) => status !== 'failed').reduce((sum, { amount }) => sum + amount, 0);
}

export function refundsOf({ refunds }: StripeState, { id }: WireIntent): WireRefund[] {
  return Object.values(refunds).filter(({ payment_intent }) => payment_intent === id);
}
