import { chargeOf } from '../charges/charges.ts';
import { makeRefund } from '../charges/refund-objects.ts';
import type { StripeContext } from '../context.ts';
import { secondsOf, type WireIntent } from '../state.ts';

/** Of a card that was paid with online (https://docs.stripe.com/payments/place-a-hold-on-a-payment-method, 2026-11-28). */
const HELD_S = 7 * 24 * 3600;

/** The customer has agreed to it, and the bank keeps it ready. */
export function hold({ state, now }: StripeContext, intent: WireIntent): void {
  Object.assign(intent, { status: 'requires_capture', amount_capturable: intent.amount });
  state.holds[intent.id] = secondsOf(now()) + HELD_S;
}

/** Takes a part of what is held, or all of it. The rest is let go: Stripe shows that as a refund. */
export function take(context: StripeContext, intent: WireIntent, amount: number): void {
  const restMinor = intent.amount_capturable - amount;
  Object.assign(intent, { status: 'succeeded', amount_received: amount, amount_capturable: 0 });
  context.notify('charge.captured', chargeOf(context.state, intent));
  if (restMinor > 0) letGo(context, intent, restMinor, null);
  context.notify('payment_intent.succeeded', intent);
}

/** The seller did not capture it in time. */
export function expireHolds(context: StripeContext): void {
  const { state, now, notify } = context;
  for (const intent of Object.values(state.intents)) {
    if (intent.status !== 'requires_capture' || (state.holds[intent.id] ?? Infinity) > secondsOf(now())) continue;
    cancel(context, intent, 'expired_uncaptured_charge');
    notify('charge.expired', chargeOf(state, intent));
    notify('payment_intent.canceled', intent);
  }
}

/** What was held is let go: a refund of a charge that was never captured. */
export function cancel(context: StripeContext, intent: WireIntent, reason: string | null = null): void {
  const heldMinor = intent.amount_capturable;
  Object.assign(intent, { status: 'canceled', canceled_at: secondsOf(context.now()), amount_capturable: 0 });
  if (heldMinor > 0) letGo(context, intent, heldMinor, reason);
}

function letGo(context: StripeContext, intent: WireIntent, amount: number, reason: string | null): void {
  makeRefund(context, intent, { amount, metadata: {}, reason, balance_transaction: null });
}
