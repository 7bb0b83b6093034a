import type { DisputeReport, DisputeStatus } from '../../../../domain/payment/dispute.ts';
import type { Outcome } from '../../../../ports/outcome.ts';
import { fieldsOf } from '../../shared/json.ts';
import type { Client } from '../calls/client.ts';
import { AT_MOST, allIn, PAGE } from '../calls/list.ts';
import { fromWire } from '../money.ts';
import { intentIdOf, timeOf } from '../payments/fields.ts';

/**
 * https://docs.stripe.com/api/disputes/object#dispute_object-status, 2026-11-21. An open set: what it lacks is open, and
 * reported. A warning that was closed came to nothing, and what was prevented took no money.
 */
const STATUS: ReadonlyMap<unknown, DisputeStatus> = new Map<unknown, DisputeStatus>([
  ['needs_response', 'open'],
  ['under_review', 'open'],
  ['warning_needs_response', 'open'],
  ['warning_under_review', 'open'],
  ['won', 'won'],
  ['warning_closed', 'won'],
  ['prevented', 'won'],
  ['lost', 'lost'],
]);

/** Cards' disputes begin with `dp_` or `du_`, those of other methods with other letters. */
const DISPUTE_ID = /^[a-z]+_[A-Za-z0-9_]{1,250}$/;

/** All disputes of an intent's money as they are now. */
export function listDisputes(client: Client, intentId: string): Promise<Outcome<readonly DisputeReport[]>> {
  return client.call(
    (stripe) => stripe.disputes.list({ payment_intent: intentId, ...PAGE }).autoPagingToArray(AT_MOST),
    (answer, askedAt) => allIn(answer, (item) => readDispute(item, askedAt)),
  );
}

/** Undefined when the value isn't a dispute about an intent's money. It is like this at the moment that is given. */
export function readDispute(value: unknown, at: Date): DisputeReport | undefined {
  const { id, object, amount, currency, reason, status, created } = fieldsOf(value);
  const providerPaymentId = intentIdOf(value);
  if (typeof id !== 'string' || !DISPUTE_ID.test(id) || object !== 'dispute' || providerPaymentId === null)
    return undefined;
  return {
    kind: 'dispute',
    providerDisputeId: id,
    providerPaymentId,
    amount: fromWire(amount, currency),
    reason: typeof reason === 'string' ? reason.slice(0, 64) : null,
    status: STATUS.get(status) ?? 'open',
    // What was seen can't be older than the dispute: `Date`, by which we know when we asked, is cut to whole seconds.
    occurredAt: new Date(Math.max(at.getTime(), timeOf(created)?.getTime() ?? 0)),
    closesOnly: false,
    ...(!STATUS.has(status) && { unknownStatus: String(status).slice(0, 64) }),
  };
}
