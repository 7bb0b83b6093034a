import type { DisputeReport, DisputeStatus } from '../../../domain/dispute.ts';
import { fromWire } from './money.ts';
import { fieldsOf, intentIdOf } from './objects.ts';

/**
 * https://docs.stripe.com/api/disputes/object#dispute_object-status, 2026-11-21. An open set: whatever else it is, nobody
 * has decided it. A warning that was closed came to nothing, and what was prevented took no money.
 */
const ENDED: ReadonlyMap<unknown, DisputeStatus> = new Map([
  ['won', 'won'],
  ['warning_closed', 'won'],
  ['prevented', 'won'],
  ['lost', 'lost'],
]);

const DISPUTE_ID = /^(?:dp|du)_[A-Za-z0-9_]{1,250}$/;

/** Undefined when the value isn't a dispute about an intent's money. It is like this at the event's time. */
export function readDispute(value: unknown, occurredAt: Date): DisputeReport | undefined {
  const { id, object, amount, currency, reason, status } = fieldsOf(value);
  const providerPaymentId = intentIdOf(value);
  if (typeof id !== 'string' || !DISPUTE_ID.test(id) || object !== 'dispute' || providerPaymentId === null)
    return undefined;
  return {
    kind: 'dispute',
    providerDisputeId: id,
    providerPaymentId,
    amount: fromWire(amount, currency),
    reason: typeof reason === 'string' ? reason.slice(0, 64) : null,
    status: ENDED.get(status) ?? 'open',
    occurredAt,
    isOnlyAnEnd: false,
  };
}
