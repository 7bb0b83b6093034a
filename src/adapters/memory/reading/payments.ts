import type { Dispute } from '../../../domain/payment/dispute.ts';
import { outcomeOf } from '../../../domain/payment/dispute.ts';
import {
  attemptIn,
  captureIn,
  orderIn,
  type PurchaseDispute,
  paymentIn,
  refundIn,
} from '../../../domain/purchase/purchase.ts';
import type { Store } from '../../../ports/store/store.ts';
import { ownerOf, paymentOfKey } from '../keys.ts';
import type { PaymentRow, Tables } from '../tables.ts';
import type { AtOnce } from './methods.ts';

type Reads = Pick<
  Store,
  | 'findOrder'
  | 'findPayment'
  | 'findOpenPayment'
  | 'findPaymentByIntent'
  | 'findRefund'
  | 'findCapture'
  | 'listTransitions'
  | 'listAnomalies'
  | 'listAttempts'
  | 'listRefunds'
  | 'listCaptures'
  | 'listDisputes'
>;

/** What is known of orders and payments. */
export function createPayments(tables: Tables): AtOnce<Reads> {
  const { orders, payments } = tables;
  const rowOf = (id: string) => payments.get(id.toLowerCase());
  const shown = (row: PaymentRow | undefined) => (row === undefined ? null : paymentIn(row.payment));
  return {
    findOrder(id) {
      const row = orders.get(id.toLowerCase());
      return row === undefined ? null : orderIn(row.order);
    },

    findPayment: (id) => shown(rowOf(id)),
    findOpenPayment: (orderId) => shown(paymentOfKey(tables, 'order', orderId.toLowerCase())),

    findPaymentByIntent(accountIds, intentId) {
      const owners = accountIds.flatMap((accountId) => ownerOf(tables, accountId, 'intent', intentId) ?? []);
      return shown(payments.get(owners[0] ?? ''));
    },

    findRefund(id) {
      const refund = paymentOfKey(tables, 'refund', id)?.refunds.find((one) => one.id === id);
      return refund === undefined ? null : refundIn(refund);
    },

    findCapture(id) {
      const capture = paymentOfKey(tables, 'capture', id)?.captures.find((one) => one.id === id);
      return capture === undefined ? null : captureIn(capture);
    },

    listTransitions: (id) => rowOf(id)?.history ?? [],
    listAnomalies: (id) => (rowOf(id)?.anomalies ?? []).map(({ kind, subject, detail }) => ({ kind, subject, detail })),
    listAttempts: (id) => (rowOf(id)?.attempts ?? []).map(attemptIn),
    listRefunds: (id) => (rowOf(id)?.refunds ?? []).map(refundIn),
    listCaptures: (id) => (rowOf(id)?.captures ?? []).map(captureIn),

    listDisputes(id) {
      const row = rowOf(id);
      return row === undefined ? [] : row.disputes.flatMap((dispute) => disputeIn(row, dispute) ?? []);
    },
  };
}

/** Null while the provider has only said that no dispute is open. */
export function disputeIn({ payment }: PaymentRow, dispute: PurchaseDispute): Dispute | null {
  const { providerDisputeId, providerPaymentId, said, createdAt } = dispute;
  const outcome = outcomeOf(dispute);
  if (said === null || outcome === null || createdAt === null) return null;
  const { amount, reason } = said;
  const { id: paymentId, accountId } = payment;
  return { paymentId, accountId, providerDisputeId, providerPaymentId, amount, reason, ...outcome, createdAt };
}
