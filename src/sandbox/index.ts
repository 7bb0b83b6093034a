import { join } from 'node:path';
import type { App } from '../app/app.ts';
import type { Config } from '../config.ts';
import type { Credentials } from '../domain/account.ts';
import { makeToken } from '../token.ts';
import { sandboxCredentials } from './credentials.ts';
import { DEMO_USER, seed } from './seed.ts';
import { startSandbox } from './server.ts';
import { welcome } from './welcome.ts';

export type Sandbox = Awaited<ReturnType<typeof openSandbox>>;

/** Runs the simulated providers beside the service, on the port after its own, and says how to reach them. */
export async function openSandbox({ dataDir, port, publicUrl, providers, jwt }: Config) {
  const made = sandboxCredentials(dataDir);
  // Provider credentials that were configured are the ones that the simulators know.
  const stripe = providers['stripe']?.credentials ?? made.stripe;
  const mercadopago = providers['mercadopago']?.credentials ?? made.mercadopago;
  const server = await startSandbox({
    port: port + 1,
    stateFile: join(dataDir, 'sandbox-state.json'),
    stripe: {
      secretKey: stripe.accessToken,
      webhookSecret: firstSecret(stripe),
      webhookUrl: `${publicUrl}/api/v1/payments/webhook`,
    },
    mercadopago: { sellers: [mercadopago, made.gym].map(sellerOf) },
  });
  return {
    accounts: {
      stripe: { apiBase: server.url, credentials: stripe },
      mercadopago: { apiBase: server.url, credentials: mercadopago },
    },
    /** Makes the demo's things and returns the first screen. */
    greet: async (app: App) => {
      const { order } = await seed(app, made.gym);
      const { secret, issuer, audience } = jwt;
      // With a public key, whoever has the private one makes the tokens.
      const token =
        secret === null ? 'YOUR_TOKEN' : makeToken({ secret, sub: DEMO_USER, scope: null, issuer, audience });
      return welcome({ url: publicUrl, sandboxUrl: server.url, token, order });
    },
    close: () => server.close(),
  };
}

function sellerOf(credentials: Credentials) {
  const userId = credentials.accessToken.split('-').at(-1) ?? '';
  return { accessToken: credentials.accessToken, userId, webhookSecret: firstSecret(credentials) };
}

function firstSecret({ webhookSecrets }: Credentials): string {
  return webhookSecrets[0] ?? '';
}
