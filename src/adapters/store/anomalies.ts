import type { Anomalies } from '../../ports/anomalies.ts';
import { type Database, isUuid, storable } from './database.ts';
import { keptAnomalyOf } from './details.ts';

/** What operators say about anomalies. */
export function createAnomalies({ prisma }: Database): Anomalies {
  return {
    async resolveAnomaly(paymentId, id, { by, reason }) {
      if (!isUuid(paymentId) || !isUuid(id)) return null;
      await prisma.$executeRaw`
        UPDATE payment_anomalies
           SET resolved_at = clock_timestamp(), resolved_by = ${storable(by)}, resolution = ${storable(reason)}
         WHERE id = ${id}::uuid AND payment_id = ${paymentId}::uuid AND resolved_at IS NULL`;
      const row = await prisma.anomaly.findUnique({ where: { id, paymentId } });
      return row && keptAnomalyOf(row);
    },
  };
}
