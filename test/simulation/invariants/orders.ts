import type { Sim } from '../sim.ts';
import { hasAnomaly } from './held.ts';

/** An order is paid with its payment, or an anomaly says why not. */
export function checkOrders({ tables, fail, ledger }: Sim): void {
  const rows = [...tables.payments.values()];
  for (const id of ledger.orders) if (!tables.orders.has(id)) fail('E2', `order ${id} was put and is gone`);
  for (const { order } of tables.orders.values()) {
    const own = rows.filter(({ payment: { purpose } }) => purpose.kind === 'order' && purpose.orderId === order.id);
    const paid = own.filter(({ payment }) => payment.status === 'succeeded');
    const isExplained = paid.some((row) => hasAnomaly(row, 'order_differs'));
    const payer = paid.find(({ payment }) => payment.id === order.paidBy);
    if (payer !== undefined && payer.payment.amount.minor !== order.amount.minor)
      fail('M3', `order ${order.id} of ${order.amount.minor} is paid by ${payer.payment.amount.minor}`);
    if (paid.length > 0 && order.status !== 'paid' && !isExplained)
      fail('M3', `order ${order.id} is ${order.status}, and paid`);
    if (order.status === 'paid' && !paid.some(({ payment }) => payment.id === order.paidBy))
      fail('M3', `order ${order.id} is paid by no payment`);
    if (paid.length > 1 && !paid.some((row) => hasAnomaly(row, 'order_paid_twice') || hasAnomaly(row, 'order_differs')))
      fail('M6', `order ${order.id} was paid by ${paid.length} payments, and no anomaly says so`);
  }
}

/** A closing is tried again by then. */
const SOON_MS = 7_200_000;

/** M1: once an order is paid, what else is open of it is closed, not left until its time is over. */
export function checkSurplus({ tables, fail, clearedMs }: Sim): void {
  const rows = [...tables.payments.values()];
  for (const { order } of tables.orders.values()) {
    const paidAt = rows.find(({ payment }) => payment.id === order.paidBy)?.history.at(-1)?.recordedAt;
    if (paidAt === undefined || clearedMs() > paidAt.getTime() + SOON_MS / 2) continue;
    for (const { payment, history } of rows) {
      if (payment.purpose.kind !== 'order' || payment.purpose.orderId !== order.id || payment.id === order.paidBy)
        continue;
      // It was given to no buyer.
      if (payment.parentId === null) continue;
      const closedMs = history.at(-1)?.recordedAt.getTime() ?? Number.POSITIVE_INFINITY;
      const sinceMs = Math.max(paidAt.getTime(), payment.createdAt.getTime());
      if (closedMs > sinceMs + SOON_MS)
        fail('M1', `payment ${payment.id} stayed open after order ${order.id} was paid`);
    }
  }
}
