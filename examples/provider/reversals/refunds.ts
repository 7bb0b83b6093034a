import {
  fromDecimals,
  type JsonObject,
  type Outcome,
  ok,
  type RefundReport,
  type RefundRequest,
  type RefundStatus,
  textOrNull,
  timeOrNull,
} from 'fitstack-payments/provider-kit';
import type { Client } from '../calls/client.ts';
import { rejected } from '../calls/errors.ts';
import { refusal, toWire } from '../money.ts';

const STATUS: ReadonlyMap<string, RefundStatus> = new Map([
  ['pending', 'pending'],
  ['sent', 'succeeded'],
  ['returned', 'failed'],
]);

export async function refund(client: Client, request: RefundRequest): Promise<Outcome<RefundReport>> {
  const { amount, reference, providerPaymentId: id, idempotencyKey } = request;
  const refused = refusal(amount);
  if (refused !== null) return rejected('amount', refused.reason);
  const read = (json: JsonObject) => refundIn(json, { id, currency: amount.currency });
  return client.post(
    `/payments/${encodeURIComponent(id)}/refunds`,
    { ...toWire(amount), reference },
    idempotencyKey,
    read,
  );
}

/** A payment is shown with all its refunds. */
export async function listRefunds(client: Client, id: string): Promise<Outcome<readonly RefundReport[]>> {
  const path = `/payments/${encodeURIComponent(id)}`;
  const seen = await client.get(path, (json) => (json['id'] === id ? refundsIn(json) : null));
  return seen.kind === 'ok' ? ok(seen.value ?? []) : seen;
}

export function refundsIn(payment: JsonObject): readonly RefundReport[] {
  const refunds = Array.isArray(payment['refunds']) ? payment['refunds'] : [];
  return refunds.flatMap((refund: JsonObject) => refundIn(refund, payment) ?? []);
}

/** Null when it is no refund. */
function refundIn(refund: JsonObject, { id, currency }: JsonObject): RefundReport | null {
  const [providerRefundId, providerPaymentId] = [textOrNull(refund['id']), textOrNull(id)];
  if (providerRefundId === null || providerPaymentId === null) return null;
  return {
    ...{ kind: 'refund', providerRefundId, providerPaymentId, isAnonymous: false, reason: null },
    reference: textOrNull(refund['reference']),
    amount: fromDecimals(refund['amount'], currency),
    status: STATUS.get(String(refund['status'])) ?? null,
    madeAt: timeOrNull(refund['created_at']),
  };
}
