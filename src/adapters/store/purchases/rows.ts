import { type Money, money } from '../../../domain/money/money.ts';
import type { AnomalyKind } from '../../../domain/payment/anomaly.ts';
import type { Capture } from '../../../domain/payment/capture.ts';
import type { DisputeStatus } from '../../../domain/payment/dispute.ts';
import type { Status } from '../../../domain/payment/fact.ts';
import type { OrderStatus } from '../../../domain/payment/order.ts';
import type { CaptureMethod, Purpose } from '../../../domain/payment/payment.ts';
import type { RefundStatus } from '../../../domain/payment/refund.ts';
import type { Calls } from '../../../domain/purchase/calls.ts';
import type {
  PurchaseAnomaly,
  PurchaseCapture,
  PurchaseDispute,
  PurchaseOrder,
  PurchasePayment,
  PurchaseRefund,
} from '../../../domain/purchase/purchase.ts';
import { jsonText } from '../postgres/database.ts';
import type { ANOMALIES, CAPTURES, Columns, DISPUTES, ORDERS, PAYMENTS, REFUNDS, Value } from './tables.ts';

/** A row as PostgreSQL writes it in JSON, under the names of its columns: times are texts, amounts numbers. */
export type Row<C extends Columns> = {
  readonly [Name in keyof C]: C[Name] extends 'bigint' | 'integer'
    ? number
    : C[Name] extends 'jsonb'
      ? unknown
      : string;
};

/** A row to be written, under the names of its columns. */
export type Flat<C extends Columns> = { readonly [Name in keyof C]: Value };

/** Which payment a row hangs on. */
export type Of = Pick<PurchasePayment, 'id' | 'accountId'>;

export type Maybe<T> = T | null;

export function time(text: Maybe<string>): Date | null {
  return text === null ? null : new Date(text);
}

export function moneyIn({ minor, currency }: { minor: Maybe<number>; currency: Maybe<string> }): Money | null {
  return minor === null || currency === null ? null : money(minor, currency);
}

type CallColumns = Pick<
  typeof PAYMENTS,
  'round' | 'unknown_calls' | 'unknown_since' | 'lease_token' | 'lease_began_at' | 'lease_until'
>;

function callsOf(row: Row<CallColumns>): Calls {
  const { round, unknown_calls: unknownCalls, lease_token: token } = row;
  const [beganAt, until] = [time(row.lease_began_at), time(row.lease_until)];
  const lease = token !== null && beganAt !== null && until !== null ? { token, beganAt, until } : null;
  return { round, unknownCalls, unknownSince: time(row.unknown_since), lease };
}

function flatCalls({ round, unknownCalls, unknownSince, lease }: Calls): Flat<CallColumns> {
  return {
    round,
    unknown_calls: unknownCalls,
    unknown_since: unknownSince,
    lease_token: lease?.token ?? null,
    lease_began_at: lease?.beganAt ?? null,
    lease_until: lease?.until ?? null,
  };
}

export function orderOf(row: Row<typeof ORDERS>): PurchaseOrder {
  return {
    id: row.id,
    userId: row.user_id,
    amount: money(row.amount_minor, row.currency),
    customerEmail: row.customer_email,
    description: row.description,
    provider: row.provider,
    captureMethod: row.capture_method as CaptureMethod,
    returnUrl: row.return_url,
    status: row.status as OrderStatus,
    paidBy: row.paid_by,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}

export function flatOrder(order: PurchaseOrder): Flat<typeof ORDERS> {
  return {
    id: order.id,
    user_id: order.userId,
    amount_minor: order.amount.minor,
    currency: order.amount.currency,
    customer_email: order.customerEmail,
    description: order.description,
    provider: order.provider,
    capture_method: order.captureMethod,
    return_url: order.returnUrl,
    status: order.status,
    paid_by: order.paidBy,
    created_at: order.createdAt,
    updated_at: order.updatedAt,
  };
}

export function paymentOf(row: Row<typeof PAYMENTS>): PurchasePayment {
  return {
    id: row.id,
    userId: row.user_id,
    purpose: purposeOf(row.order_id, row.gym_slug),
    accountId: row.account_id,
    provider: row.provider,
    amount: money(row.amount_minor, row.currency),
    title: row.title,
    customerEmail: row.customer_email,
    captureMethod: row.capture_method as CaptureMethod,
    returnUrl: row.return_url,
    statementDescriptor: row.statement_descriptor,
    expiresAt: new Date(row.expires_at),
    status: row.status as Status,
    statusAt: time(row.status_at),
    transitions: row.transitions,
    events: row.events,
    parentId: row.parent_id,
    intentId: row.intent_id,
    calls: callsOf(row),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}

/** The database forbids a payment that is for nothing. */
function purposeOf(orderId: Maybe<string>, gymSlug: Maybe<string>): Purpose {
  return orderId === null ? { kind: 'checkout', gymSlug: gymSlug ?? '' } : { kind: 'order', orderId };
}

export function flatPayment(payment: PurchasePayment): Flat<typeof PAYMENTS> {
  const { purpose } = payment;
  return {
    id: payment.id,
    user_id: payment.userId,
    order_id: purpose.kind === 'order' ? purpose.orderId : null,
    gym_slug: purpose.kind === 'checkout' ? purpose.gymSlug : null,
    account_id: payment.accountId,
    provider: payment.provider,
    amount_minor: payment.amount.minor,
    currency: payment.amount.currency,
    title: payment.title,
    customer_email: payment.customerEmail,
    capture_method: payment.captureMethod,
    return_url: payment.returnUrl,
    statement_descriptor: payment.statementDescriptor,
    expires_at: payment.expiresAt,
    status: payment.status,
    status_at: payment.statusAt,
    transitions: payment.transitions,
    events: payment.events,
    parent_id: payment.parentId,
    intent_id: payment.intentId,
    ...flatCalls(payment.calls),
    created_at: payment.createdAt,
    updated_at: payment.updatedAt,
  };
}

export function refundOf(row: Row<typeof REFUNDS>): PurchaseRefund {
  return {
    id: row.id,
    paymentId: row.payment_id,
    partOf: row.part_of,
    accountId: row.account_id,
    providerPaymentId: row.provider_payment_id,
    amount: money(row.amount_minor, row.currency),
    reason: row.reason,
    requestedBy: row.requested_by,
    status: row.status as RefundStatus,
    providerRefundId: row.provider_refund_id,
    calls: callsOf(row),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}

export function flatRefund(refund: PurchaseRefund): Flat<typeof REFUNDS> {
  return {
    id: refund.id,
    payment_id: refund.paymentId,
    part_of: refund.partOf,
    account_id: refund.accountId,
    provider_payment_id: refund.providerPaymentId,
    amount_minor: refund.amount.minor,
    currency: refund.amount.currency,
    reason: refund.reason,
    requested_by: refund.requestedBy,
    status: refund.status,
    provider_refund_id: refund.providerRefundId,
    ...flatCalls(refund.calls),
    created_at: refund.createdAt,
    updated_at: refund.updatedAt,
  };
}

export function captureOf(row: Row<typeof CAPTURES>): PurchaseCapture {
  return {
    id: row.id,
    paymentId: row.payment_id,
    providerPaymentId: row.provider_payment_id,
    amount: money(row.amount_minor, row.currency),
    requestedBy: row.requested_by,
    status: row.status as Capture['status'],
    calls: callsOf(row),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}

export function flatCapture(capture: PurchaseCapture, { accountId }: Of): Flat<typeof CAPTURES> {
  return {
    id: capture.id,
    payment_id: capture.paymentId,
    account_id: accountId,
    provider_payment_id: capture.providerPaymentId,
    amount_minor: capture.amount.minor,
    currency: capture.amount.currency,
    requested_by: capture.requestedBy,
    status: capture.status,
    ...flatCalls(capture.calls),
    created_at: capture.createdAt,
    updated_at: capture.updatedAt,
  };
}

export function disputeOf(row: Row<typeof DISPUTES>): PurchaseDispute {
  const amount = moneyIn({ minor: row.amount_minor, currency: row.currency });
  const status = row.status as Maybe<DisputeStatus>;
  const occurredAt = time(row.status_at);
  return {
    providerDisputeId: row.provider_dispute_id,
    providerPaymentId: row.provider_payment_id,
    said: status && occurredAt && { status, occurredAt, amount, reason: row.reason },
    overWonAt: time(row.over_won_at),
    overLostAt: time(row.over_lost_at),
    createdAt: time(row.created_at),
  };
}

export function flatDispute(dispute: PurchaseDispute, { id, accountId }: Of): Flat<typeof DISPUTES> {
  const { said } = dispute;
  return {
    account_id: accountId,
    provider_dispute_id: dispute.providerDisputeId,
    payment_id: id,
    provider_payment_id: dispute.providerPaymentId,
    amount_minor: said?.amount?.minor ?? null,
    currency: said?.amount?.currency ?? null,
    reason: said?.reason ?? null,
    status: said?.status ?? null,
    status_at: said?.occurredAt ?? null,
    over_won_at: dispute.overWonAt,
    over_lost_at: dispute.overLostAt,
    created_at: dispute.createdAt,
  };
}

export function anomalyOf(row: Row<typeof ANOMALIES>): PurchaseAnomaly {
  const { id, subject, resolved_by: by, resolution: reason } = row;
  const at = time(row.resolved_at);
  const detail = row.detail as PurchaseAnomaly['detail'];
  const resolution = at === null ? null : { by, reason, at };
  return { kind: row.kind as AnomalyKind, subject, detail, id, recordedAt: new Date(row.recorded_at), resolution };
}

export function flatAnomaly(anomaly: PurchaseAnomaly, payment: Of): Flat<typeof ANOMALIES> {
  const { resolution } = anomaly;
  return {
    id: anomaly.id,
    payment_id: payment.id,
    kind: anomaly.kind,
    subject: anomaly.subject,
    detail: jsonText(anomaly.detail),
    recorded_at: anomaly.recordedAt,
    resolved_at: resolution?.at ?? null,
    resolved_by: resolution?.by ?? null,
    resolution: resolution?.reason ?? null,
  };
}
