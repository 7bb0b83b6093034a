import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
// The adapter loads it at its first call, which would take from the time of some test.
import 'stripe';
import { createStripe } from '../../../../src/adapters/providers/stripe/index.ts';
import { type Money, money } from '../../../../src/domain/money/money.ts';
import type { Delivery } from '../../../../src/ports/payment-provider/deliveries.ts';
import type { PaymentProvider } from '../../../../src/ports/payment-provider/payment-provider.ts';
import { AMPLE_MS } from '../../../../src/provider-kit/tools/builders.ts';
import { TAKES_TIME } from '../../../../src/sandbox/faults/answers.ts';
import type { Webhook } from '../../../../src/sandbox/simulator.ts';
import { createStripeSimulator, type StripeOptions } from '../../../../src/sandbox/stripe/index.ts';

export const SECRET_KEY = 'sk_test_a_key_that_only_the_simulator_knows';
const WEBHOOK_SECRET = 'whsec_a_secret_that_only_the_simulator_knows';
export const credentials = { access_token: SECRET_KEY, webhook_secrets: [WEBHOOK_SECRET] };

export function usd(minor: number): Money {
  return money(minor, 'USD');
}

/** The adapter with defaults for a test. */
export function stripeAt(apiBase: string, timeoutMs = AMPLE_MS): PaymentProvider {
  return createStripe({ apiBase, timeoutMs, now: () => new Date() });
}

/** A delivery as it would arrive now. */
export function deliveryOf(
  body: string | Uint8Array,
  headers: Record<string, string>,
  receivedAt = new Date(),
): Delivery {
  return { body: Buffer.from(body), headers: Object.entries(headers), query: [], receivedAt };
}

/** The simulator on a loopback port, and what it sent. */
export async function startSimulator(options: Partial<StripeOptions> = {}, now = () => new Date()) {
  const sent: Webhook[] = [];
  const state = {};
  let requests = 0;
  let refundsAreSlow = false;
  const server = fastify();
  server.addHook('onRequest', async ({ headers }) => {
    requests += 1;
    if (refundsAreSlow) headers[TAKES_TIME] = 'true';
  });
  const slowRefunds = () => {
    refundsAreSlow = true;
  };
  const simulator = createStripeSimulator(
    {
      now,
      state,
      save: () => undefined,
      url: () => 'http://127.0.0.1',
      send: (webhook) => void sent.push(webhook),
    },
    { secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET, webhookUrl: 'http://127.0.0.1/webhook', ...options },
  );
  await server.register(simulator.routes);
  await server.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return { url, simulator, sent, state, slowRefunds, requests: () => requests, stop: () => server.close() };
}
