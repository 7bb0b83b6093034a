import { showIntent } from '../charges/charges.ts';
import type { StripeContext } from '../context.ts';
import { requireAmount } from '../requests/amount.ts';
import { invalidRequest, missing } from '../requests/fault.ts';
import { toFound, toPage } from '../requests/list.ts';
import {
  boolean,
  descriptor,
  EXPAND,
  email,
  integer,
  metadataOf,
  oneOf,
  type Parameters,
  readParams,
  text,
} from '../requests/params.ts';
import { newId, type StripeState, secondsOf, type WireIntent } from '../state.ts';
import { cancel, take } from './holds.ts';

const CREATE: Parameters = {
  amount: { check: integer, required: true },
  currency: { check: text(3), required: true },
  'automatic_payment_methods[enabled]': { check: boolean },
  capture_method: { check: oneOf('automatic', 'automatic_async', 'manual') },
  description: { check: text(1000) },
  receipt_email: { check: email },
  statement_descriptor_suffix: { check: descriptor },
  'metadata[*]': { check: text(500) },
  ...EXPAND,
};
const CANCEL: Parameters = {
  cancellation_reason: { check: oneOf('duplicate', 'fraudulent', 'requested_by_customer', 'abandoned') },
  ...EXPAND,
};
const CAPTURE: Parameters = { amount_to_capture: { check: integer }, ...EXPAND };
const SEARCH: Parameters = {
  query: { check: text(1000), required: true },
  limit: { check: integer },
  page: { check: text(255) },
  ...EXPAND,
};

const LIST_INTENTS: Parameters = {
  limit: { check: integer },
  starting_after: { check: text(255) },
  'created[gte]': { check: integer },
  ...EXPAND,
};

/** The one kind of query that is understood: an exact match of one metadata value. */
const METADATA_QUERY = /^metadata\['([^']+)'\]:'((?:[^'\\]|\\.)*)'$/;

const CANCELABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture'];

export function createIntent({ state, now }: StripeContext, body: string): WireIntent {
  const form = readParams(body, CREATE);
  const amount = Number(form.get('amount'));
  const currency = form.get('currency') ?? '';
  requireAmount(amount, currency, 'amount');
  const intent = newIntent(
    {
      amount,
      currency,
      capture_method: form.get('capture_method') ?? 'automatic_async',
      description: form.get('description') ?? null,
      metadata: Object.fromEntries(metadataOf(form)),
      receipt_email: form.get('receipt_email') ?? null,
    },
    now(),
  );
  state.intents[intent.id] = intent;
  return intent;
}

type Given = Pick<WireIntent, 'amount' | 'currency' | 'capture_method' | 'description' | 'metadata' | 'receipt_email'>;

export function newIntent(given: Given, now: Date): WireIntent {
  const id = newId('pi');
  return {
    id,
    object: 'payment_intent',
    ...given,
    amount_capturable: 0,
    amount_received: 0,
    automatic_payment_methods: { enabled: true },
    canceled_at: null,
    client_secret: `${id}_${newId('secret')}`,
    created: secondsOf(now),
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    next_action: null,
    status: 'requires_payment_method',
  };
}

export function retrieveIntent({ state }: StripeContext, id: string, query: string) {
  const form = readParams(query, { client_secret: { check: text(500) }, ...EXPAND });
  return showIntent(state, intentOf(state, id), form);
}

export function cancelIntent(context: StripeContext, id: string, body: string): WireIntent {
  readParams(body, CANCEL);
  const { state, notify } = context;
  const intent = intentOf(state, id);
  if (Object.values(state.sessions).some(({ payment_intent }) => payment_intent === id))
    throw invalidRequest('You cannot cancel the PaymentIntent of a Checkout Session. Expire the Session instead.');
  if (!CANCELABLE.includes(intent.status))
    throw invalidRequest(`You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`, {
      code: 'payment_intent_unexpected_state',
    });
  cancel(context, intent);
  notify('payment_intent.canceled', intent);
  return intent;
}

export function captureIntent(context: StripeContext, id: string, body: string): WireIntent {
  const form = readParams(body, CAPTURE);
  const intent = intentOf(context.state, id);
  if (intent.status !== 'requires_capture')
    throw invalidRequest(`This PaymentIntent could not be captured because it has a status of ${intent.status}.`, {
      code: 'payment_intent_unexpected_state',
    });
  const amount = Number(form.get('amount_to_capture') ?? intent.amount_capturable);
  if (amount <= 0) throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer' });
  if (amount > intent.amount_capturable)
    throw invalidRequest('The amount to capture is greater than the amount that was authorized.', {
      code: 'amount_too_large',
      param: 'amount_to_capture',
    });
  take(context, intent, amount);
  return intent;
}

export function searchIntents({ state, now }: StripeContext, query: string, lagMs: number) {
  const form = readParams(query, SEARCH);
  const [, key = '', escaped = ''] = METADATA_QUERY.exec(form.get('query') ?? '') ?? [];
  if (key === '') throw invalidRequest('We were unable to parse your search query.', { param: 'query' });
  const value = escaped.replace(/\\(.)/g, '$1');
  const indexedBefore = (now().getTime() - lagMs) / 1000;
  const matching = Object.values(state.intents).filter(
    (intent) => intent.metadata[key] === value && intent.created <= indexedBefore,
  );
  return toFound('/v1/payment_intents/search', form, matching);
}

export function listIntents({ state }: StripeContext, query: string) {
  const form = readParams(query, LIST_INTENTS);
  const since = Number(form.get('created[gte]') ?? 0);
  const matching = Object.values(state.intents).filter(({ created }) => created >= since);
  return toPage('/v1/payment_intents', form, matching);
}

/** @throws FaultError `resource_missing` */
export function intentOf({ intents }: StripeState, id: string): WireIntent {
  const intent = Object.hasOwn(intents, id) ? intents[id] : undefined;
  if (intent === undefined) throw missing('payment_intent', id);
  return intent;
}
