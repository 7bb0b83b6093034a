import { isOpen, STATUSES } from '../../../domain/payment/fact.ts';
import type { Store } from '../../../ports/store/store.ts';
import { type Database, isUuid, storable } from '../postgres/database.ts';
import { anomalyOf, attemptOf, paymentOf, transitionOf } from './rows.ts';

type Reads = Pick<
  Store,
  'findOpenPayment' | 'findPaymentByIntent' | 'listTransitions' | 'listAnomalies' | 'listAttempts'
>;

const OPEN = STATUSES.filter(isOpen);

/** Reads of payments. */
export function createPayments({ prisma }: Database): Reads {
  return {
    async findOpenPayment(orderId) {
      if (!isUuid(orderId)) return null;
      const row = await prisma.payment.findFirst({ where: { orderId, status: { in: OPEN } } });
      return row && paymentOf(row);
    },

    async findPaymentByIntent(accountIds, intentId) {
      const where = { accountId: { in: accountIds.filter(isUuid) }, intentId: storable(intentId) };
      const row = await prisma.payment.findFirst({ where });
      return row && paymentOf(row);
    },

    async listTransitions(paymentId) {
      if (!isUuid(paymentId)) return [];
      const rows = await prisma.transition.findMany({ where: { paymentId }, orderBy: { seq: 'asc' } });
      return rows.map(transitionOf);
    },

    async listAnomalies(paymentId) {
      if (!isUuid(paymentId)) return [];
      const rows = await prisma.anomaly.findMany({
        where: { paymentId },
        orderBy: [{ recordedAt: 'asc' }, { kind: 'asc' }, { subject: 'asc' }, { id: 'asc' }],
      });
      return rows.map(anomalyOf);
    },

    async listAttempts(paymentId) {
      if (!isUuid(paymentId)) return [];
      const rows = await prisma.attempt.findMany({
        where: { paymentId },
        orderBy: [{ createdAt: 'asc' }, { providerPaymentId: 'asc' }],
      });
      return rows.map(attemptOf);
    },
  };
}
