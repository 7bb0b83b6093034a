import { requireAmount } from './amount.ts';
import { invalidRequest, missing } from './fault.ts';
import { cancel, expands, type IntentsContext } from './intents.ts';
import {
  boolean,
  email,
  type Form,
  integer,
  metadataOf,
  oneOf,
  type Parameters,
  readParams,
  text,
  url as urlCheck,
} from './params.ts';
import { newId, type StripeState, secondsOf, type WireSession } from './state.ts';

const EXPAND = { 'expand[]': { check: text(100) } } as const;
const PRICE = 'line_items[][price_data]';

const CREATE: Parameters = {
  mode: { check: oneOf('payment'), required: true },
  success_url: { check: urlCheck, required: true },
  cancel_url: { check: urlCheck },
  customer_email: { check: email },
  client_reference_id: { check: text(200) },
  expires_at: { check: integer },
  'line_items[][quantity]': { check: integer, required: true },
  [`${PRICE}[currency]`]: { check: text(3), required: true },
  [`${PRICE}[unit_amount]`]: { check: integer, required: true },
  [`${PRICE}[product_data][name]`]: { check: text(5000), required: true },
  'metadata[*]': { check: text(500) },
  'payment_intent_data[metadata][*]': { check: text(500) },
  'payment_intent_data[capture_method]': { check: oneOf('automatic', 'automatic_async', 'manual') },
  'payment_intent_data[description]': { check: text(1000) },
  'adaptive_pricing[enabled]': { check: boolean },
  ...EXPAND,
};
const LIST: Parameters = {
  payment_intent: { check: text(255) },
  status: { check: oneOf('open', 'complete', 'expired') },
  'created[gte]': { check: integer },
  limit: { check: integer },
  starting_after: { check: text(255) },
  ...EXPAND,
};

const SHORTEST_S = 30 * 60;
const LONGEST_S = 24 * 3600;

export type SessionsContext = IntentsContext & { readonly url: () => string };

export function createSession({ state, now, url }: SessionsContext, body: string): WireSession {
  const form = readParams(body, CREATE);
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
    metadata: Object.fromEntries(metadataOf(form, 'payment_intent_data[metadata]')),
  };
  return session;
}

export function retrieveSession(context: SessionsContext, id: string, query: string) {
  const form = readParams(query, EXPAND);
  return shown(context, sessionOf(context.state, id), expands(form, 'payment_intent'));
}

export function expireSession(context: SessionsContext, id: string, body: string) {
  const form = readParams(body, EXPAND);
  const session = sessionOf(context.state, id);
  if (session.status !== 'open')
    throw invalidRequest(`Only Checkout Sessions with a status in ["open"] can be expired: it is ${session.status}.`);
  expire(context, session);
  return shown(context, session, expands(form, 'payment_intent'));
}

export function listSessions(context: SessionsContext, query: string) {
  const form = readParams(query, LIST);
  const limit = Number(form.get('limit') ?? 10);
  const matching = Object.values(context.state.sessions)
    .reverse()
    .filter((session) => matches(session, form));
  const start = matching.findIndex(({ id }) => id === form.get('starting_after')) + 1;
  const withIntent = expands(form, 'data.payment_intent');
  const data = matching.slice(start, start + limit).map((session) => shown(context, session, withIntent));
  return { object: 'list', url: '/v1/checkout/sessions', has_more: matching.length > start + limit, data };
}

/** Pages end by themselves. Looked at before each request, which is when it can be noticed. */
export function expireDue(context: SessionsContext): void {
  const now = secondsOf(context.now());
  for (const session of Object.values(context.state.sessions))
    if (session.status === 'open' && session.expires_at <= now) expire(context, session);
}

export function expire({ state, now, tell }: SessionsContext, session: WireSession): void {
  Object.assign(session, { status: 'expired', url: null });
  const intent = session.payment_intent === null ? undefined : state.intents[session.payment_intent];
  if (intent !== undefined) cancel(intent, now());
  if (intent !== undefined) tell('payment_intent.canceled', intent);
  tell('checkout.session.expired', session);
}

/** @throws FaultError `resource_missing` */
export function sessionOf({ sessions }: StripeState, id: string): WireSession {
  const session = Object.hasOwn(sessions, id) ? sessions[id] : undefined;
  if (session === undefined) throw missing('checkout.session', id);
  return session;
}

function matches(session: WireSession, form: Form): boolean {
  const intent = form.get('payment_intent') ?? session.payment_intent;
  const status = form.get('status') ?? session.status;
  return (
    session.payment_intent === intent &&
    session.status === status &&
    session.created >= Number(form.get('created[gte]') ?? 0)
  );
}

function shown({ state }: SessionsContext, session: WireSession, withIntent: boolean) {
  if (!withIntent || session.payment_intent === null) return session;
  return { ...session, payment_intent: state.intents[session.payment_intent] };
}

function expiryIn(form: Form, now: number): number {
  const expiresAt = Number(form.get('expires_at') ?? now + LONGEST_S);
  if (expiresAt < now + SHORTEST_S || expiresAt > now + LONGEST_S)
    throw invalidRequest('The `expires_at` timestamp must be between 30 minutes and 24 hours from now.', {
      param: 'expires_at',
    });
  return expiresAt;
}
