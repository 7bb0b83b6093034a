import { about } from '../openapi/about.ts';

export const LIVENESS = about({
  id: 'checkHealth',
  tag: 'Operations',
  summary: 'Is the process alive?',
  description: 'Asks nobody, not even the database. It is there with and without the base path.',
  fails: [],
});

export const READINESS = about({
  id: 'checkReadiness',
  tag: 'Operations',
  summary: 'Can requests be served?',
  description: 'They can when the database answers and its migrations are applied.',
  fails: ['store_unavailable'],
});

export const METRICS = about({
  id: 'readMetrics',
  tag: 'Operations',
  summary: 'What was counted, for Prometheus',
  description:
    'The process itself, requests by route, calls to providers and their outcome, notifications and what became of ' +
    'them, anomalies, and the connections to the database. No label has an id in it. The token is the ' +
    'one that the service is configured with (`METRICS_TOKEN`), not a JWT. Without one anybody may read, and in ' +
    'production the route is not there.',
  isForOperators: true,
  fails: ['unauthorized'],
});
