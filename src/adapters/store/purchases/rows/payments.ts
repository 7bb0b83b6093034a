import { money } from '../../../../domain/money/money.ts';
import type { Status } from '../../../../domain/payment/fact.ts';
import type { CaptureMethod, Purpose } from '../../../../domain/payment/payment.ts';
import type { PurchasePayment } from '../../../../domain/purchase/purchase.ts';
import type { PAYMENTS } from '../tables.ts';
import { callsOf, flatCalls } from './calls.ts';
import { type Flat, type Maybe, type Row, time } from './row.ts';

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
