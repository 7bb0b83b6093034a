import type { Credentials } from '../../domain/payment/account.ts';
import type { WebhookDescription } from '../../ports/payment-provider/deliveries.ts';
import type { PaymentProvider } from '../../ports/payment-provider/payment-provider.ts';
import type { DeclaredCredentials } from './shared/credentials.ts';
import type { UrlKeys } from './shared/notification-url.ts';

/** What configuration and documents have to know about a provider before any of its code is loaded. */
export type ProviderSettings<Own extends Credentials = Credentials> = {
  readonly name: string;
  /** What opens an account there; without any, nothing has to. */
  readonly credentials: DeclaredCredentials;
  /** Where its API is, and the environment variable that says otherwise; null when there is none to call. */
  readonly api: { readonly base: string; readonly variable: string } | null;
  /**
   * Where merchants can connect their own accounts to us: the environment variables that say who we are there, and which of
   * the platform's own credentials their webhooks are checked with.
   */
  readonly application?: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly needs: keyof Own & string;
  };
  /** What its webhooks carry, for readers of the API document; left out, it is silent about them. */
  readonly webhook?: WebhookDescription;
  /** Whether calls with the credentials move real money. */
  isLive(credentials: Own, apiBase: string): boolean;
};

/** Who the platform is where merchants connect their accounts to it (OAuth 2.0 client). */
export type Application = { readonly clientId: string; readonly clientSecret: string };

/** What an adapter is made with. */
export type ProviderOptions = {
  /** Empty for a provider without an API. */
  readonly apiBase: string;
  readonly application: Application | null;
  /** For all requests of one call together, bodies included, in milliseconds. */
  readonly timeoutMs: number;
  readonly now: () => Date;
  /** For providers that sign no webhooks: `signedUrl` signs with the first one, `signedReference` takes all. */
  readonly notificationKeys: UrlKeys;
};

/** All that the service knows of a provider. */
export type Registration = {
  readonly settings: ProviderSettings;
  /** Loads the adapter: its code, and in part its SDK, are only wanted by a process that serves. */
  readonly load: () => Promise<(options: ProviderOptions) => PaymentProvider>;
};
