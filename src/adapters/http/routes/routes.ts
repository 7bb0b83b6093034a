import type { FastifyInstance } from 'fastify';
import type { App } from '../../../app/app.ts';
import type { ProviderForm } from '../provider-form.ts';
import { apiKeys } from './api-keys.ts';
import { audit } from './audit.ts';
import { checkout } from './checkouts.ts';
import { endpointDeliveries, eventDeliveries } from './events/deliveries.ts';
import { endpoints } from './events/endpoints.ts';
import { events } from './events/events.ts';
import { callbacks, gymConnections } from './gyms/connections.ts';
import { gyms } from './gyms/gyms.ts';
import { health, readiness } from './operations/health.ts';
import { type MetricsOptions, metrics } from './operations/metrics.ts';
import { orders } from './orders.ts';
import { UNDER } from './paths.ts';
import { paymentCancel, paymentCapture } from './payments/actions.ts';
import { paymentAnomalies } from './payments/anomalies.ts';
import { paymentClient } from './payments/client.ts';
import { paymentDetails } from './payments/details.ts';
import { intents } from './payments/intents.ts';
import { paymentList } from './payments/list.ts';
import { payments } from './payments/payment.ts';
import { paymentReceipts } from './payments/receipts.ts';
import { paymentRefunds } from './payments/refunds.ts';
import { paymentSync } from './payments/sync.ts';
import { paymentTimeline } from './payments/timeline.ts';
import { problems } from './problems/problems.ts';
import { providerList } from './providers.ts';
import { statistics } from './statistics.ts';
import { gymWebhook } from './webhooks/gyms.ts';
import { ordersWebhooks } from './webhooks/platform.ts';

export type RouteOptions = {
  readonly app: App;
  /** Each gets a webhook path of its own, for the platform's account there. */
  readonly providers: readonly ProviderForm[];
  /** Whose webhook the documented path without a provider's name is. */
  readonly defaultOrdersProvider: string;
  /** Which one a gym has that names none. */
  readonly defaultGymsProvider: string;
  /** Null: there is no such route. */
  readonly metrics: MetricsOptions | null;
  /** How the command line is started where this is installed, for commands that a caller can paste. */
  readonly program: string;
  /** No money moves, and pages of the developer's own machine may be returned to. */
  readonly sandbox: boolean;
};

/** Every route, by the path it lives under. */
export async function routes(scope: FastifyInstance, options: RouteOptions): Promise<void> {
  const { app, providers, defaultOrdersProvider: defaultProvider, defaultGymsProvider, program, sandbox } = options;
  const providerNames = providers.map(({ name }) => name);
  scope.register(intents, { prefix: UNDER.payments, app });
  scope.register(payments, { prefix: UNDER.payments, app });
  scope.register(ordersWebhooks, {
    ...{ prefix: UNDER.payments, app, defaultProvider },
    // What has no API calls none of ours.
    providerNames: providers.filter(({ api }) => api !== null).map(({ name }) => name),
  });
  scope.register(checkout, { prefix: UNDER.payments, app });
  scope.register(paymentList, { prefix: UNDER.payments, app });
  scope.register(paymentCancel, { prefix: UNDER.payments, app });
  scope.register(paymentCapture, { prefix: UNDER.payments, app });
  scope.register(paymentReceipts, { prefix: UNDER.payments, app });
  scope.register(paymentRefunds, { prefix: UNDER.payments, app });
  scope.register(paymentClient, { prefix: UNDER.payments, app });
  scope.register(paymentDetails, { prefix: UNDER.payments, app });
  scope.register(paymentSync, { prefix: UNDER.payments, app });
  scope.register(paymentAnomalies, { prefix: UNDER.payments, app });
  scope.register(paymentTimeline, { prefix: UNDER.payments, app });
  scope.register(gymWebhook, { app });
  scope.register(orders, { prefix: UNDER.orders, app, sandbox });
  scope.register(gyms, { prefix: UNDER.gyms, app, sandbox, providers, defaultProvider: defaultGymsProvider });
  scope.register(gymConnections, { prefix: UNDER.gyms, app });
  scope.register(endpoints, { prefix: UNDER.endpoints, app });
  scope.register(endpointDeliveries, { prefix: UNDER.endpoints, app });
  scope.register(events, { prefix: UNDER.events, app });
  scope.register(eventDeliveries, { prefix: UNDER.events, app });
  scope.register(callbacks, { prefix: UNDER.oauth, app, providerNames });
  scope.register(apiKeys, { prefix: UNDER.apiKeys, app });
  scope.register(providerList, { prefix: UNDER.providers, app });
  scope.register(statistics, { prefix: UNDER.statistics, app });
  scope.register(problems, { prefix: UNDER.problems, app, program });
  scope.register(audit, { prefix: UNDER.audit, app });
  scope.register(health);
  scope.register(readiness, { app });
  if (options.metrics !== null) scope.register(metrics, options.metrics);
}
