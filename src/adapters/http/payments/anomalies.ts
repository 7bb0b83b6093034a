import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../../app/app.ts';
import { actorOf } from '../auth.ts';
import { succeed, success, text, Uuid } from '../fields.ts';
import { RESOLVE_ANOMALY } from './about.ts';
import { ANOMALY_EXAMPLE, AnomalyView, showAnomaly } from './anomaly-schemas.ts';

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
