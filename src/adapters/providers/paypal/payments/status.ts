import { isDeclinable } from '../../../../domain/payment/decline.ts';
import type { Fact, Status } from '../../../../domain/payment/fact.ts';
import type { Attempt, Report } from '../../../../domain/payment/report.ts';
import { fieldsOf, type JsonObject, textOrNull, timeOrNull } from '../../shared/json.ts';
import { fromWire } from '../money.ts';
import { readRefund } from '../reversals/refund.ts';
import { declines } from './declines.ts';
import { readMethod } from './methods.ts';
import { paymentsIn, type WirePayment } from './wire.ts';

/**
 * Status words of captures. Money that was refunded did move.
 * https://developer.paypal.com/docs/api/payments/v2/#definition-capture_status, 2026-11-29
 */
const CAPTURED: Readonly<Record<string, Status>> = {
  COMPLETED: 'succeeded',
  PARTIALLY_REFUNDED: 'succeeded',
  REFUNDED: 'succeeded',
  PENDING: 'processing',
  DECLINED: 'failed',
  FAILED: 'failed',
};

/**
 * Status words of orders without a capture. An order that is `COMPLETED` has one, or is not of this service's making.
 * https://developer.paypal.com/api/orders/v2/definitions/order_status/, 2026-11-29
 */
const ORDERED: Readonly<Record<string, Status>> = {
  CREATED: 'pending',
  SAVED: 'pending',
  PAYER_ACTION_REQUIRED: 'pending',
  APPROVED: 'pending',
  VOIDED: 'cancelled',
};

/** Money first, then what may become money. */
const WEIGHT: Readonly<Record<Status, number>> = { succeeded: 0, processing: 1, pending: 2, failed: 3, cancelled: 4 };

const UNREADABLE_REFUNDS = [{ about: 'refunds', reason: 'PayPal: the refunds of the order can not be read' }] as const;

/** What an order says about its payment. `askedAt` dates what it says without a time of its own. */
export function reportOf(order: JsonObject, unit: JsonObject, askedAt: Date): Report {
  const attempts = attemptsOf(order, unit, askedAt);
  const [attempt = null, ...others] = attempts ?? [];
  const fact = attempts === null ? null : (factOf(attempt) ?? factOfOrder(order, askedAt));
  return {
    reference: textOrNull(unit['custom_id']),
    parentId: textOrNull(order['id']),
    intentId: null,
    // An app is shown the orders that it made, and no others: there is no other account to compare with.
    accountMatches: true,
    fact,
    overAt: fact?.kind === 'cancelled' ? fact.occurredAt : null,
    attempt,
    others,
    reversals: refundsOf(unit),
    unknownStatus: fact === null ? unknownWord(order, unit).slice(0, 64) : null,
    unknownDeclines: declines.unknownIn(attempts ?? []),
    source: timeOrNull(order['update_time']) === null ? 'observation' : 'state',
    ...(fact?.kind === 'pending' && order['status'] === 'APPROVED' && { awaitsCompletion: true }),
    ...(paymentsIn(unit, 'refunds') === null && { unanswered: UNREADABLE_REFUNDS }),
  };
}

/** The order is over when its only capture failed: nothing can be paid through it any more. */
function factOf(attempt: Attempt | null): Fact | null {
  if (attempt === null) return null;
  return attempt.fact.kind === 'failed' ? { ...attempt.fact, kind: 'cancelled' } : attempt.fact;
}

/** This service's orders are made to be captured: one that can't be any more was closed (`close` in parents.ts). */
function factOfOrder({ status, intent, create_time, update_time }: JsonObject, askedAt: Date): Fact | null {
  const kind = Object.hasOwn(ORDERED, String(status)) ? ORDERED[String(status)] : undefined;
  if (kind === undefined) return null;
  if (kind === 'cancelled' || intent === 'AUTHORIZE')
    return { kind: 'cancelled', occurredAt: timeOrNull(update_time) ?? askedAt };
  return { kind, occurredAt: timeOrNull(create_time) ?? askedAt };
}

/** The decisive one first; null when one of them has a word that isn't in the table. */
function attemptsOf(order: JsonObject, unit: JsonObject, askedAt: Date): readonly Attempt[] | null {
  const captures = paymentsIn(unit, 'captures');
  const attempts = captures?.flatMap((capture) => attemptOf(capture, order, askedAt) ?? []);
  if (captures === null || attempts?.length !== captures.length) return null;
  return attempts.toSorted((one, other) => WEIGHT[one.fact.kind] - WEIGHT[other.fact.kind]);
}

function attemptOf(capture: WirePayment, { payment_source: source }: JsonObject, askedAt: Date): Attempt | null {
  const { id, status, amount, processor_response, status_details } = capture;
  const kind = Object.hasOwn(CAPTURED, status) ? CAPTURED[status] : undefined;
  if (kind === undefined) return null;
  const authorized = fromWire(amount);
  const word =
    textOrNull(fieldsOf(processor_response)['response_code']) ?? textOrNull(fieldsOf(status_details)['reason']);
  return {
    providerPaymentId: id,
    fact: { kind, occurredAt: timeOf(capture) ?? askedAt },
    authorized,
    capturedMinor: kind === 'succeeded' ? (authorized?.minor ?? 0) : 0,
    decline: isDeclinable(kind) && word !== null ? declines.read(word) : null,
    method: readMethod(source),
    charges: [],
  };
}

/** A refund changes a capture, too, and is not when the money came. */
function timeOf({ status, create_time, update_time }: WirePayment): Date | null {
  return timeOrNull(status.endsWith('REFUNDED') ? create_time : (update_time ?? create_time));
}

function refundsOf(unit: JsonObject) {
  const [capture] = paymentsIn(unit, 'captures') ?? [];
  const refunds = paymentsIn(unit, 'refunds') ?? [];
  const paymentId = textOrNull(unit['custom_id']);
  return refunds.map((refund) => readRefund(refund, { captureId: capture?.id ?? '', paymentId }));
}

function unknownWord({ status }: JsonObject, unit: JsonObject): string {
  const captures = paymentsIn(unit, 'captures') ?? [];
  return captures.find((capture) => !Object.hasOwn(CAPTURED, capture.status))?.status ?? String(status);
}
