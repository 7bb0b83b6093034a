import type Stripe from 'stripe';
import type { RefundReport, RefundStatus } from '../../../../domain/payment/refund.ts';
import { type Outcome, ok } from '../../../../ports/outcome.ts';
import type { RefundRequest } from '../../../../ports/payment-provider/requests.ts';
import { fieldsOf } from '../../shared/json.ts';
import { shortened } from '../../shared/text.ts';
import type { Client } from '../calls/client.ts';
import { AT_MOST, allIn, PAGE } from '../calls/list.ts';
import { carried, fromWire } from '../money.ts';
import { intents } from '../parents/intents.ts';
import { INTENT_ID, intentIdOf, timeOf } from '../payments/fields.ts';
import type { Taken } from '../payments/objects.ts';
import { mayBeLetGo, REFERENCE_KEY, withoutLetGo } from './let-go.ts';

/** https://docs.stripe.com/api/refunds/object#refund_object-status, 2026-11-21. An open set. */
const STATUS: ReadonlyMap<unknown, RefundStatus> = new Map([
  ['pending', 'pending'],
  ['requires_action', 'pending'],
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);

/** Cards' refunds begin with `re_`, some other methods' with `pyr_`. */
const REFUND_ID = /^(?:re|pyr)_[A-Za-z0-9_]{1,250}$/;

const MAX_METADATA = 500;

/** The intent is named rather than its charge: it is what we know a provider payment by. */
export async function refund(client: Client, request: RefundRequest): Promise<Outcome<RefundReport>> {
  const amount = carried(request.amount);
  if (typeof amount !== 'number') return amount;
  if (!INTENT_ID.test(request.providerPaymentId)) return noSuchPayment;
  return client.call(
    (stripe) => stripe.refunds.create(paramsOf(request, amount), { idempotencyKey: request.idempotencyKey }),
    readRefund,
  );
}

/** All refunds of the money that was taken through an intent. */
export async function listRefunds(client: Client, intentId: string): Promise<Outcome<readonly RefundReport[]>> {
  const listed = await listRefundObjects(client, intentId);
  if (listed.kind !== 'ok') return listed;
  if (!listed.value.some(mayBeLetGo)) return ok(listed.value.flatMap(reportIn));
  const seen = await intents.retrieve(client, intentId);
  if (seen.kind !== 'ok') return seen;
  return seen.value?.taken ? ok(refundsOfTaken(listed.value, seen.value.taken)) : noSuchPayment;
}

/** What Stripe calls refunds of an intent, newest first: what was held and then let go is among them. */
export async function listRefundObjects(client: Client, intentId: string): Promise<Outcome<readonly unknown[]>> {
  if (!INTENT_ID.test(intentId)) return noSuchPayment;
  return client.call(
    (stripe) => stripe.refunds.list({ payment_intent: intentId, ...PAGE }).autoPagingToArray(AT_MOST),
    (answer) => allIn(answer, (item) => readRefund(item) && item),
  );
}

/** Of all the refund objects of an intent, newest first, those that sent back what was taken. */
export function refundsOfTaken(objects: readonly unknown[], taken: Taken): readonly RefundReport[] {
  return withoutLetGo(objects, taken).flatMap(reportIn);
}

function reportIn(object: unknown): readonly RefundReport[] {
  const refund = readRefund(object);
  return refund === undefined ? [] : [refund];
}

/** Undefined when the value isn't a refund of an intent's money. */
export function readRefund(value: unknown): RefundReport | undefined {
  const { id, object, amount, currency, status, metadata, reason, created } = fieldsOf(value);
  const providerPaymentId = intentIdOf(value);
  if (typeof id !== 'string' || !REFUND_ID.test(id) || object !== 'refund' || providerPaymentId === null)
    return undefined;
  const reference = fieldsOf(metadata)[REFERENCE_KEY];
  return {
    kind: 'refund',
    providerRefundId: id,
    providerPaymentId,
    reference: typeof reference === 'string' ? reference : null,
    isAnonymous: false,
    amount: fromWire(amount, currency),
    status: STATUS.get(status) ?? null,
    madeAt: timeOf(created),
    reason: typeof reason === 'string' ? reason : null,
  };
}

const noSuchPayment = { kind: 'rejected', about: 'request', reason: 'not the id of an intent' } as const;

/** Stripe's own `reason` is one of three words, and decides about fraud lists: ours are words for people. */
function paramsOf({ providerPaymentId, reference, reason }: RefundRequest, amount: number): Stripe.RefundCreateParams {
  const metadata = {
    [REFERENCE_KEY]: reference,
    ...(reason !== null && { reason: shortened(reason, MAX_METADATA) }),
  };
  return { payment_intent: providerPaymentId, amount, metadata };
}
