import type { Attempt, Report } from '../../../../domain/payment/report.ts';
import { type Outcome, ok } from '../../../../ports/outcome.ts';
import type { Delivery, Notification, Translation } from '../../../../ports/payment-provider/deliveries.ts';
import { fieldsOf, textOrNull } from '../../shared/json.ts';
import type { Client } from '../calls/client.ts';
import { retrieve } from '../parents/parents.ts';
import { failedAttemptOf } from '../payments/charges.ts';
import { declines } from '../payments/declines.ts';
import { intentIdOf } from '../payments/fields.ts';
import { readIntent, readSession } from '../payments/objects.ts';
import { isLeftToIntent, type Reading, reportOfIntent, reportOfSession } from '../payments/status.ts';
import { aboutIntent, reversalsIn } from '../reversals/money-back.ts';
import { readEvent, type StripeEvent } from './event.ts';

type Meant = Outcome<Report | null>;
type Meaning = (client: Client, event: StripeEvent, reading: Reading) => Meant | Promise<Meant>;

/**
 * The types that are acted on, under every name that an API version of an endpoint gives them; docs/stripe-events.md has
 * the table. All others mean nothing to us.
 */
const MEANINGS: readonly (readonly [types: RegExp, meaning: Meaning])[] = [
  [
    /^payment_intent\.(?:succeeded|payment_failed|canceled|processing|requires_action|amount_capturable_updated)$/,
    ofIntent,
  ],
  [/^checkout\.session\.(?:completed|expired|async_payment_succeeded|async_payment_failed)$/, ofSession],
  [/^(?:refund\.[a-z_]+|charge\.(?:refund\.updated|refunded|dispute\.[a-z_]+))$/, ofMoneyBack],
  [/^charge\.(?:captured|expired|failed)$/, ofCharge],
];

const FAILED = /^(?:payment_intent\.payment_failed|checkout\.session\.async_payment_failed)$/;

/** One event per delivery. */
export function split(delivery: Delivery): readonly Notification<StripeEvent>[] | null {
  const event = readEvent(delivery);
  if (event === null) return null;
  const { id, type, object } = event;
  const isActedOn = MEANINGS.some(([types]) => types.test(type));
  const subject = isActedOn ? (textOrNull(fieldsOf(object)['id']) ?? 'none') : null;
  return [{ eventId: id, eventType: type, intentId: intentIdOf(object), subject, payload: event }];
}

/**
 * An event carries its object: it may be old, and the report says so. Where that does not say enough, the provider is asked
 * for the intent as it is now. The event's id is signed with it.
 */
export async function translate(
  client: Client,
  { payload: event }: Notification<StripeEvent>,
): Promise<Outcome<Translation>> {
  const meaning = MEANINGS.find(([types]) => types.test(event.type))?.[1];
  if (meaning === undefined) return ok({ report: null, key: event.id });
  const reading: Reading = {
    isLive: client.isLive,
    at: event.createdAt,
    source: 'event',
    saysFailed: FAILED.test(event.type),
  };
  const report = await meaning(client, event, reading);
  return report.kind === 'ok' ? ok({ report: ofAccount(event, report.value), key: event.id }) : report;
}

function ofAccount({ isOfAnotherAccount }: StripeEvent, report: Report | null): Report | null {
  return report !== null && isOfAnotherAccount ? { ...report, accountMatches: false } : report;
}

function ofIntent(_: Client, { object }: StripeEvent, reading: Reading) {
  const intent = readIntent(object);
  return ok(intent === undefined ? null : reportOfIntent(intent, reading));
}

/** What a page leaves to its intent is asked for; when there is no answer, the intent's own events and the schedule bring it. */
async function ofSession(client: Client, { object }: StripeEvent, reading: Reading): Promise<Meant> {
  const session = readSession(object);
  if (session === undefined) return ok(null);
  const report = reportOfSession(session, reading);
  if (report.fact !== null || !report.accountMatches || !isLeftToIntent(session)) return ok(report);
  const present = await retrieve(client, session.id);
  return ok(present.kind === 'ok' && present.value !== null ? present.value.report : report);
}

/** A refund, a charge that was refunded, or a dispute. */
async function ofMoneyBack(client: Client, event: StripeEvent): Promise<Meant> {
  const about = await aboutIntent(client, event);
  if (about.kind !== 'ok') return about;
  if (about.value === null) return ok(null);
  const { report, object } = about.value;
  const reversals = reversalsIn(object, event.createdAt);
  if (reversals !== null || !report.accountMatches) return ok({ ...report, reversals: reversals ?? [] });
  const present = await presentOf(client, report.intentId);
  if (present.kind === 'ok') return ok(present.value ?? report);
  // Stripe need not send it again: the refunds are asked for later.
  return ok({ ...report, unanswered: [{ about: 'refunds', reason: present.reason }] });
}

/** What became of a charge is in events of its intent, too, but an endpoint may subscribe to charges alone. */
async function ofCharge(client: Client, event: StripeEvent): Promise<Meant> {
  const about = await aboutIntent(client, event);
  if (about.kind !== 'ok') return about;
  if (about.value === null) return ok(null);
  const { report, object } = about.value;
  const present = report.accountMatches ? await presentOf(client, report.intentId) : ok(report);
  if (present.kind !== 'ok' || present.value === null) return present.kind === 'ok' ? ok(report) : present;
  return ok(withFailed(present.value, failedAttemptOf(object, event.createdAt)));
}

/** The intent shows its last try alone: one that failed stays true when the buyer has tried again since. */
function withFailed(present: Report, failed: Attempt | undefined): Report {
  const isShown = failed?.charges.every(({ id }) =>
    present.attempt?.charges.some((one) => one.id === id && one.decline),
  );
  if (failed === undefined || isShown) return present;
  const unknownDeclines = [...present.unknownDeclines, ...declines.unknownIn([failed])];
  return { ...present, others: [...present.others, failed], unknownDeclines };
}

/** Null when this account has no such intent. */
async function presentOf(client: Client, intentId: string | null): Promise<Meant> {
  const parent = await retrieve(client, intentId ?? '');
  return parent.kind === 'ok' ? ok(parent.value?.report ?? null) : parent;
}
