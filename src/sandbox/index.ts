import { join } from 'node:path';
import type { App } from '../app/app.ts';
import type { Credentials } from '../domain/account.ts';
import { sandboxCredentials } from './credentials.ts';
import { seed } from './seed.ts';
import { startSandbox } from './server.ts';
import { welcome } from './welcome.ts';

export type SandboxOptions = {
  readonly dataDir: string;
  /** The service's port; the sandbox takes the next one, or any when that is taken. */
  readonly servicePort: number;
  readonly basePath: string;
  /** Provider credentials that were configured are the ones that the simulators know. */
  readonly configured: Readonly<Record<string, { readonly credentials: Credentials | null }>>;
};

export type Sandbox = Awaited<ReturnType<typeof openSandbox>>;

/** Runs the simulated providers, and says how the service reaches them. */
export async function openSandbox({ dataDir, servicePort, basePath, configured }: SandboxOptions) {
  const made = sandboxCredentials(dataDir);
  const stripe = configured['stripe']?.credentials ?? made.stripe;
  const mercadopago = configured['mercadopago']?.credentials ?? made.mercadopago;
  const service = `http://localhost:${servicePort}${basePath}`;
  const server = await startSandbox({
    port: servicePort + 1,
    stateFile: join(dataDir, 'sandbox-state.json'),
    stripe: {
      secretKey: stripe.accessToken,
      webhookSecret: firstSecret(stripe),
      webhookUrl: `${service}/api/v1/payments/webhook`,
    },
    mercadopago: { sellers: [mercadopago, made.gym].map(sellerOf) },
  });
  return {
    url: server.url,
    accounts: {
      stripe: { apiBase: server.url, credentials: stripe },
      mercadopago: { apiBase: server.url, credentials: mercadopago },
    },
    /** Makes the demo's things and returns the first screen. */
    greet: async (app: App, token: string) => {
      const { order } = await seed(app, made.gym);
      return welcome({ url: service, sandboxUrl: server.url, token, order });
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
