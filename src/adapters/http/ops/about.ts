import { about } from '../openapi/about.ts';

export const GET_HEALTH = about({
  id: 'getHealth',
  tag: 'Operations',
  summary: 'Check that the process is alive',
  description: 'Liveness: it uses nothing else, not even the database. It exists with and without the base path.',
  fails: [],
});

export const GET_READINESS = about({
  id: 'getReadiness',
  tag: 'Operations',
  summary: 'Check that requests can be served',
  description: 'Readiness: the database answers and its migrations are applied.',
  fails: ['store_unavailable'],
});

export const GET_METRICS = about({
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
