import type { Credentials } from '../../domain/payment/account.ts';
import type { PaymentProvider, Providers } from '../../ports/payment-provider.ts';
import { settings as mercadopago } from './mercadopago/settings.ts';
import type { Application, ProviderSettings } from './settings.ts';
import { settings as stripe } from './stripe/settings.ts';

type ProviderOptions = {
  readonly apiBase: string;
  readonly application: Application | null;
  readonly timeoutMs: number;
  readonly now: () => Date;
};

type Registration = {
  readonly settings: ProviderSettings;
  /** Loads the adapter: its code, and in part its SDK, are only wanted by a process that serves. */
  readonly load: () => Promise<(options: ProviderOptions) => PaymentProvider>;
};

/** One line per provider. */
const PROVIDERS: readonly Registration[] = [
  { settings: stripe, load: async () => (await import('./stripe/index.ts')).createStripe },
  { settings: mercadopago, load: async () => (await import('./mercadopago/index.ts')).createMercadoPago },
];

/** For configuration, without any adapter's code. */
export const PROVIDER_SETTINGS: readonly ProviderSettings[] = PROVIDERS.map(({ settings }) => settings);

function settingsOf(name: string): ProviderSettings | undefined {
  return PROVIDER_SETTINGS.find((settings) => settings.name === name);
}

/** Where a provider is, the platform's own account there, and what merchants connect their accounts to. */
export type ProviderAccess = {
  readonly apiBase: string;
  readonly credentials: Credentials | null;
  /** What web pages show to the provider. */
  readonly publishableKey: string | null;
  readonly application: Application | null;
};

type ProvidersOptions = Omit<ProviderOptions, 'apiBase' | 'application'> & {
  /** By provider's name. */
  readonly accounts: Readonly<Record<string, ProviderAccess>>;
};

/** Every registered provider, whether the platform has an account there or not: gyms bring their own. */
export async function createProviders({ accounts, ...options }: ProvidersOptions): Promise<Providers> {
  const adapters = new Map(
    await Promise.all(
      PROVIDERS.map(async ({ settings: { name, defaultApiBase }, load }) => {
        const create = await load();
        const { apiBase = defaultApiBase, application = null } = accounts[name] ?? {};
        return [name, create({ ...options, apiBase, application })] as const;
      }),
    ),
  );
  const accountAt = (name: string) => (Object.hasOwn(accounts, name) ? accounts[name] : undefined);
  return {
    names: [...adapters.keys()],
    get: (name) => adapters.get(name),
    platformCredentials: (name) => accountAt(name)?.credentials ?? null,
    publishableKey: (name) => accountAt(name)?.publishableKey ?? null,
    publishableKeyFault: (name, text) => settingsOf(name)?.faults.publishableKey(text) ?? null,
  };
}
