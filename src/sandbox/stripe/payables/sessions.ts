import { showIntent } from '../charges/charges.ts';
import type { StripeContext } from '../context.ts';
import { requireAmount } from '../requests/amount.ts';
import { invalidRequest, missing } from '../requests/fault.ts';
import { ofIntent, toPage } from '../requests/list.ts';
import { EXPAND, expands, type Form, metadataOf, readParams } from '../requests/params.ts';
import { newId, type StripeState, secondsOf, type WireSession } from '../state.ts';
import { expire, expiryIn } from './expiry.ts';
import { CREATE_SESSION, LIST_SESSIONS } from './session-params.ts';

export function createSession({ state, now, url }: StripeContext, body: string): WireSession {
  const form = readParams(body, CREATE_SESSION);
  const price = (name: string) => form.get(`line_items[0][price_data]${name}`) ?? '';
  const amount = Number(price('[unit_amount]')) * Number(form.get('line_items[0][quantity]'));
  requireAmount(amount, price('[currency]'), 'line_items[0][price_data][unit_amount]');
  const id = newId('cs_test');
  const session: WireSession = {
    id,
    object: 'checkout.session',
    amount_total: amount,
    cancel_url: form.get('cancel_url') ?? null,
    client_reference_id: form.get('client_reference_id') ?? null,
    created: secondsOf(now()),
    currency: price('[currency]'),
    customer_email: form.get('customer_email') ?? null,
    expires_at: expiryIn(form, secondsOf(now())),
    livemode: false,
    metadata: Object.fromEntries(metadataOf(form)),
    mode: 'payment',
    payment_intent: null,
    payment_status: 'unpaid',
    status: 'open',
    success_url: form.get('success_url') ?? '',
    ui_mode: 'hosted_page',
    url: `${url()}/sandbox/pay/${id}`,
  };
  state.sessions[id] = session;
  state.drafts[id] = {
    title: price('[product_data][name]'),
    captureMethod: form.get('payment_intent_data[capture_method]') ?? 'automatic_async',
    statement: form.get('payment_intent_data[statement_descriptor_suffix]') ?? null,
    metadata: Object.fromEntries(metadataOf(form, 'payment_intent_data[metadata]')),
  };
  return session;
}

export function retrieveSession(context: StripeContext, id: string, query: string) {
  const form = readParams(query, EXPAND);
  return shown(context, sessionOf(context.state, id), form);
}

export function expireSession(context: StripeContext, id: string, body: string) {
  const form = readParams(body, EXPAND);
  const session = sessionOf(context.state, id);
  if (session.status !== 'open')
    throw invalidRequest(`Only Checkout Sessions with a status in ["open"] can be expired: it is ${session.status}.`);
  expire(context, session);
  return shown(context, session, form);
}

export function listSessions(context: StripeContext, query: string) {
  const form = readParams(query, LIST_SESSIONS);
  const matching = ofIntent(form, context.state.sessions).filter((session) => matches(session, form));
  const page = toPage('/v1/checkout/sessions', form, matching);
  return { ...page, data: page.data.map((session) => shown(context, session, form, 'data.')) };
}

/** @throws FaultError `resource_missing` */
function sessionOf({ sessions }: StripeState, id: string): WireSession {
  const session = Object.hasOwn(sessions, id) ? sessions[id] : undefined;
  if (session === undefined) throw missing('checkout.session', id);
  return session;
}

function matches(session: WireSession, form: Form): boolean {
  const status = form.get('status') ?? session.status;
  return session.status === status && session.created >= Number(form.get('created[gte]') ?? 0);
}

/** `path` is where the session itself stands in the answer. */
function shown({ state }: StripeContext, session: WireSession, form: Form, path = '') {
  const intent = state.intents[session.payment_intent ?? ''];
  if (intent === undefined || !expands(form, `${path}payment_intent`)) return session;
  return { ...session, payment_intent: showIntent(state, intent, form, `${path}payment_intent.`) };
}
