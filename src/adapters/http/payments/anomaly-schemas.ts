import { type Static, Type } from 'typebox';
import { ANOMALIES } from '../../../domain/anomaly.ts';
import type { KeptAnomaly } from '../../../ports/readings.ts';
import { oneOf, Timestamp, textOrNull, timestamp, timestampFieldOrNull, timestampOrNull, Uuid } from '../fields.ts';

export const AnomalyView = Type.Object(
  {
    id: Uuid,
    kind: oneOf(ANOMALIES, 'The kind of anomaly.', 'AnomalyKind'),
    subject: Type.String({
      description: "The id of what it is about: the provider's, the payment's, or the account's.",
    }),
    detail: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()])),
    recorded_at: Timestamp,
    resolved_at: timestampFieldOrNull('When an operator resolved it; null while it is open.'),
    resolved_by: textOrNull('The operator who resolved it.'),
    reason: textOrNull("The operator's reason."),
  },
  { title: 'Anomaly', description: 'Something unexpected that an operator has to look at.' },
);
export type AnomalyView = Static<typeof AnomalyView>;

export const ANOMALY_EXAMPLE: AnomalyView = {
  id: '880e8400-e29b-41d4-a716-446655440000',
  kind: 'paid_twice',
  subject: '143845427326',
  detail: {},
  recorded_at: '2024-01-01T00:00:00',
  resolved_at: '2024-01-02T00:00:00',
  resolved_by: 'operator-1',
  reason: 'Paid twice by mistake, the second payment was refunded',
};

export function showAnomaly({ id, kind, subject, detail, recordedAt, resolution }: KeptAnomaly) {
  return {
    id,
    kind,
    subject,
    detail: { ...detail },
    recorded_at: timestamp(recordedAt),
    resolved_at: timestampOrNull(resolution?.at ?? null),
    resolved_by: resolution?.by ?? null,
    reason: resolution?.reason ?? null,
  } satisfies AnomalyView;
}
