import type { Command } from 'commander';
import { address, whole } from './arguments.ts';
import { addCommand } from './command.ts';
import { localService } from './configuration.ts';
import { record, show } from './output.ts';
import { terminalOf } from './terminal.ts';

/** What runs, and the keys that it knows. */
type Running = {
  readonly url: string;
  readonly stripe: { readonly secretKey: string; readonly webhookSecret: string };
  readonly mercadopago: {
    readonly accessToken: string;
    readonly userId: string;
    readonly webhookSecret: string;
    readonly clientId: string;
    readonly clientSecret: string;
  };
  readonly paypal: { readonly clientId: string; readonly clientSecret: string; readonly webhookId: string };
};

/** Starts the simulated providers in this process, which then runs on. @throws Error in one line. */
export type StartSandbox = (options: {
  readonly port: number;
  readonly stripeWebhookUrl: string | null;
  readonly paypalWebhookUrl: string | null;
}) => Promise<Running>;

/** Where events are sent, by provider. */
type Addresses = { readonly stripeWebhookUrl?: string; readonly paypalWebhookUrl?: string };
type Options = Addresses & { readonly port?: number };

export function addStartSandboxCommand(sandbox: Command, startSandbox: StartSandbox): void {
  addCommand(sandbox, {
    usage: 'start',
    says: 'start the simulated providers without the service, for the tests of any project (docs/sandbox.md)',
    example: 'sandbox start --stripe-webhook-url http://localhost:3000/webhooks/stripe',
    isDefault: true,
  })
    .option(
      '--port <port>',
      'where they listen on this machine; 0 takes any port (default: the one after $PORT)',
      whole,
    )
    .option('--stripe-webhook-url <url>', 'where Stripe sends its events, on this machine (default: nowhere)', address)
    .option('--paypal-webhook-url <url>', 'where PayPal sends its events, on this machine (default: nowhere)', address)
    .action(async ({ port, ...addresses }: Options, command: Command) => {
      const { stripeWebhookUrl = null, paypalWebhookUrl = null } = addresses;
      const usual = () => localService(terminalOf(command).env).port + 1;
      const running = await startSandbox({ port: port ?? usual(), stripeWebhookUrl, paypalWebhookUrl });
      show(command, shown(running), () => screen(running, addresses));
    });
}

/** For programs: one JSON text, after which requests are taken. */
function shown({ url, stripe, mercadopago, paypal }: Running) {
  return {
    url,
    stripe: { secret_key: stripe.secretKey, webhook_secret: stripe.webhookSecret },
    mercadopago: {
      access_token: mercadopago.accessToken,
      user_id: mercadopago.userId,
      webhook_secret: mercadopago.webhookSecret,
      client_id: mercadopago.clientId,
      client_secret: mercadopago.clientSecret,
    },
    paypal: { client_id: paypal.clientId, client_secret: paypal.clientSecret, webhook_id: paypal.webhookId },
  };
}

function screen({ url, stripe, mercadopago, paypal }: Running, addresses: Addresses): string {
  const nowhere = 'are sent nowhere: name an address with';
  return `Stripe, Mercado Pago and PayPal are simulated on this machine. No money moves.

${record({
  'API of all': url,
  'for buyers': `${url}/sandbox`,
  'Stripe key': stripe.secretKey,
  'its events': addresses.stripeWebhookUrl ?? `${nowhere} --stripe-webhook-url`,
  'signed with': stripe.webhookSecret,
  'Mercado Pago token': mercadopago.accessToken,
  'its webhooks': 'are sent to the notification_url of what is paid',
  'also signed with': mercadopago.webhookSecret,
  'PayPal client id': paypal.clientId,
  'and its secret': paypal.clientSecret,
  'events of webhook': `${paypal.webhookId} ${addresses.paypalWebhookUrl ?? `${nowhere} --paypal-webhook-url`}`,
})}

docs/sandbox.md says how buyers pay, what can go wrong, and how the clock is moved. Ctrl-C ends it.`;
}
