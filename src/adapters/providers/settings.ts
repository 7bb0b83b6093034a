/** What configuration has to know about a provider before any of its code is loaded. */
export type ProviderSettings = {
  readonly name: string;
  /** Names of environment variables. */
  readonly env: {
    readonly accessToken: string;
    readonly webhookSecrets: string;
    /** What a web page shows to the provider; it may be seen by all the world. */
    readonly publishableKey: string;
    readonly apiBase: string;
    /** Where merchants can connect their own accounts to us: who we are there. */
    readonly application?: { readonly clientId: string; readonly clientSecret: string };
  };
  readonly defaultApiBase: string;
  /** Why a text is not what its variable is for, a publishable key for example; null when it may be. */
  readonly faults: Readonly<Record<'accessToken' | 'webhookSecret' | 'publishableKey', Fault>>;
  /** Every real one is written like this; production takes no others. */
  readonly forms: Readonly<Record<'accessToken' | 'webhookSecret', RegExp>>;
  /** Whether the credential moves real money. */
  isLive(accessToken: string): boolean;
};

/** Completes "NAME: …", and never has a part of the text in it. */
type Fault = (text: string) => string | null;

/** Who the platform is where merchants connect their accounts to it (OAuth 2.0 client). */
export type Application = { readonly clientId: string; readonly clientSecret: string };
