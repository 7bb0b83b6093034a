import type { Payable, Settlement } from '../../simulator.ts';
import type { StripeContext } from '../context.ts';
import { inMajorUnits } from '../requests/amount.ts';
import type { StripeState, WireIntent, WireSession } from '../state.ts';

const FRESH = [
  'succeed',
  'fail',
  'voucher',
  'require_action',
  'process',
  'cancel',
] as const satisfies readonly Settlement[];

/** What a buyer can do with an intent in each status; in the others, nothing. */
const CAN: Readonly<Record<string, readonly Settlement[]>> = {
  requires_payment_method: FRESH,
  requires_confirmation: FRESH,
  requires_action: ['succeed', 'fail', 'cancel'],
  processing: ['succeed', 'fail'],
};

/** Intents that no page stands for, then pages, each newest first; also those that have ended. */
export function payables({ state }: StripeContext, merchant: string): readonly Payable[] {
  const pages = Object.values(state.sessions);
  const ofPages = new Set(pages.map(({ payment_intent }) => payment_intent));
  const intents = Object.values(state.intents).filter(({ id }) => !ofPages.has(id));
  return [
    ...intents.map((intent) => payableOf(intent, state, merchant)).reverse(),
    ...pages.map((page) => payableOfSession(page, state, merchant)).reverse(),
  ];
}

function payableOf(intent: WireIntent, state: StripeState, merchant: string): Payable {
  const { id, description, amount, receipt_email: payer, status } = intent;
  return {
    ...common(intent, merchant),
    title: description ?? id,
    amount: inMajorUnits(amount, intent.currency),
    status,
    payer,
    can: CAN[status] ?? [],
    attempts: [],
    problem: intent.last_payment_error?.message ?? null,
    statement: null,
    returnUrl: returnOf(intent, state.returns[id]),
  };
}

/**
 * With what Stripe.js adds to the `return_url` of `confirmPayment`, but for the client secret, which no page here shows.
 * https://docs.stripe.com/js/payment_intents/confirm_payment, 2026-11-28
 */
function returnOf({ id, status }: WireIntent, returnUrl: string | undefined): string | null {
  if (returnUrl === undefined) return null;
  const url = new URL(returnUrl);
  url.searchParams.append('payment_intent', id);
  url.searchParams.append('redirect_status', REDIRECT_STATUS[status] ?? 'pending');
  return url.href;
}

const REDIRECT_STATUS: Readonly<Record<string, string>> = {
  succeeded: 'succeeded',
  requires_capture: 'succeeded',
  requires_payment_method: 'failed',
  canceled: 'failed',
};

function payableOfSession(session: WireSession, { intents, drafts }: StripeState, merchant: string): Payable {
  const { id, amount_total, status, customer_email: payer } = session;
  const intent = intents[session.payment_intent ?? ''];
  return {
    ...common(session, merchant),
    title: drafts[id]?.title ?? id,
    amount: inMajorUnits(amount_total, session.currency),
    status,
    payer,
    can: canDo(session, intent),
    attempts: intent === undefined ? [] : [{ id: intent.id, status: intent.status }],
    problem: intent?.last_payment_error?.message ?? null,
    statement: drafts[id]?.statement ?? null,
    returnUrl: returnUrlOf(session),
  };
}

/** A buyer who leaves the page without having paid goes back elsewhere. https://docs.stripe.com/payments/checkout/custom-success-page, 2026-11-21 */
function returnUrlOf({ id, status, success_url, cancel_url }: WireSession): string {
  if (status !== 'complete') return cancel_url ?? success_url;
  return success_url.replaceAll('{CHECKOUT_SESSION_ID}', id);
}

function common({ id, metadata, currency, created }: WireIntent | WireSession, merchant: string) {
  return {
    ...{ id, reference: metadata['payment_id'] ?? null, merchant, currency: currency.toUpperCase() },
    openedAt: new Date(created * 1000).toISOString(),
    page: `/sandbox/pay/${id}`,
  };
}

/** A complete page may still have a payment under way; an expired one has none. */
function canDo({ status }: WireSession, intent: WireIntent | undefined): readonly Settlement[] {
  if (status === 'expired') return [];
  const can = CAN[intent?.status ?? (status === 'open' ? 'requires_payment_method' : '')] ?? [];
  if (status === 'open') return can;
  return intent?.status === 'requires_payment_method' ? [] : can.filter((how) => how !== 'cancel');
}
