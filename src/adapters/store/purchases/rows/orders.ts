import { money } from '../../../../domain/money/money.ts';
import type { OrderStatus } from '../../../../domain/payment/order.ts';
import type { CaptureMethod } from '../../../../domain/payment/payment.ts';
import type { PurchaseOrder } from '../../../../domain/purchase/purchase.ts';
import type { ORDERS } from '../tables.ts';
import type { Flat, Row } from './row.ts';

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
