import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { addressesAt } from '../../../src/adapters/http/routes/paths.ts';
import { createProviders } from '../../../src/adapters/providers/index.ts';
import { createSecrets } from '../../../src/adapters/secrets/index.ts';
import type { Actor } from '../../../src/app/actor.ts';
import { createApp } from '../../../src/app/app.ts';
import type { Channel } from '../../../src/app/notifications/receive-notification.ts';
import type { Delivery } from '../../../src/ports/payment-provider/deliveries.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import type { FaultName, Operation } from '../../../src/sandbox/faults/catalogue.ts';
import { startSandbox } from '../../../src/sandbox/server.ts';
import type { SellerAction, Settlement, Webhook } from '../../../src/sandbox/simulator.ts';
import { MERCHANT, OTHER_MERCHANT } from '../../adapters/providers/paypal/simulated.ts';
import { credentialsOf as payPalCredentialsOf } from '../../adapters/providers/paypal/subject.ts';
import { createFakeSubscribers } from '../../app/fake-subscribers.ts';
import { announceGym, withCommands } from '../../stores.ts';

const NO_SERVER = 'http://127.0.0.1:9';
const SELLERS = [aSeller('178046087'), aSeller('278046087')] as const;
const STRIPE = { access_token: 'sk_test_of_the_simulator', webhook_secrets: ['whsec_of_the_simulator'] };
const MERCADO_PAGO = credentialsOf(SELLERS[0]);
const MERCHANTS = [MERCHANT, OTHER_MERCHANT].map((merchant) => ({ ...merchant, webhookUrl: NO_SERVER }));
const PAYPAL = payPalCredentialsOf(MERCHANT);
const GYMS = {
  stripe: STRIPE,
  mercadopago: credentialsOf(SELLERS[1]),
  paypal: payPalCredentialsOf(OTHER_MERCHANT),
} as const;
/** A currency that each of them pays in. */
const CURRENCIES = { stripe: 'ARS', mercadopago: 'ARS', paypal: 'USD' } as const;
export type ProviderName = keyof typeof GYMS;

export const CUSTOMER: Actor = { userId: 'customer-1', scopes: [] };
export const OPERATOR: Actor = { userId: 'operator-1', scopes: ['orders:write', 'gyms:write', 'payments:manage'] };

export type Simulated = Awaited<ReturnType<typeof startSimulated>>;

type Settings = Parameters<typeof createApp>[0]['settings'];

/**
 * The app with the real adapters, over HTTP, against the simulated providers and whatever goes wrong with them. All of
 * them have one clock, which can be helped on.
 */
export async function startSimulated(store: Store, settings: Partial<Settings> = {}) {
  let skippedMs = 0;
  const now = () => new Date(Date.now() + skippedMs);
  const sandbox = await startSandbox({
    port: 0,
    stateFile: null,
    now,
    stripe: {
      secretKey: STRIPE.access_token,
      webhookSecret: STRIPE.webhook_secrets[0] ?? '',
      webhookUrl: NO_SERVER,
    },
    mercadopago: { sellers: SELLERS },
    paypal: { merchants: MERCHANTS },
  });
  const app = createApp({
    providers: await createProviders({
      timeoutMs: 8_000,
      now,
      notificationKeys: [],
      accounts: {
        stripe: { apiBase: sandbox.url, credentials: STRIPE, application: null },
        mercadopago: { apiBase: sandbox.url, credentials: MERCADO_PAGO, application: null },
        paypal: { apiBase: sandbox.url, credentials: PAYPAL, application: null },
      },
    }),
    store,
    purchases: withCommands(store),
    announceGym,
    subscribers: createFakeSubscribers(),
    secrets: createSecrets([{ kid: 'k1', key: randomBytes(32) }]),
    world: {
      now,
      newId: randomUUID,
      sleep: pause,
      log: SILENT,
      note: () => {},
      requestId: () => null,
      measure: UNCOUNTED,
    },
    settings: {
      addresses: addressesAt('https://pay.example'),
      checkoutReturnUrl: 'https://shop.example/back',
      checkoutTtlMs: 86_400_000,
      providerTimeoutMs: 8_000,
      leaseMs: 64_000,
      defaultProviders: { orders: 'stripe', gyms: 'mercadopago' },
      ...settings,
    },
  });

  const payablesOf = (paymentId: string) =>
    sandbox.simulators.flatMap((simulator) =>
      simulator
        .payables()
        .filter(({ reference }) => reference === paymentId)
        .map((payable) => ({ simulator, payable })),
    );

  return {
    app,
    store,
    close: sandbox.close,

    /** So much time passes for everybody but the database. */
    skip(milliseconds: number): void {
      skippedMs += milliseconds;
    },

    /** From now on, so often, at this provider. */
    go: (provider: ProviderName, fault: FaultName, operation: Operation, times: number) =>
      sandbox.faults.switchOn({ fault, provider, operation, times, probability: null, seed: null, ms: null }),
    goWell: () => sandbox.faults.switchAllOff(),

    /** The ids of all that can be, or could have been, paid for a payment at the providers. */
    madeFor: (paymentId: string) => payablesOf(paymentId).map(({ payable }) => payable.id),

    /** What a buyer does with the one thing that was made for a payment; no webhook is sent. */
    buyer(paymentId: string, how: Settlement, amount: string | null = null): readonly Delivery[] {
      const [found] = payablesOf(paymentId);
      if (found === undefined) throw new Error('nothing was made for this payment');
      const sent = sandbox.outbox.gather(() => found.simulator.settle(found.payable.id, how, { amount }));
      return sent.map(({ webhook }) => arriving(webhook, now()));
    },

    /** What the seller does in the provider's dashboard, or a bank, with the money of one attempt; no webhook is sent. */
    dashboard(paymentId: string, action: SellerAction, attemptId: string): readonly Delivery[] {
      const [found] = payablesOf(paymentId);
      const sent = sandbox.outbox.gather(() => found?.simulator.act(attemptId, action, { amount: null }));
      return sent.map(({ webhook }) => arriving(webhook, now()));
    },

    async anOrder(provider: ProviderName): Promise<string> {
      const orderId = randomUUID();
      const currency = CURRENCIES[provider];
      const order = { orderId, userId: CUSTOMER.userId, amount: 1_000_00, currency, provider, ...NO_WISHES };
      await app.putOrder(OPERATOR, order);
      return orderId;
    },

    async aGym(provider: ProviderName): Promise<string> {
      const slug = `gym-${randomUUID()}`;
      const gym = {
        slug,
        name: 'Iron Temple',
        paymentsEnabled: true,
        currency: CURRENCIES[provider],
        signature: null,
        statementDescriptor: null,
      };
      const credentials = GYMS[provider];
      await app.putGym(OPERATOR, { ...gym, provider, credentials, returnUrl: 'https://gym.example/back' });
      return slug;
    },

    async notify(channel: Channel, deliveries: readonly Delivery[]): Promise<void> {
      for (const delivery of deliveries) await app.receiveNotification(channel, delivery);
    },
  };
}

const NO_WISHES = { customerEmail: null, description: null, captureMethod: null, returnUrl: null, status: null };
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const UNCOUNTED = {
  request: () => {},
  providerCall: () => {},
  notification: () => {},
  anomaly: () => {},
  eventTry: () => {},
  unknownDecline: () => {},
};

function arriving({ url, body, headers }: Webhook, receivedAt: Date): Delivery {
  const query = [...new URL(url).searchParams];
  return { body: Buffer.from(body), headers: Object.entries(headers(receivedAt)), query, receivedAt };
}

function aSeller(userId: string) {
  const accessToken = `TEST-783871039440266-112126-54b0cb67cf51859b27b97a0fa259645f-${userId}`;
  return { accessToken, userId, webhookSecret: `secret-of-${userId}` };
}

function credentialsOf({ accessToken, webhookSecret }: ReturnType<typeof aSeller>) {
  return { access_token: accessToken, webhook_secrets: [webhookSecret] };
}
