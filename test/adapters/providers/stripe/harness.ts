import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
// The adapter loads it at its first call, which would take from the time of some test.
import 'stripe';
import { createStripe } from '../../../../src/adapters/providers/stripe/index.ts';
import { toCurrency } from '../../../../src/domain/money/currency.ts';
import { type Money, money } from '../../../../src/domain/money/money.ts';
import type { Delivery, PaymentProvider } from '../../../../src/ports/payment-provider.ts';
import type { Webhook } from '../../../../src/sandbox/simulator.ts';
import { createStripeSimulator, type StripeOptions } from '../../../../src/sandbox/stripe/index.ts';
import type { Resource } from '../../../../src/sandbox/stripe/requests/permissions.ts';
import { AMPLE_MS, type Harness } from '../../../conformance/payment-provider/harness.ts';

export const SECRET_KEY = 'sk_test_a_key_that_only_the_simulator_knows';
const WEBHOOK_SECRET = 'whsec_a_secret_that_only_the_simulator_knows';
export const credentials = { accessToken: SECRET_KEY, webhookSecrets: [WEBHOOK_SECRET] };

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
export async function startSimulator(options: Partial<StripeOptions> = {}) {
  const sent: Webhook[] = [];
  let requests = 0;
  const server = fastify();
  server.addHook('onRequest', async () => void requests++);
  const simulator = createStripeSimulator(
    {
      now: () => new Date(),
      state: {},
      save: () => undefined,
      url: () => 'http://127.0.0.1',
      send: (webhook) => void sent.push(webhook),
    },
    { secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET, webhookUrl: 'http://127.0.0.1/webhook', ...options },
  );
  await server.register(simulator.routes);
  await server.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return { url, simulator, sent, requests: () => requests, stop: () => server.close() };
}

export async function startHarness(): Promise<Harness> {
  const without: Resource[] = [];
  const { url, simulator, sent, requests, stop } = await startSimulator({ without });
  return {
    provider: stripeAt(url),
    credentials,
    // A key doesn't show whose account it opens.
    holder: null,
    otherAccount: { accessToken: 'sk_test_of_another_account', webhookSecrets: ['whsec_of_another_account'] },
    wrongCredentials: { accessToken: 'sk_test_another_key_ending_in_9x7z', webhookSecrets: [] },
    amount: usd(500_000),
    refusedAmount: { minor: 1_000, currency: toCurrency('KWD') as Money['currency'] },
    refusedEmail: 'buyer!club@example.com',
    missingParentId: 'pi_missing',
    missingProviderPaymentId: 'pi_missing',
    signatureHeader: 'stripe-signature',
    settle: async (parentId, how) => simulator.settle(parentId, how),
    agreeToPay: async (parentId) => simulator.settle(parentId, 'succeed'),
    declineForMoney: async (parentId) => simulator.settle(parentId, 'fail', { decline: 'insufficient_funds' }),
    takeVoucher: async (parentId) => simulator.settle(parentId, 'voucher'),
    payPart: null,
    dispute: async (parentId, how) =>
      simulator.act(parentId, how === 'open' ? 'dispute' : `dispute_${how}`, { amount: null }),
    refundBehind: async (parentId) => simulator.act(parentId, 'refund', { amount: null }),
    slowRefunds: null,
    finishRefund: async () => undefined,
    failRefund: async (parentId) => simulator.act(parentId, 'refund_fails', { amount: null }),
    hideReversals: () => void without.push('refunds', 'disputes'),
    lastDelivery: () => {
      const webhook = sent.at(-1);
      if (webhook === undefined) throw new Error('nothing was sent');
      return deliveryOf(webhook.body, webhook.headers(new Date()));
    },
    forge: (delivery) => ({ ...delivery, body: Buffer.concat([delivery.body, Buffer.from(' ')]) }),
    requests,
    agree: null,
    giveNoRefreshTokens: null,
    stop,
  };
}
