import { join } from 'node:path';
import type { App } from '../app/app.ts';
import type { Config } from '../config/config.ts';
import { makeToken } from '../config/token.ts';
import { type SimulatedCredentials, sandboxApplication, sandboxCredentials, sandboxPayPal } from './credentials.ts';
import { DEMO_GYM_NAME, DEMO_USER, seed } from './seed.ts';
import { startSandbox } from './server.ts';
import { createShopper } from './shopper.ts';
import { makeEndpoint } from './subscriber/endpoint.ts';
import { RECEIVE_PATH } from './subscriber/routes.ts';
import { welcome } from './welcome.ts';

/** What buyers read as the name of the platform's own accounts. */
const DEMO_SHOP = 'Demo Shop';

export type Sandbox = Awaited<ReturnType<typeof openSandbox>>;

/** Runs the simulated providers beside the service, on the port after its own, and says how to reach them. */
export async function openSandbox({ dataDir, port, publicUrl, providers, jwt }: Config) {
  const made = sandboxCredentials(dataDir);
  // Provider credentials that were configured are the ones that the simulators know.
  const stripe: SimulatedCredentials = { ...made.stripe, ...providers['stripe']?.given };
  const mercadopago: SimulatedCredentials = { ...made.mercadopago, ...providers['mercadopago']?.given };
  const paypal = { ...sandboxPayPal(dataDir), ...providers['paypal']?.given };
  const { secret, issuer, audience } = jwt;
  // With a public key the sandbox can't make tokens, so the pages can't open payments.
  const shopper = secret === null ? null : createShopper({ url: publicUrl, secret, issuer, audience });
  const application = providers['mercadopago']?.application ?? sandboxApplication(dataDir);
  const server = await startSandbox({
    port: port + 1,
    takesAnyPort: true,
    stateFile: join(dataDir, 'sandbox-state.json'),
    stripe: {
      secretKey: stripe.access_token,
      merchant: DEMO_SHOP,
      webhookSecret: firstSecret(stripe),
      webhookUrl: `${publicUrl}/api/v1/payments/webhook`,
    },
    mercadopago: {
      sellers: [sellerOf(mercadopago, DEMO_SHOP), sellerOf(made.gym, DEMO_GYM_NAME)],
      application: { ...application, webhookSecret: firstSecret(mercadopago) },
    },
    paypal: {
      merchants: [
        {
          ...{ clientId: paypal.client_id, clientSecret: paypal.client_secret, webhookId: paypal.webhook_id },
          ...{ name: DEMO_SHOP, webhookUrl: `${publicUrl}/api/v1/payments/webhook/paypal` },
        },
      ],
    },
    service: { url: publicUrl, shopper },
  });
  const accounts = {
    stripe: { apiBase: server.url, credentials: stripe, application: null },
    mercadopago: { apiBase: server.url, credentials: mercadopago, application },
    paypal: { apiBase: server.url, credentials: paypal, application: null },
  };
  return {
    /** Every provider's; those of the simulators take the place of the real ones. */
    accounts: { ...providers, ...accounts },
    simulated: Object.keys(accounts),
    /** Makes the demo's things and returns the first screen. */
    greet: async (app: App) => {
      const subscription = await makeEndpoint(app, server.url + RECEIVE_PATH);
      if (subscription !== null) server.receiver.subscribe(subscription);
      const { order } = await seed(app, made.gym);
      shopper?.choose(order.id);
      const token =
        secret === null ? 'YOUR_TOKEN' : makeToken({ secret, sub: DEMO_USER, scope: null, issuer, audience });
      return welcome({ url: publicUrl, sandboxUrl: server.url, token, order });
    },
    close: () => server.close(),
  };
}

function sellerOf(credentials: SimulatedCredentials, name: string) {
  const userId = credentials.access_token.split('-').at(-1) ?? '';
  return { accessToken: credentials.access_token, userId, webhookSecret: firstSecret(credentials), name };
}

function firstSecret({ webhook_secrets }: SimulatedCredentials): string {
  return webhook_secrets[0] ?? '';
}
