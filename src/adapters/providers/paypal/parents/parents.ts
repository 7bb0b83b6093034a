import type { Attempt, Report } from '../../../../domain/payment/report.ts';
import { EMPTY_REPORT } from '../../../../domain/payment/report.ts';
import { type Outcome, ok } from '../../../../ports/outcome.ts';
import type { CompleteRequest, OpenRequest, Parent } from '../../../../ports/payment-provider/requests.ts';
import { fieldsOf, type JsonObject } from '../../shared/json.ts';
import type { Client } from '../calls/client.ts';
import { isMissing, judge, unanswered, wordsOf } from '../calls/errors.ts';
import { fromWire, toWire } from '../money.ts';
import { declines, decliningWord } from '../payments/declines.ts';
import { readMethod } from '../payments/methods.ts';
import { unitOf } from '../payments/wire.ts';
import { withDisputes } from '../reversals/disputes.ts';
import { parentOf, requestOf } from './order.ts';
import { getOrder } from './orders.ts';

const NOT_AN_ORDER = unanswered('the answer is not an order');

/** Keys are remembered for 6 hours. https://developer.paypal.com/docs/api/orders/v2/#orders_create, 2026-11-29 */
export async function open(client: Client, request: OpenRequest): Promise<Outcome<Parent>> {
  const amount = toWire(request.amount);
  if (amount === null) return { kind: 'rejected', about: 'amount', reason: 'the amount can not be sent' };
  const answer = await client.call(
    {
      method: 'POST',
      path: '/v2/checkout/orders',
      headers: { 'paypal-request-id': request.idempotencyKey },
      body: JSON.stringify(requestOf(request, amount)),
    },
    judge,
  );
  return answer.kind === 'ok' ? parentIn(answer.value, client) : answer;
}

export async function retrieve(client: Client, parentId: string): Promise<Outcome<Parent | null>> {
  const order = await getOrder(client, parentId);
  if (order.kind !== 'ok' || order.value === null) return order as Outcome<null>;
  const parent = parentIn(order.value, client);
  if (parent.kind !== 'ok') return parent;
  return ok({ ...parent.value, report: await withDisputes(client, parent.value.report) });
}

/**
 * PayPal voids no order that is to be captured, and forgets it after some hours. It is made one that is to be authorized,
 * which no capture can take money from any more (`ACTION_DOES_NOT_MATCH_INTENT`); a buyer who still approves it pays nothing.
 * https://developer.paypal.com/docs/api/orders/v2/#orders_patch, 2026-11-29
 */
export async function close(client: Client, parentId: string): Promise<Outcome<Parent>> {
  const before = await present(client, parentId);
  if (before.kind !== 'ok' || !isOpen(before.value)) return before;
  const patched = await client.call(
    { method: 'PATCH', path: `/v2/checkout/orders/${parentId}`, body: TO_BE_AUTHORIZED },
    // What it is now is looked at, whatever kept it from being changed.
    (refusal) => (refusal.status === 422 || isMissing(refusal) ? ok(null) : judge(refusal)),
  );
  if (patched.kind !== 'ok') return patched;
  const after = await present(client, parentId);
  return after.kind === 'ok' && isOpen(after.value) ? ok(endedHere(after.value, client)) : after;
}

/** An order that PayPal would not change: this service alone takes its money, and does not any more. */
function endedHere(parent: Parent, { now }: Client): Parent {
  const occurredAt = now();
  const { awaitsCompletion: _, ...report } = parent.report;
  const fact = { kind: 'cancelled', occurredAt } as const;
  return { ...parent, handover: '', report: { ...report, fact, overAt: occurredAt, source: 'observation' } };
}

const TO_BE_AUTHORIZED = JSON.stringify([{ op: 'replace', path: '/intent', value: 'AUTHORIZE' }]);

/** The money of one order is taken once, whatever the keys. A decline leaves the order open at PayPal: it is closed here. */
export async function complete(client: Client, request: CompleteRequest): Promise<Outcome<Parent>> {
  const { parentId, idempotencyKey } = request;
  const order = await getOrder(client, parentId);
  if (order.kind !== 'ok') return order;
  const parent = order.value === null ? ok(gone(parentId, client)) : parentIn(order.value, client);
  if (order.value === null || parent.kind !== 'ok' || !parent.value.report.awaitsCompletion) return parent;
  const headers = { 'paypal-request-id': idempotencyKey };
  const answer = await client.call(
    { method: 'POST', path: `/v2/checkout/orders/${parentId}/capture`, headers, body: '{}' },
    (refusal) => {
      const word = decliningWord(wordsOf(refusal));
      if (word !== null) return ok(new Declined(word));
      return refusal.status === 422 || isMissing(refusal) ? ok(null) : judge(refusal);
    },
  );
  if (answer.kind !== 'ok') return answer;
  if (answer.value === null) return present(client, parentId);
  return answer.value instanceof Declined
    ? ended(client, order.value, parentId, answer.value)
    : parentIn(answer.value, client);
}

/** What the buyer pays with was declined, in this word of PayPal's. */
class Declined {
  readonly word: string;

  constructor(word: string) {
    this.word = word;
  }
}

async function ended(
  client: Client,
  order: JsonObject,
  parentId: string,
  { word }: Declined,
): Promise<Outcome<Parent>> {
  const closed = await close(client, parentId);
  if (closed.kind !== 'ok' || closed.value.report.fact?.kind !== 'cancelled') return closed;
  const attempt = declinedAttempt(order, { parentId, word, at: closed.value.report.fact.occurredAt ?? client.now() });
  const report: Report = { ...closed.value.report, attempt, unknownDeclines: declines.unknownIn([attempt]) };
  return ok({ ...closed.value, report });
}

/** PayPal makes no payment of such a try: the order stands for it. */
function declinedAttempt(
  order: JsonObject,
  { parentId, word, at }: { readonly parentId: string; readonly word: string; readonly at: Date },
): Attempt {
  return {
    providerPaymentId: parentId,
    fact: { kind: 'failed', occurredAt: at },
    authorized: fromWire(fieldsOf(unitOf(order))['amount']),
    capturedMinor: 0,
    decline: declines.read(word),
    method: readMethod(order['payment_source']),
    charges: [],
  };
}

/** One that PayPal has forgotten has ended: no money moves but by `complete`, and no capture finds it. */
async function present(client: Client, parentId: string): Promise<Outcome<Parent>> {
  const parent = await retrieve(client, parentId);
  return parent.kind === 'ok' ? ok(parent.value ?? gone(parentId, client)) : parent;
}

function gone(parentId: string, { now }: Client): Parent {
  const occurredAt = now();
  const fact = { kind: 'cancelled', occurredAt } as const;
  const report: Report = { ...EMPTY_REPORT, parentId, fact, overAt: occurredAt, source: 'observation' };
  return { parentId, intentId: null, handover: '', report };
}

function isOpen({ report }: Parent): boolean {
  return report.fact?.kind === 'pending';
}

function parentIn(answer: JsonObject, { now }: Client): Outcome<Parent> {
  const parent = parentOf(answer, now());
  return parent === null ? NOT_AN_ORDER : ok(parent);
}
