import { NOTHING_TOLD, type Report, type Reversal } from '../../../domain/report.ts';
import { type Outcome, ok } from '../../../ports/outcome.ts';
import type { Delivery, Notification, Translation } from '../../../ports/payment-provider.ts';
import type { Client } from './client.ts';
import { readDispute } from './disputes.ts';
import { fieldsOf, intentIdOf, readIntent, readSession, timeOf } from './objects.ts';
import { listRefunds, readRefund } from './refunds.ts';
import { type Reading, reportOfIntent, reportOfSession } from './status.ts';

/** What of an event is read (https://docs.stripe.com/api/events/object, 2026-11-21). */
export type StripeEvent = {
  readonly id: string;
  readonly type: string;
  readonly createdAt: Date;
  /** Null when it doesn't say. */
  readonly livemode: boolean | null;
  /** It happened in an account that is connected to ours, whose endpoint is told too. */
  readonly isOfAnotherAccount: boolean;
  readonly object: unknown;
  /** All of it, as it was parsed. */
  readonly json: unknown;
};

type Meaning = (event: StripeEvent, reading: Reading) => Report | null;

/** The types that are acted on. Everything else is told to us and means nothing. */
const MEANINGS: readonly (readonly [types: RegExp, meaning: Meaning])[] = [
  [
    /^payment_intent\.(?:succeeded|payment_failed|canceled|processing|requires_action|amount_capturable_updated)$/,
    ofIntent,
  ],
  [/^checkout\.session\.(?:completed|expired|async_payment_succeeded|async_payment_failed)$/, ofSession],
  [/^(?:charge\.refunded|refund\.[a-z_]+|charge\.dispute\.[a-z_]+)$/, ofMoneyBack],
];

/** It carries the charge with what was refunded of it in all, but not the refunds themselves. */
const LISTLESS = 'charge.refunded';

const FAILED = /^(?:payment_intent\.payment_failed|checkout\.session\.async_payment_failed)$/;
const EVENT_ID = /^evt_[A-Za-z0-9_]{1,250}$/;
const EVENT_TYPE = /^[a-z0-9_.]{1,100}$/;

/** One event per delivery. */
export function split(delivery: Delivery): readonly Notification[] | null {
  const event = readEvent(parse(delivery.body), delivery.receivedAt);
  if (event === null) return null;
  const { id, type, object } = event;
  return [{ eventId: id, eventType: type, intentId: intentIdOf(object), payload: event }];
}

/**
 * An event carries its object, so that nobody is asked but for the refunds of a charge. It may be old, and the
 * report says so. Its id is signed with it.
 */
export async function translate(client: Client, notification: Notification): Promise<Outcome<Translation>> {
  const event = notification.payload as StripeEvent;
  const meaning = MEANINGS.find(([types]) => types.test(event.type))?.[1];
  const reading: Reading = {
    isLive: client.isLive,
    at: event.createdAt,
    source: 'event',
    saysFailed: FAILED.test(event.type),
  };
  const report = meaning?.(event, reading) ?? null;
  const accountMatches = report?.accountMatches === true && !event.isOfAnotherAccount;
  if (report === null) return ok({ report, key: event.id });
  const reversals = accountMatches ? await reversalsOf(client, event, report) : ok([]);
  if (reversals.kind !== 'ok') return reversals;
  return ok({ report: { ...report, accountMatches, reversals: reversals.value }, key: event.id });
}

function ofIntent({ object }: StripeEvent, reading: Reading): Report | null {
  const intent = readIntent(object);
  return intent === undefined ? null : reportOfIntent(intent, reading);
}

function ofSession({ object }: StripeEvent, reading: Reading): Report | null {
  const session = readSession(object);
  return session === undefined ? null : reportOfSession(session, reading);
}

/** Charges, refunds and disputes carry no reference of ours, only the intent that the money came through. */
function ofMoneyBack({ object, livemode }: StripeEvent, { isLive }: Reading): Report | null {
  const intentId = intentIdOf(object);
  if (intentId === null) return null;
  return { ...NOTHING_TOLD, intentId, accountMatches: (livemode ?? isLive) === isLive };
}

async function reversalsOf(client: Client, { type, object, createdAt }: StripeEvent, { intentId, reversals }: Report) {
  if (type === LISTLESS && intentId !== null) return listRefunds(client, intentId);
  const told = readRefund(object) ?? readDispute(object, createdAt);
  return ok<readonly Reversal[]>(told === undefined ? reversals : [told]);
}

/**
 * Null for what isn't an event, or is a "thin" one of the v2 API. What is signed is not turned away for what it lacks:
 * whatever it is about may be none of our business, and what is acted on is read with care of its own.
 */
function readEvent(value: unknown, receivedAt: Date): StripeEvent | null {
  const { id, object: word = 'event', type, created, livemode, data, account } = fieldsOf(value);
  const createdAt = created === undefined ? receivedAt : timeOf(created);
  if (typeof id !== 'string' || !EVENT_ID.test(id) || word !== 'event') return null;
  if (typeof type !== 'string' || !EVENT_TYPE.test(type) || createdAt === null) return null;
  const isOfAnotherAccount = account !== undefined && account !== null;
  const mode = typeof livemode === 'boolean' ? livemode : null;
  return { id, type, createdAt, livemode: mode, isOfAnotherAccount, object: fieldsOf(data)['object'], json: value };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
