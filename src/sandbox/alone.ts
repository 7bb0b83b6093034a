import { startSandbox as startServer } from './server.ts';
import { localUrl } from './visitors.ts';

export type SandboxOptions = {
  /** Where the PayPal app's events are sent: a URL on this machine. Null, the default: nowhere. */
  readonly paypalWebhookUrl?: string | null;
  /** On 127.0.0.1. 0, the default, takes any that is free. */
  readonly port?: number;
  /** Where the Stripe account's events are sent: a URL on this machine. Null, the default: nowhere. */
  readonly stripeWebhookUrl?: string | null;
};

/** The simulated providers, running in this process. docs/sandbox.md says what they do. */
export type Sandbox = {
  /** The address of all APIs, of the buyers' pages, and of everything under /sandbox. */
  readonly url: string;
  readonly stripe: { readonly secretKey: string; readonly webhookSecret: string };
  readonly mercadopago: {
    readonly accessToken: string;
    readonly userId: string;
    readonly webhookSecret: string;
    /** Of the application that sellers connect their accounts to (OAuth). */
    readonly clientId: string;
    readonly clientSecret: string;
  };
  readonly paypal: { readonly clientId: string; readonly clientSecret: string; readonly webhookId: string };
  readonly close: () => Promise<void>;
};

/** The same at each start, so that a test's configuration can hold them: only this machine reaches what they open. */
const STRIPE = { secretKey: 'sk_test_fitstack_sandbox', webhookSecret: 'whsec_fitstack_sandbox' } as const;
const SELLER = {
  accessToken: 'TEST-1000000000001-112126-00000000000000000000000000000000-100000001',
  userId: '100000001',
  webhookSecret: 'mercadopago-sandbox-webhook-secret',
} as const;
const APPLICATION = { clientId: '1000000000001', clientSecret: 'mercadopago-sandbox-client-secret' } as const;

const PAYPAL = {
  clientId: 'AfitstackSandboxClientId',
  clientSecret: 'EfitstackSandboxClientSecret',
  webhookId: '8FITSTACKSANDBOX0',
} as const;

/** What buyers read. */
const MERCHANT = 'The merchant';

/**
 * Starts Stripe, Mercado Pago and PayPal, simulated, without the service: for the tests of any project. All is kept in memory.
 * @throws Error when the port is taken, or events would leave this machine.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, stripeWebhookUrl = null, paypalWebhookUrl = null } = options;
  const { url, close } = await startServer({
    port,
    stateFile: null,
    stripe: { ...STRIPE, merchant: MERCHANT, webhookUrl: stripeWebhookUrl && requireLocal(stripeWebhookUrl) },
    mercadopago: {
      sellers: [{ ...SELLER, name: MERCHANT }],
      application: { ...APPLICATION, webhookSecret: SELLER.webhookSecret },
    },
    paypal: {
      merchants: [{ ...PAYPAL, name: MERCHANT, webhookUrl: paypalWebhookUrl && requireLocal(paypalWebhookUrl) }],
    },
  });
  return { url, stripe: STRIPE, mercadopago: { ...SELLER, ...APPLICATION }, paypal: PAYPAL, close };
}

function requireLocal(text: string): string {
  const url = localUrl(text);
  if (url !== null) return url;
  throw new Error(`The webhook URL must be one of this machine, such as http://localhost:3000/webhook: ${text} is not`);
}
