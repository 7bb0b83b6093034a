import type { AnomalyKind } from '../../../../domain/payment/anomaly.ts';
import type { PurchaseAnomaly } from '../../../../domain/purchase/purchase.ts';
import { jsonText } from '../../postgres/database.ts';
import type { ANOMALIES } from '../tables.ts';
import { type Flat, type Of, type Row, time } from './row.ts';

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
