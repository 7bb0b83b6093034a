import type { ApiKey } from '../domain/operator/api-key.ts';
import type { Account } from '../domain/payment/account.ts';
import type { Providers } from '../ports/payment-provider/payment-provider.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { GymAnnouncer } from '../ports/store/events.ts';
import type { Store } from '../ports/store/store.ts';
import type { Subscribers } from '../ports/subscribers.ts';
import type { World } from '../ports/world.ts';
import type { Background } from './background.ts';
import type { PurchaseCommands } from './purchases.ts';

/** Where others reach this service: the adapter that serves these addresses says so. */
export type Addresses = {
  /** To which a provider sends notifications about this account. */
  notifications(account: Pick<Account, 'owner' | 'provider'>): string;
  /** Which an account's owner opens, to connect it. */
  connectionStart(provider: string, link: string): string;
  /** To which the provider sends the owner's browser back. */
  connectionCallback(provider: string): string;
};

/** What of the configuration the use cases need. */
type Settings = {
  readonly addresses: Addresses;
  /** Where hosted pages send the buyer back when neither order nor gym says so. */
  readonly checkoutReturnUrl: string | null;
  readonly checkoutTtlMs: number;
  /** One call to a provider; also how long a request waits for another's call in flight. */
  readonly providerTimeoutMs: number;
  /** How long one process may keep the others from calling the provider for the same payment. */
  readonly leaseMs: number;
  readonly defaultProviders: { readonly orders: string; readonly gyms: string };
};

/** The circuit breakers, one for each account and process: other accounts at the same provider are not affected. */
export type Circuits = {
  /** Milliseconds until a call may go out; 0: call now, and report how it ended. */
  waitMs(accountId: string, now: Date): number;
  answered(accountId: string): void;
  /** True if this failure opened the circuit. */
  failed(accountId: string, now: Date): boolean;
};

/** The limit of unsigned notifications, per gym and process: each one that is followed costs a call to the provider. */
export type HintLimit = {
  /** Milliseconds until a hint about this subject may be followed; 0 counts it, to be followed now. */
  waitMs(slug: string, subject: string, now: Date): number;
};

/**
 * How many deliveries the provider did not confirm, per account and process: a stranger can send forged ones for free, and
 * each costs a call.
 */
export type RefusedAsks = {
  /** Milliseconds until the provider may be asked about a delivery; 0: now. */
  waitMs(accountId: string, now: Date): number;
  refused(accountId: string, now: Date): void;
};

/** What this process knows of API keys, by the hashes of their texts, for a few seconds. */
export type KnownKeys = {
  /** Null: there was no such key. Undefined: the database has to be asked. */
  find(hash: string, now: Date): ApiKey | null | undefined;
  remember(hash: string, key: ApiKey | null, askedAt: Date): void;
  forgetAll(): void;
};

/** What main.ts gives the app. */
export type Ports = Omit<Context, 'background' | 'circuits' | 'hints' | 'refusedAsks' | 'knownKeys'>;

/** Everything a use case may reach. */
export type Context = {
  readonly providers: Providers;
  readonly store: Store;
  /** What changes payments, orders and what hangs on them. */
  readonly purchases: PurchaseCommands;
  /** The events of gyms' changes. */
  readonly announceGym: GymAnnouncer;
  readonly subscribers: Subscribers;
  readonly secrets: Secrets;
  readonly world: World;
  readonly settings: Settings;
  readonly background: Background;
  readonly circuits: Circuits;
  readonly hints: HintLimit;
  readonly refusedAsks: RefusedAsks;
  readonly knownKeys: KnownKeys;
};
