/** What configuration has to know about a provider before any of its code is loaded. */
export type ProviderSettings = {
  readonly name: string;
  /** Names of environment variables. */
  readonly env: { readonly accessToken: string; readonly webhookSecrets: string; readonly apiBase: string };
  readonly defaultApiBase: string;
  /** Whether the credential moves real money. */
  isLive(accessToken: string): boolean;
};
