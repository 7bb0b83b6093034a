import Fastify from 'fastify';
import type { Delivery } from '../../../../src/ports/payment-provider/deliveries.ts';
import { NO_REFRESH_TOKEN, TAKES_TIME } from '../../../../src/sandbox/faults/answers.ts';
import type { Application } from '../../../../src/sandbox/mercadopago/grants.ts';
import { createMercadoPagoSimulator, type Seller } from '../../../../src/sandbox/mercadopago/index.ts';
import type { Webhook } from '../../../../src/sandbox/simulator.ts';

export const SELLER: Seller = {
  accessToken: 'TEST-783871039440266-112126-54b0cb67cf51859b27b97a0fa259645f-178046087',
  userId: '178046087',
  webhookSecret: 'secret-of-the-first-seller',
};
export const OTHER_SELLER: Seller = {
  accessToken: 'TEST-783871039440266-112126-64b0cb67cf51859b27b97a0fa259645e-278046087',
  userId: '278046087',
  webhookSecret: 'secret-of-the-second-seller',
};

export const APPLICATION: Application = {
  clientId: '1234567890123',
  clientSecret: 'secret-of-the-application',
  webhookSecret: 'what-its-notifications-are-signed-with',
};

type SimulatorOptions = { honoursKeys?: boolean; application?: Application; now?: () => Date };

/** The simulator alone, on a free port, with what it sent and how often it was asked. */
export async function startSimulator(options: SimulatorOptions = {}) {
  const { now = () => new Date(), ...settings } = options;
  const sent: Webhook[] = [];
  const state = {};
  let requests = 0;
  let url = '';
  const context = {
    now,
    state,
    save: () => undefined,
    url: () => url,
    send: (webhook: Webhook) => void sent.push(webhook),
  };
  const simulator = createMercadoPagoSimulator(context, { sellers: [SELLER, OTHER_SELLER], ...settings });
  const app = Fastify({ forceCloseConnections: true });
  let refundsAreSlow = false;
  let grantsCanBeRenewed = true;
  app.addHook('onRequest', async ({ headers }) => {
    requests += 1;
    if (refundsAreSlow) headers[TAKES_TIME] = 'true';
    if (!grantsCanBeRenewed) headers[NO_REFRESH_TOKEN] = 'true';
  });
  const slowRefunds = () => {
    refundsAreSlow = true;
  };
  const giveNoRefreshTokens = () => {
    grantsCanBeRenewed = false;
  };
  await app.register(simulator.routes);
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  const switches = { slowRefunds, giveNoRefreshTokens };
  return { ...simulator, ...switches, url, sent, state, requests: () => requests, stop: () => app.close() };
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
