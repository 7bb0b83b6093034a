import type { Credentials } from '../../domain/payment/account.ts';
import type { Providers } from '../../ports/payment-provider.ts';
import { registration as mercadopago } from './mercadopago/registration.ts';
import type { Application, ProviderOptions, ProviderSettings, Registration } from './settings.ts';
import { registration as stripe } from './stripe/registration.ts';

/** One line per provider. */
const PROVIDERS: readonly Registration[] = [
  stripe, //
  mercadopago,
];

/** For configuration, without any adapter's code. */
export const PROVIDER_SETTINGS: readonly ProviderSettings[] = PROVIDERS.map(({ settings }) => settings);

/** Where a provider is, the platform's own account there, and what merchants connect their accounts to. */
export type ProviderAccess = {
  readonly apiBase: string;
  /** Null when none are configured; empty for a provider that needs none. */
  readonly credentials: Credentials | null;
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
      PROVIDERS.map(async ({ settings: { name, api }, load }) => {
        const create = await load();
        const { apiBase = api?.base ?? '', application = null } = accounts[name] ?? {};
        return [name, create({ ...options, apiBase, application })] as const;
      }),
    ),
  );
  return {
    names: [...adapters.keys()],
    get: (name) => adapters.get(name),
    platformCredentials: (name) => (Object.hasOwn(accounts, name) ? (accounts[name]?.credentials ?? null) : null),
  };
}
