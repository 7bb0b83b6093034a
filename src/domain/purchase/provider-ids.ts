import type { Anomaly } from '../payment/anomaly.ts';
import { endCalls } from './calls.ts';
import type { Draft } from './draft.ts';
import { type Facts, subjectOf } from './facts.ts';
import type { Purchase, PurchasePayment } from './purchase.ts';

/** An id of the provider that the payment may take, or why it may not. */
type Offered = { readonly id: string | null; readonly anomalies: readonly Anomaly[] };

const NONE: Offered = { id: null, anomalies: [] };

/**
 * Gives the payment the provider's ids that it lacked, unless another payment has them: that is an anomaly. What was said by an
 * id that is not the payment's is not about it.
 */
export function withIds(purchase: Purchase, was: PurchasePayment, facts: Facts): Draft {
  const { owners } = purchase;
  const parent = was.parentId === null ? offered(facts.parentId, owners?.parent) : NONE;
  const attached = parent.id === null ? was : { ...was, parentId: parent.id, calls: endCalls(was.calls) };
  // The intent of a surplus parent, or of another payment's, is not this payment's.
  const isOfParent = facts.parentId === null || facts.parentId === attached.parentId;
  const intent = was.intentId === null && isOfParent ? offered(facts.intentId, owners?.intent) : NONE;
  const payment = intent.id === null ? attached : { ...attached, intentId: intent.id };
  const taken = [...parent.anomalies, ...intent.anomalies];
  const isOwn = taken.length === 0 && !isOfAnotherParent(payment, facts);
  const anomalies = isOwn ? taken : [...taken, ...paidElsewhere(facts)];
  return { purchase, payment, anomalies, remember: [], isOwn };
}

function offered(said: string | null, owner: string | null | undefined): Offered {
  if (said === null) return NONE;
  if (!owner) return { id: said, anomalies: [] };
  return { id: null, anomalies: [{ kind: 'reference_mismatch', subject: said, detail: { belongs_to: owner } }] };
}

/** Another parent was attached since the caller looked: the one that was said speaks for no payment. */
function isOfAnotherParent(payment: PurchasePayment, { parentId, intentId }: Facts): boolean {
  const differs = (said: string | null, known: string | null) => said !== null && known !== null && said !== known;
  return differs(parentId, payment.parentId) || differs(intentId, payment.intentId);
}

function paidElsewhere(facts: Facts): readonly Anomaly[] {
  if (facts.fact?.kind !== 'succeeded') return [];
  return [{ kind: 'parent_mismatch', subject: subjectOf(facts), detail: {} }];
}
