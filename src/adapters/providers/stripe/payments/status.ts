import { isDeclinable } from '../../../../domain/payment/decline.ts';
import type { Status } from '../../../../domain/payment/fact.ts';
import type { Attempt, Report, Source } from '../../../../domain/payment/report.ts';
import { declines } from './declines.ts';
import type { Intent, Session } from './objects.ts';

/** https://docs.stripe.com/payments/paymentintents/lifecycle, 2026-11-21. An open set: other words are no fact. */
const INTENT_STATUS: ReadonlyMap<string, Status> = new Map([
  ['requires_payment_method', 'pending'], // failed, when a try has failed
  ['requires_confirmation', 'pending'],
  ['requires_action', 'pending'],
  ['processing', 'processing'],
  ['requires_capture', 'processing'],
  ['canceled', 'cancelled'],
  ['succeeded', 'succeeded'],
]);

/** Before the customer has given anything to pay with, there is no attempt. */
const UNTRIED: readonly string[] = ['requires_payment_method', 'requires_confirmation'];

/**
 * `status/payment_status` (https://docs.stripe.com/api/checkout/sessions/object, 2026-11-21). A complete page that is not
 * paid is not in it: the buyer may hold a voucher, the bank may be at it, or the money waits to be captured. Which of these
 * it is only the intent says, so that all events of the same moment say the same.
 */
const SESSION_STATUS: ReadonlyMap<string, Status> = new Map([
  ['open/unpaid', 'pending'],
  ['complete/paid', 'succeeded'],
  ['expired/unpaid', 'cancelled'],
]);

const LEFT_TO_INTENT = 'complete/unpaid';

/** How an object is to be read. */
export type Reading = {
  /** Whether the key that fetched the object, or whose endpoint received it, moves real money. */
  readonly isLive: boolean;
  /** What the object says is true of this moment, on Stripe's clock. */
  readonly at: Date;
  readonly source: Source;
  /** An event's type says that a try has failed, which a session doesn't show by itself. */
  readonly saysFailed?: boolean;
};

export type Moment = Pick<Reading, 'at' | 'source'>;

/** The present state: Stripe's objects don't say when they changed last. */
export function observedAt(askedAt: Date): Moment {
  return { at: askedAt, source: 'observation' };
}

/** What the answer to a creation says was true then: for a repeated key it is replayed, however old it is. */
export function asMade(createdAt: Date | null, askedAt: Date): Moment {
  return createdAt === null ? observedAt(askedAt) : { at: createdAt, source: 'state' };
}

/**
 * One intent is one provider payment, however often the customer tries: only one of its charges can
 * succeed, and every event, refund and dispute names the intent. Each charge is a try.
 */
export function reportOfIntent(intent: Intent, reading: Reading): Report {
  const kind = kindOfIntent(intent, reading);
  const attempt = attemptOfIntent(intent, kind, reading);
  return {
    reference: intent.reference,
    parentId: intent.isOfASession ? null : intent.id,
    intentId: intent.id,
    accountMatches: intent.livemode === reading.isLive,
    fact: kind === null ? null : { kind, occurredAt: reading.at },
    attempt,
    overAt: null,
    others: [],
    reversals: [],
    unknownStatus: kind === null ? intent.status.slice(0, 64) : null,
    unknownDeclines: declines.unknownIn([attempt]),
    source: reading.source,
  };
}

export function reportOfSession(session: Session, reading: Reading): Report {
  const kind = kindOfSession(session, reading);
  const attempt = attemptOfSession(session, kind, reading);
  return {
    reference: session.reference,
    parentId: session.id,
    intentId: session.intentId,
    accountMatches: session.livemode === reading.isLive,
    fact: kind === null ? null : { kind, occurredAt: reading.at },
    attempt,
    overAt: null,
    others: [],
    reversals: [],
    unknownStatus: kind === null && !isLeftToIntent(session) ? wordsOf(session).slice(0, 64) : null,
    unknownDeclines: declines.unknownIn([attempt]),
    source: reading.source,
  };
}

function kindOfIntent({ status, hasFailed }: Intent, { saysFailed }: Reading): Status | null {
  if (saysFailed || (hasFailed && status === 'requires_payment_method')) return 'failed';
  return INTENT_STATUS.get(status) ?? null;
}

/** While the page is alive, or when it is complete, its intent knows more: a failed try, an authorization. */
function kindOfSession(session: Session, reading: Reading): Status | null {
  if (isOverUnpaid(session, reading)) return 'cancelled';
  if (reading.saysFailed) return 'failed';
  const kind = SESSION_STATUS.get(wordsOf(session)) ?? null;
  const isDecided = kind === 'cancelled' || (kind === null && wordsOf(session) !== LEFT_TO_INTENT);
  return isDecided || session.intent === null ? kind : kindOfIntent(session.intent, reading);
}

/** It says nothing by itself, and its intent isn't shown. */
export function isLeftToIntent(session: Session): boolean {
  return wordsOf(session) === LEFT_TO_INTENT && session.intent === null;
}

/**
 * A complete page is gone, and takes no second try: if a delayed payment fails after it, no buyer can pay any more.
 * Nor can it be expired (https://docs.stripe.com/api/checkout/sessions/expire, 2026-11-22).
 */
function isOverUnpaid({ status, paymentStatus, intent }: Session, { saysFailed }: Reading): boolean {
  if (status !== 'complete' || paymentStatus !== 'unpaid') return false;
  return saysFailed === true || intent?.status === 'requires_payment_method';
}

function attemptOfIntent(intent: Intent, kind: Status | null, { at }: Reading): Attempt | null {
  if (kind === null || (kind === 'pending' && UNTRIED.includes(intent.status))) return null;
  const { id: providerPaymentId, amount: authorized, receivedMinor: capturedMinor, method, charges } = intent;
  const decline = isDeclinable(kind) ? intent.decline : null;
  return { providerPaymentId, fact: { kind, occurredAt: at }, authorized, capturedMinor, decline, method, charges };
}

function attemptOfSession(session: Session, kind: Status | null, reading: Reading): Attempt | null {
  if (session.intent !== null) return attemptOfIntent(session.intent, kind, reading);
  if (session.intentId === null || kind === null || kind === 'pending') return null;
  const { intentId: providerPaymentId, amount: authorized } = session;
  const capturedMinor = kind === 'succeeded' ? (authorized?.minor ?? 0) : 0;
  const fact = { kind, occurredAt: reading.at };
  return { providerPaymentId, fact, authorized, capturedMinor, decline: null, method: null, charges: [] };
}

function wordsOf({ status, paymentStatus }: Session): string {
  return `${status}/${paymentStatus}`;
}
