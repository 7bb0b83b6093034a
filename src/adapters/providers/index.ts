import type { Credentials } from '../../domain/account.ts';
import type { PaymentProvider, Providers } from '../../ports/payment-provider.ts';
import { settings as mercadopago } from './mercadopago/settings.ts';
import type { ProviderSettings } from './settings.ts';
import { settings as stripe } from './stripe/settings.ts';

type ProviderOptions = { readonly apiBase: string; readonly timeoutMs: number; readonly now: () => Date };

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

/** By provider's name: where it is, and the platform's own account there. */
type Accounts = Readonly<Record<string, { readonly apiBase: string; readonly credentials: Credentials | null }>>;

type ProvidersOptions = Omit<ProviderOptions, 'apiBase'> & { readonly accounts: Accounts };

/** Every registered provider, whether the platform has an account there or not: gyms bring their own. */
export async function createProviders({ accounts, ...options }: ProvidersOptions): Promise<Providers> {
  const adapters = new Map(
    await Promise.all(
      PROVIDERS.map(async ({ settings: { name, defaultApiBase }, load }) => {
        const create = await load();
        return [name, create({ ...options, apiBase: accounts[name]?.apiBase ?? defaultApiBase })] as const;
      }),
    ),
  );
  return {
    get: (name) => adapters.get(name),
    platformCredentials: (name) => (Object.hasOwn(accounts, name) ? (accounts[name]?.credentials ?? null) : null),
  };
}
