import type { FastifyInstance } from 'fastify';
import type { App } from '../../app/app.ts';
import { checkout } from './gyms-api/checkout.ts';
import { gymWebhook } from './gyms-api/webhook.ts';
import { callbacks, gymConnections } from './management/connections.ts';
import { gyms } from './management/gyms.ts';
import { orders } from './management/orders.ts';
import { health, readiness } from './ops/health.ts';
import { type MetricsOptions, metrics } from './ops/metrics.ts';
import { payments } from './orders-api/payments.ts';
import { ordersWebhooks } from './orders-api/webhooks.ts';
import { paymentCancel, paymentCapture } from './payments/actions.ts';
import { paymentAnomalies } from './payments/anomalies.ts';
import { paymentDetails } from './payments/details.ts';
import { paymentList } from './payments/list.ts';
import { paymentRefunds } from './payments/refunds.ts';
import { paymentSync } from './payments/sync.ts';
import { paymentTimeline } from './payments/timeline.ts';

export type RouteOptions = {
  readonly app: App;
  /** Each gets a webhook path of its own, for the platform's account there. */
  readonly providerNames: readonly string[];
  /** Whose webhook the documented path without a provider's name is. */
  readonly defaultOrdersProvider: string;
  /** Null: there is no such route. */
  readonly metrics: MetricsOptions | null;
  /** No money moves, and pages of the developer's own machine may be returned to. */
  readonly sandbox: boolean;
};

/** Every route, by the path it lives under. */
export async function routes(scope: FastifyInstance, options: RouteOptions): Promise<void> {
  const { app, providerNames, defaultOrdersProvider: defaultProvider, sandbox } = options;
  scope.register(payments, { prefix: '/api/v1/payments', app });
  scope.register(ordersWebhooks, { prefix: '/api/v1/payments', app, providerNames, defaultProvider });
  scope.register(checkout, { prefix: '/api/v1/payments', app });
  scope.register(paymentList, { prefix: '/api/v1/payments', app });
  scope.register(paymentCancel, { prefix: '/api/v1/payments', app });
  scope.register(paymentCapture, { prefix: '/api/v1/payments', app });
  scope.register(paymentRefunds, { prefix: '/api/v1/payments', app });
  scope.register(paymentDetails, { prefix: '/api/v1/payments', app });
  scope.register(paymentSync, { prefix: '/api/v1/payments', app });
  scope.register(paymentAnomalies, { prefix: '/api/v1/payments', app });
  scope.register(paymentTimeline, { prefix: '/api/v1/payments', app });
  scope.register(gymWebhook, { app });
  scope.register(orders, { prefix: '/api/v1/orders', app, sandbox });
  scope.register(gyms, { prefix: '/api/v1/gyms', app, sandbox });
  scope.register(gymConnections, { prefix: '/api/v1/gyms', app });
  scope.register(callbacks, { prefix: '/api/v1/oauth', app, providerNames });
  scope.register(health);
  scope.register(readiness, { app });
  if (options.metrics !== null) scope.register(metrics, options.metrics);
}
