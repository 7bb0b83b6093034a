import Fastify from 'fastify';
import type { Delivery } from '../../../../src/ports/payment-provider/deliveries.ts';
import { TAKES_TIME } from '../../../../src/sandbox/faults/answers.ts';
import { createPayPalSimulator, type Merchant } from '../../../../src/sandbox/paypal/index.ts';
import type { Webhook } from '../../../../src/sandbox/simulator.ts';

export const MERCHANT: Merchant = {
  clientId: 'AcW0fXz0lB1Qm3sandboxClientOfTheFirstMerchant',
  clientSecret: 'EKsandboxSecretOfTheFirstMerchant0123456789',
  webhookId: '8PT597110X687430L',
  webhookUrl: 'https://pay.example/webhook',
};
export const OTHER_MERCHANT: Merchant = {
  clientId: 'AcW0fXz0lB1Qm3sandboxClientOfTheOtherMerchant',
  clientSecret: 'EKsandboxSecretOfTheOtherMerchant0123456789',
  webhookId: '0EH40505U7160970P',
  webhookUrl: 'https://pay.example/webhook',
};

export type Simulated = Awaited<ReturnType<typeof startSimulator>>;

/** The simulator alone, on a free port, with what it sent and how often it was asked. */
export async function startSimulator(now: () => Date = () => new Date(), merchant: Merchant = MERCHANT) {
  const sent: Webhook[] = [];
  const state: Record<string, unknown> = {};
  let requests = 0;
  let url = '';
  const context = {
    now,
    state,
    save: () => undefined,
    url: () => url,
    send: (webhook: Webhook) => void sent.push(webhook),
  };
  const simulator = createPayPalSimulator(context, { merchants: [merchant, OTHER_MERCHANT] });
  const app = Fastify({ forceCloseConnections: true });
  let refundsAreSlow = false;
  app.addHook('onRequest', async ({ headers }) => {
    requests += 1;
    if (refundsAreSlow) headers[TAKES_TIME] = 'true';
  });
  const slowRefunds = () => {
    refundsAreSlow = true;
  };
  await app.register(simulator.routes);
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { ...simulator, slowRefunds, url, sent, state, requests: () => requests, stop: () => app.close() };
}

/** A webhook as our own server would see it arrive. */
export function arriving(webhook: Webhook, receivedAt = new Date()): Delivery {
  return {
    body: Buffer.from(webhook.body),
    headers: Object.entries(webhook.headers(receivedAt)),
    query: [...new URL(webhook.url).searchParams],
    receivedAt,
  };
}
