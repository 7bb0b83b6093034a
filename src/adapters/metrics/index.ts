import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { PROBLEM_KINDS } from '../../domain/operator/problem.ts';
import { ANOMALIES } from '../../domain/payment/anomaly.ts';
import type { Measure } from '../../ports/measure.ts';
import type { ProblemCount } from '../../ports/store/problems.ts';

/** Connections to the database as they are now; `waiting` are callers without one. */
export type PoolUse = { readonly busy: number; readonly idle: number; readonly waiting: number };

export type Metrics = {
  readonly measure: Measure;
  /** Shows the use of the pool from now on; called at each reading of the metrics. */
  watchPool(usage: () => PoolUse): void;
  /** Shows how many problems are open from now on; counted at each reading. None are shown while they can't be counted. */
  watchProblems(count: () => Promise<readonly ProblemCount[]>): void;
  /** Everything counted until now, in Prometheus' text format. */
  read(): Promise<{ readonly type: string; readonly text: string }>;
};

/** Seconds. Most answers take milliseconds; some wait for a provider. */
const REQUEST_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const CALL_BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32];

/** A counter for the life of the process, of its own: nothing is shared between two of them but the process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests that were answered, by the pattern of their route.',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_BUCKETS,
    registers,
  });
  const calls = new Histogram({
    name: 'payments_provider_call_duration_seconds',
    help: 'What providers were asked, and how it ended.',
    labelNames: ['provider', 'operation', 'outcome'],
    buckets: CALL_BUCKETS,
    registers,
  });
  const notifications = new Counter({
    name: 'payments_notifications_total',
    help: 'Notifications of providers, and what became of them.',
    labelNames: ['provider', 'became'],
    registers,
  });
  const anomalies = new Counter<'kind'>({
    name: 'payments_anomalies_total',
    help: 'What should not have happened to payments.',
    labelNames: ['kind'],
    registers,
  });
  const unknownDeclines = new Counter<'provider'>({
    name: 'payments_unknown_declines_total',
    help: 'Declined attempts whose reason is a word that no table has; the log has the word.',
    labelNames: ['provider'],
    registers,
  });
  // There from the start: an alert on a rise misses the first of a counter that appears with it.
  for (const kind of ANOMALIES) anomalies.inc({ kind }, 0);
  const eventTries = new Counter({
    name: 'payments_event_tries_total',
    help: 'Tries to deliver events to endpoints, and how they ended.',
    labelNames: ['result'],
    registers,
  });
  for (const result of ['succeeded', 'failed']) eventTries.inc({ result }, 0);
  return {
    measure: {
      request: ({ method, route, status, seconds }) =>
        requests.observe({ method, route: route ?? 'none', status }, seconds),
      providerCall: ({ seconds, ...labels }) => calls.observe(labels, seconds),
      notification: (labels) => notifications.inc(labels),
      anomaly: (kind) => anomalies.inc({ kind }),
      eventTry: (result) => eventTries.inc({ result }),
      unknownDecline: (provider) => unknownDeclines.inc({ provider }),
    },
    watchPool: (usage) => void poolGauge(registry, usage),
    watchProblems: (count) => void problemGauge(registry, count),
    read: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}

function poolGauge(registry: Registry, usage: () => PoolUse): Gauge {
  return new Gauge({
    name: 'payments_database_connections',
    help: 'Connections to the database, and callers that wait for one.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      for (const [state, count] of Object.entries(usage())) this.set({ state }, count);
    },
  });
}

function problemGauge(registry: Registry, count: () => Promise<readonly ProblemCount[]>): Gauge {
  return new Gauge({
    name: 'payments_problems_open',
    help: 'What waits for a person now, as GET /api/v1/problems lists it.',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      // The other metrics matter most while the database is away.
      const counts = await count().catch(() => null);
      this.reset();
      if (counts === null) return;
      for (const kind of PROBLEM_KINDS) this.set({ kind }, 0);
      for (const { kind, count: open } of counts) this.set({ kind }, open);
    },
  });
}
