import { isOpen, STATUSES } from '../../domain/fact.ts';
import type { Store } from '../../ports/store.ts';
import { type Database, isUuid, storable } from './database.ts';
import { anomalyOf, attemptOf, paymentOf, transitionOf } from './rows.ts';

type Reads = Pick<
  Store,
  'findPayment' | 'findOpenPayment' | 'findPaymentByIntent' | 'listTransitions' | 'listAnomalies' | 'listAttempts'
>;

const OPEN = STATUSES.filter(isOpen);

/** What is known of payments. */
export function createPayments({ prisma }: Database): Reads {
  return {
    async findPayment(id) {
      const row = isUuid(id) ? await prisma.payment.findUnique({ where: { id } }) : null;
      return row && paymentOf(row);
    },

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
      const rows = await prisma.anomaly.findMany({ where: { paymentId }, orderBy: { recordedAt: 'asc' } });
      return rows.map(anomalyOf);
    },

    async listAttempts(paymentId) {
      if (!isUuid(paymentId)) return [];
      const rows = await prisma.attempt.findMany({ where: { paymentId }, orderBy: { createdAt: 'asc' } });
      return rows.map(attemptOf);
    },
  };
}
