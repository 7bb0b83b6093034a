import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { refuse } from '../../errors/errors.ts';
import { docs } from '../../openapi/route-docs.ts';

const GET_METRICS = docs({
  id: 'getMetrics',
  tag: 'Operations',
  summary: 'Get metrics for Prometheus',
  description:
    'The process itself, requests by route, calls to providers and their outcome, webhooks and their results, ' +
    'anomalies, and database connections. No label contains an id. The token is the one that the service is configured ' +
    'with (`METRICS_TOKEN`), not a JWT. Without that setting the metrics are public; in production the route then ' +
    "doesn't exist.",
  isForOperators: true,
  fails: ['unauthorized'],
});

export type MetricsOptions = {
  /** What has to be sent as a bearer token; null: nothing. */
  readonly token: string | null;
  /** Everything counted until now, and its media type. */
  read(): Promise<{ readonly type: string; readonly text: string }>;
};

const TEXT = Type.String({ examples: ['payments_anomalies_total{kind="amount_mismatch"} 0\n'] });
const Metrics = {
  description: 'The metrics, in the Prometheus text format.',
  content: { 'text/plain': { schema: TEXT } },
};

/** What was counted, for Prometheus. */
export async function metrics(scope: FastifyInstance, { token, read }: MetricsOptions): Promise<void> {
  scope.addHook('onRequest', async (request) => {
    if (token === null || isAllowed(request, token)) return;
    // No JWT is asked for here, so what is wrong with one is beside the point.
    request.denial = null;
    throw refuse('unauthorized');
  });
  const route = { config: { access: 'probe' }, schema: { ...GET_METRICS, response: { 200: Metrics } } } as const;
  scope.get('/metrics', route, async (_request, reply) => {
    const { type, text } = await read();
    return reply.type(type).send(text);
  });
}

/** Of hashes, since only texts of one length are compared in constant time. */
function isAllowed({ raw }: FastifyRequest, token: string): boolean {
  const headers = raw.rawHeaders.filter((_, index) => raw.rawHeaders[index - 1]?.toLowerCase() === 'authorization');
  const given = headers.length === 1 ? /^Bearer +(\S+)$/i.exec(headers[0] ?? '')?.[1] : undefined;
  return timingSafeEqual(hashOf(given ?? ''), hashOf(token)) && given !== undefined;
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
