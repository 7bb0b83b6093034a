import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { addressesAt } from '../../src/adapters/http/routes/paths.ts';
import { createMemoryStore } from '../../src/adapters/memory/index.ts';
import { createSecrets } from '../../src/adapters/secrets/index.ts';
import type { Actor } from '../../src/app/actor.ts';
import { createApp } from '../../src/app/app.ts';
import type { Ports } from '../../src/app/context.ts';
import type { GymInput } from '../../src/app/gyms/put-gym.ts';
import type { CheckoutInput } from '../../src/app/opening/open-checkout.ts';
import type { OrderInput } from '../../src/app/orders/put-order.ts';
import type { Measure } from '../../src/ports/measure.ts';
import type { Providers } from '../../src/ports/payment-provider/payment-provider.ts';
import type { DeliveryRecord } from '../../src/ports/store/deliveries.ts';
import type { Log, LogFields, World } from '../../src/ports/world.ts';
import { announceGym, type StoreAndCommands as Store, withCommands } from '../stores.ts';
import type { FakeCredentials } from './fake-credentials.ts';
import { createFakeProvider, type FakeOptions, type FakeProvider } from './fake-provider.ts';
import { createFakeSubscribers } from './fake-subscribers.ts';

export const DAY_MS = 86_400_000;
/** Next to nothing: how long ago a call began is on the database's clock, which no test can move. */
const CALL_MS = 10;

/** A user without any scope, and one with all. */
export const CUSTOMER: Actor = { userId: 'customer-1', scopes: [] };
export const OPERATOR: Actor = {
  userId: 'operator-1',
  scopes: ['orders:write', 'gyms:write', 'payments:manage', 'webhooks:manage'],
};

/** One store in memory for the tests of a file, on the real clock; ids are fresh in each of them. */
export function useStore(): () => Store {
  const store = withCommands(createMemoryStore({ now: () => new Date() }));
  return () => store;
}

/**
 * A clock that only moves when a test advances it, or when the app sleeps. Leases are on the database's own, which dates rows,
 * too: this one begins with the real time.
 */
export function createClock() {
  let now = Date.now();
  const slept: number[] = [];
  return {
    now: () => new Date(now),
    advance(milliseconds: number): void {
      now += milliseconds;
    },
    async sleep(milliseconds: number): Promise<void> {
      slept.push(milliseconds);
      now += milliseconds;
      await pause(1);
    },
    slept,
  };
}

/** Until a search that does not lag has seen whatever a call has made, the slowest one too. */
export function callsAreOver(): Promise<void> {
  return pause(3 * CALL_MS);
}

type Counted =
  | Parameters<Measure['notification']>[0]
  | Parameters<Measure['anomaly']>[0]
  | { unknownDeclineOf: string }
  | { eventTry: Parameters<Measure['eventTry']>[0] };
type Logged = { readonly level: keyof Log; readonly message: string; readonly fields: LogFields };

export type GatewayOptions = {
  readonly provider?: Omit<FakeOptions, 'now'>;
  /** Further providers, by name; the platform has no account with them. */
  readonly others?: readonly Omit<FakeOptions, 'now'>[];
  readonly settings?: Partial<Ports['settings']>;
  readonly store?: (store: Store) => Store;
};

export type Gateway = ReturnType<typeof createGateway>;

/** The app over a real store and a provider in memory, and what a test wants to see and move of them. */
export function createGateway(real: Store, options: GatewayOptions = {}) {
  const clock = createClock();
  const logged: Logged[] = [];
  const counted: Counted[] = [];
  const kept: { readonly key: string; readonly eventId: string; readonly state: string }[] = [];
  const provider = createFakeProvider({ ...options.provider, now: clock.now });
  const others = (options.others ?? []).map((other) => createFakeProvider({ ...other, now: clock.now }));
  const platform = credentialsOf('platform', { public_key: PUBLISHABLE_KEY });
  const subscribers = createFakeSubscribers();
  const secrets = createSecrets([{ kid: 'k1', key: randomBytes(32) }]);
  const store = (options.store ?? ((same) => same))(remembering(real, kept));
  const world = {
    ...clock,
    newId: randomUUID,
    log: logInto(logged),
    note: () => {},
    requestId: () => 'request-1',
    measure: countInto(counted),
  } satisfies World;
  const ports: Ports = {
    providers: providersOf(provider, others, platform),
    store,
    purchases: store,
    announceGym,
    subscribers,
    secrets,
    world,
    settings: {
      addresses: addressesAt('https://pay.example/base'),
      checkoutReturnUrl: null,
      checkoutTtlMs: DAY_MS,
      providerTimeoutMs: CALL_MS,
      leaseMs: 60_000,
      defaultProviders: { orders: provider.name, gyms: provider.name },
      ...options.settings,
    },
  };
  return {
    app: createApp(ports),
    /** Another process of the same installation, with another view of it if need be. */
    replica: ({ store: other = store, ...changes }: Partial<Ports> & { readonly store?: Store } = {}) =>
      createApp({ ...ports, ...changes, store: other, purchases: other }),
    provider,
    counted,
    others,
    platform,
    providers: ports.providers,
    store: real,
    secrets,
    subscribers,
    clock,
    world,
    logged,
    /** Deliveries that were remembered, and as what. */
    kept,
  };
}

/** What web pages start the SDK of the gateway's own provider with. */
export const PUBLISHABLE_KEY = 'pk_of_the_platform';

function providersOf(provider: FakeProvider, others: readonly FakeProvider[], platform: FakeCredentials): Providers {
  const byName = new Map([provider, ...others].map((one) => [one.name, one]));
  return {
    get: (name) => byName.get(name),
    names: [...byName.keys()],
    platformCredentials: (name) => (name === provider.name ? platform : null),
  };
}

function remembering(store: Store, kept: { key: string; eventId: string; state: string }[]): Store {
  return {
    ...store,
    async keepDelivery(record: DeliveryRecord, state) {
      await store.keepDelivery(record, state);
      kept.push({ key: record.key, eventId: record.eventId, state });
    },
    async recordFacts(record) {
      const recorded = await store.recordFacts(record);
      const { delivery } = record;
      if (delivery !== null) kept.push({ key: delivery.key, eventId: delivery.eventId, state: 'processed' });
      return recorded;
    },
  };
}

function countInto(counted: Counted[]): World['measure'] {
  return {
    notification: (reported) => void counted.push(reported),
    anomaly: (kind) => void counted.push(kind),
    unknownDecline: (provider) => void counted.push({ unknownDeclineOf: provider }),
    eventTry: (result) => void counted.push({ eventTry: result }),
    providerCall() {},
  };
}

function logInto(logged: Logged[]): Log {
  const at = (level: keyof Log) => (fields: LogFields, message: string) => void logged.push({ level, message, fields });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** A fresh token and a fresh secret of this holder's account. */
export function credentialsOf(holder: string, changes: Partial<FakeCredentials> = {}): FakeCredentials {
  return { access_token: `${holder}:${randomUUID()}`, webhook_secrets: [`secret-${randomUUID()}`], ...changes };
}

export function anOrderInput(changes: Partial<OrderInput> = {}): OrderInput {
  return {
    orderId: randomUUID(),
    userId: CUSTOMER.userId,
    amount: 1_000,
    currency: 'JPY',
    customerEmail: 'payer@example.com',
    description: 'A mat',
    provider: null,
    captureMethod: null,
    returnUrl: null,
    status: null,
    ...changes,
  };
}

/** A gym that is put with credentials of the fake provider. */
export type AGymInput = Omit<GymInput, 'credentials'> & { readonly credentials: FakeCredentials | null };

export function aGymInput(changes: Partial<AGymInput> = {}): AGymInput {
  return {
    slug: `gym-${randomUUID()}`,
    name: 'Iron Temple',
    paymentsEnabled: true,
    provider: null,
    currency: null,
    returnUrl: null,
    statementDescriptor: null,
    signature: null,
    credentials: credentialsOf('iron-temple'),
    ...changes,
  };
}

export function aCheckoutInput(gymSlug: string, changes: Partial<CheckoutInput> = {}): CheckoutInput {
  return {
    userId: CUSTOMER.userId,
    gymSlug,
    amount: '5000.00',
    title: 'Monthly pass',
    payerEmail: 'payer@example.com',
    ...changes,
  };
}

/** A pending order of the customer's, and how the customer asks to pay it. */
export async function anOrder({ app }: Pick<Gateway, 'app'>, changes: Partial<OrderInput> = {}) {
  const { value: order } = await app.putOrder(OPERATOR, anOrderInput(changes));
  return { order, input: { userId: order.userId, orderId: order.id, customerEmail: null } };
}

/** A gym that takes payments, and the credentials it stored. */
export async function aGym({ app }: Pick<Gateway, 'app'>, changes: Partial<AGymInput> = {}) {
  const input = aGymInput(changes);
  const { value: gym } = await app.putGym(OPERATOR, input);
  if (input.credentials === null) throw new Error('a gym of this kind has credentials');
  return { gym, input, credentials: input.credentials, channel: { kind: 'gym', slug: gym.slug } as const };
}

/** A checkout at a gym, opened; its parent is known. */
export async function aCheckout({ app }: Pick<Gateway, 'app'>, gymSlug: string) {
  const { payment } = await app.openCheckout(aCheckoutInput(gymSlug));
  return { payment, parentId: parentIdOf(payment) };
}

export function parentIdOf({ parentId }: { readonly parentId: string | null }): string {
  if (parentId === null) throw new Error('the payment has no parent');
  return parentId;
}

/** The matcher of a DomainError with this code, and more where it matters. */
export function refusedWith(code: string, details: { field?: string; retryAfterSeconds?: unknown } = {}) {
  return { name: 'DomainError', code, ...details };
}
