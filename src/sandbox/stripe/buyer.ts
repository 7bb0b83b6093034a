import type { Settlement } from '../simulator.ts';
import type { StripeContext } from './context.ts';
import {
  DEBIT,
  declinedCard,
  isCharged,
  paymentError,
  usualDecline,
  VISA,
  VISA_3DS,
  VOUCHER,
} from './payables/declines.ts';
import { expire } from './payables/expiry.ts';
import { cancel, hold } from './payables/holds.ts';
import { newIntent } from './payables/intents.ts';
import { newId, secondsOf, type WireIntent, type WireMethod, type WireSession } from './state.ts';

/** Three days, as Stripe has it for OXXO by default. */
const VOUCHER_S = 3 * 24 * 3600;
const UNDECIDED = ['requires_payment_method', 'requires_confirmation', 'requires_action', 'processing'];

type Act = (
  context: StripeContext,
  intent: WireIntent,
  session: WireSession | undefined,
  decline: string | null,
) => void;

/** What a buyer can do with an intent, and the events that Stripe then sends. */
const ACTS = {
  succeed: pay,
  fail,
  voucher,
  process,
  require_action: requireAction,
  cancel: giveUp,
} as const satisfies Record<string, Act>;

/** `id` is an intent's or a session's. @throws Error */
export function settle(context: StripeContext, id: string, how: Settlement, decline: string | null = null): void {
  const { sessions, intents } = context.state;
  if (how === 'pay_twice') throw new Error('a Stripe intent can be paid once');
  if (how === 'two_cards') throw new Error('Stripe’s buyers pay the whole amount at once');
  const session = sessions[id] ?? Object.values(sessions).find((each) => each.payment_intent === id);
  const intent = intents[session?.payment_intent ?? id];
  if (session === undefined && intent === undefined) throw new Error(`there is no ${id} at Stripe`);
  const status = intent?.status ?? session?.status ?? '';
  const isGone = session?.status === 'complete' && status === 'requires_payment_method';
  if (isGone || ![...UNDECIDED, 'open'].includes(status))
    throw new Error(`${id} is ${status} and can't be paid any more`);
  if (session?.status === 'complete' && how === 'cancel')
    throw new Error(`${id} is complete: what the buyer began can't be cancelled`);
  if (session?.status === 'open' && how === 'cancel') expire(context, session);
  else ACTS[how](context, intent ?? confirm(context, session as WireSession), session, decline);
}

/** A new try is made with this method; one that is under way goes on with its own. */
function methodOf({ methods }: StripeContext['state'], { id, status }: WireIntent, ofNewTry: WireMethod): WireMethod {
  const method = status.startsWith('requires_') && status !== 'requires_action' ? ofNewTry : (methods[id] ?? ofNewTry);
  methods[id] = method;
  return method;
}

/** The intent of a page comes into being when the buyer first confirms. */
function confirm({ state, now }: StripeContext, session: WireSession): WireIntent {
  const draft = state.drafts[session.id];
  const { amount_total: amount, currency } = session;
  const given = { amount, currency, description: draft?.title ?? null, receipt_email: session.customer_email };
  const intent = newIntent(
    { ...given, capture_method: draft?.captureMethod ?? 'automatic', metadata: draft?.metadata ?? {} },
    now(),
  );
  state.intents[intent.id] = intent;
  session.payment_intent = intent.id;
  return intent;
}

function pay(context: StripeContext, intent: WireIntent, session: WireSession | undefined): void {
  const { notify, state } = context;
  methodOf(state, intent, VISA);
  const wasComplete = session?.status === 'complete';
  Object.assign(intent, { latest_charge: newId('ch'), last_payment_error: null, next_action: null });
  const isManual = intent.capture_method === 'manual';
  if (isManual) hold(context, intent);
  else Object.assign(intent, { status: 'succeeded', amount_received: intent.amount });
  notify(isManual ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', intent);
  if (session === undefined) return;
  Object.assign(session, { status: 'complete', payment_status: isManual ? 'unpaid' : 'paid', url: null });
  notify(wasComplete ? 'checkout.session.async_payment_succeeded' : 'checkout.session.completed', session);
}

/** The customer may try again, unless the page is complete. */
function fail(
  { notify, state }: StripeContext,
  intent: WireIntent,
  session: WireSession | undefined,
  decline: string | null,
): void {
  const method = methodOf(state, intent, declinedCard(decline ?? 'generic_decline'));
  const word = decline ?? usualDecline(method);
  const charge = isCharged(word) ? newId(method.type === 'card' ? 'ch' : 'py') : null;
  if (charge !== null) intent.latest_charge = charge;
  const error = paymentError(word, method, charge);
  Object.assign(intent, { status: 'requires_payment_method', last_payment_error: error, next_action: null });
  notify('payment_intent.payment_failed', intent);
  if (session?.status === 'complete') notify('checkout.session.async_payment_failed', session);
}

function process({ notify, state }: StripeContext, intent: WireIntent, session: WireSession | undefined): void {
  methodOf(state, intent, DEBIT);
  Object.assign(intent, { status: 'processing', last_payment_error: null });
  notify('payment_intent.processing', intent);
  if (session === undefined) return;
  Object.assign(session, { status: 'complete', url: null });
  notify('checkout.session.completed', session);
}

/**
 * A page that hands a voucher out is complete, and its intent waits for the buyer
 * (https://docs.stripe.com/payments/oxxo/accept-a-payment, 2026-11-28).
 */
function voucher({ now, notify, state }: StripeContext, intent: WireIntent, session: WireSession | undefined): void {
  methodOf(state, intent, VOUCHER);
  const details = {
    expires_after: secondsOf(now()) + VOUCHER_S,
    hosted_voucher_url: 'https://payments.stripe.com/oxxo',
  };
  const next_action = {
    type: 'oxxo_display_details',
    oxxo_display_details: { ...details, number: '01234567890123456789012345678901' },
  };
  Object.assign(intent, { status: 'requires_action', last_payment_error: null, next_action });
  notify('payment_intent.requires_action', intent);
  if (session === undefined) return;
  Object.assign(session, { status: 'complete', url: null });
  notify('checkout.session.completed', session);
}

/** The buyer's bank wants to know more first: the page stays open. */
function requireAction({ notify, state }: StripeContext, intent: WireIntent): void {
  if (intent.status === 'processing') throw new Error(`${intent.id} is processing: the bank has asked already`);
  methodOf(state, intent, VISA_3DS);
  Object.assign(intent, { status: 'requires_action', last_payment_error: null });
  notify('payment_intent.requires_action', intent);
}

function giveUp(context: StripeContext, intent: WireIntent): void {
  cancel(context, intent);
  context.notify('payment_intent.canceled', intent);
}
