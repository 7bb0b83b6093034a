import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { App } from '../../../../app/app.ts';
import { ANOMALIES } from '../../../../domain/payment/anomaly.ts';
import type { KeptAnomaly } from '../../../../ports/store/queries.ts';
import { actorOf } from '../../auth/auth.ts';
import { docs } from '../../openapi/route-docs.ts';
import {
  oneOf,
  succeed,
  success,
  Timestamp,
  text,
  textOrNull,
  timestamp,
  timestampFieldOrNull,
  timestampOrNull,
  Uuid,
} from '../../wire/fields.ts';
import { PAYMENTS_SCOPE } from './words.ts';

const RESOLVE_ANOMALY = docs({
  id: 'resolveAnomaly',
  tag: 'Payments',
  summary: 'Resolve an anomaly',
  description:
    'Records that an operator has looked at the anomaly, with the reason and the operator: once. Repeating the same ' +
    'request changes nothing. The anomalies of a payment, with their ids, are in its details. An anomaly whose cause is gone ' +
    'ends by itself, such as one about money that was refunded.',
  scope: 'payments:manage',
  fails: ['invalid', 'scope_missing', 'payment_not_found', 'anomaly_not_found', 'conflict'],
  field: 'reason',
  says: { ...PAYMENTS_SCOPE, conflict: 'The anomaly is resolved already' },
});

export const AnomalyView = Type.Object(
  {
    id: Uuid,
    kind: oneOf(ANOMALIES, 'The kind of anomaly.', 'AnomalyKind'),
    subject: Type.String({
      description: "The id of what it is about: the provider's, the payment's, or the account's.",
    }),
    // As the document writes it: of a `Record` each reader of the schema makes something else.
    detail: Type.Unsafe<Record<string, string | number | null>>({
      type: 'object',
      additionalProperties: Type.Union([Type.String(), Type.Number(), Type.Null()]),
    }),
    recorded_at: Timestamp,
    resolved_at: timestampFieldOrNull('When it ended; null while it is open.'),
    resolved_by: textOrNull('The operator who resolved it; null where it ended with its cause.'),
    reason: textOrNull("The operator's reason, or why its cause is gone."),
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

const ResolveParams = Type.Object({ payment_id: Uuid, anomaly_id: Uuid });

const ResolveBody = Type.Object(
  { reason: text(500, 'What the operator found, and did about it.') },
  { title: 'ResolveAnomalyRequest', examples: [{ reason: 'Paid twice by mistake, the second payment was refunded' }] },
);

const ResolveAnswer = success(AnomalyView, { description: 'The resolved anomaly.', example: ANOMALY_EXAMPLE });

export const paymentAnomalies: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const resolve = { ...RESOLVE_ANOMALY, params: ResolveParams, body: ResolveBody, response: { 200: ResolveAnswer } };
  const path = '/:payment_id/anomalies/:anomaly_id/resolve';
  scope.post(path, { schema: resolve, config: { idempotent: true } }, async (request) => {
    const { payment_id, anomaly_id } = request.params;
    const ids = { paymentId: payment_id.toLowerCase(), anomalyId: anomaly_id.toLowerCase() };
    const anomaly = await app.resolveAnomaly(actorOf(request), { ...ids, reason: request.body.reason });
    return succeed(showAnomaly(anomaly));
  });
};
