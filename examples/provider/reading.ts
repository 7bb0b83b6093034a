import {
  type Attempt,
  createDeclines,
  type DeclineWords,
  EMPTY_REPORT,
  fromDecimals,
  type JsonObject,
  type Parent,
  type RefundReport,
  type RefundStatus,
  type Status,
  textOrNull,
  timeOrNull,
} from 'fitstack-payments/provider-kit';

/** A failed try ends its payment. What is not in the table is no fact. */
const STATUS: ReadonlyMap<string, Status> = new Map([
  ['open', 'pending'],
  ['in_progress', 'processing'],
  ['paid', 'succeeded'],
  ['failed', 'cancelled'],
  ['cancelled', 'cancelled'],
]);
const TRIED: readonly string[] = ['in_progress', 'paid', 'failed'];

const REFUND_STATUS: ReadonlyMap<string, RefundStatus> = new Map([
  ['pending', 'pending'],
  ['sent', 'succeeded'],
  ['returned', 'failed'],
]);

const NONE: readonly string[] = [];
const WORDS: DeclineWords = {
  ...{ declined: ['card_declined'], insufficient_funds: ['no_funds'], incorrect_data: NONE, expired_card: NONE },
  ...{ authentication_required: NONE, authentication_failed: NONE, limit_exceeded: NONE, contact_issuer: NONE },
  ...{ lost_or_stolen: NONE, fraud_suspected: NONE, method_unavailable: NONE, duplicate: NONE },
  ...{ voucher_expired: NONE, processing_error: NONE },
};
const declines = createDeclines(WORDS);

/** Null when it is no payment. `holder`: whose key asked. */
export function parentIn(json: JsonObject, holder: string | null): Parent | null {
  const [id, status, reference] = [textOrNull(json['id']), textOrNull(json['status']), textOrNull(json['reference'])];
  const occurredAt = timeOrNull(json['updated_at']);
  if (id === null || status === null || reference === null || occurredAt === null) return null;
  const kind = STATUS.get(status);
  const attempt = kind !== undefined && TRIED.includes(status) ? attemptIn(json, id, kind, occurredAt) : null;
  const report = {
    ...{ ...EMPTY_REPORT, reference, parentId: id, accountMatches: json['owner'] === holder },
    ...{ fact: kind === undefined ? null : { kind, occurredAt }, attempt, source: 'state' as const },
    overAt: kind === 'cancelled' ? occurredAt : null,
    reversals: refundsIn(json),
    unknownStatus: kind === undefined ? status.slice(0, 64) : null,
    unknownDeclines: declines.unknownIn([attempt]),
  };
  return { parentId: id, intentId: null, handover: textOrNull(json['page']) ?? '', report };
}

function attemptIn(json: JsonObject, id: string, kind: Status, occurredAt: Date): Attempt {
  const authorized = fromDecimals(json['amount'], json['currency']);
  const word = textOrNull(json['decline_code']);
  return {
    providerPaymentId: id,
    fact: { kind: kind === 'cancelled' ? 'failed' : kind, occurredAt },
    authorized,
    capturedMinor: kind === 'succeeded' ? (authorized?.minor ?? 0) : 0,
    decline: word === null ? null : declines.read(word),
    method: { type: 'card', brand: null, last4: textOrNull(json['card_last4']), installments: null },
    charges: [],
  };
}

export function refundsIn(payment: JsonObject): readonly RefundReport[] {
  const refunds = Array.isArray(payment['refunds']) ? payment['refunds'] : [];
  return refunds.flatMap((refund: JsonObject) => refundIn(refund, payment) ?? []);
}

/** Null when it is no refund. */
export function refundIn(refund: JsonObject, { id, currency }: JsonObject): RefundReport | null {
  const [providerRefundId, providerPaymentId] = [textOrNull(refund['id']), textOrNull(id)];
  if (providerRefundId === null || providerPaymentId === null) return null;
  return {
    ...{ kind: 'refund', providerRefundId, providerPaymentId, isAnonymous: false, reason: null },
    reference: textOrNull(refund['reference']),
    amount: fromDecimals(refund['amount'], currency),
    status: REFUND_STATUS.get(String(refund['status'])) ?? null,
    madeAt: timeOrNull(refund['created_at']),
  };
}
