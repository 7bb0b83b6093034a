import type { Credentials } from '../../domain/payment/account.ts';
import type { Providers } from '../../ports/payment-provider/payment-provider.ts';
import { registration as desk } from './desk/registration.ts';
import { registration as mercadopago } from './mercadopago/registration.ts';
import { withPackages } from './packages.ts';
import { registration as paypal } from './paypal/registration.ts';
import type { Application, ProviderOptions, ProviderSettings, Registration } from './settings.ts';
import { registration as stripe } from './stripe/registration.ts';

export { PROVIDER_NAME } from './packages.ts';

/** One line per provider. */
const PROVIDERS: readonly Registration[] = [
  stripe, //
  mercadopago,
  paypal,
  desk,
];

/** For configuration, without any adapter's code. */
export const PROVIDER_SETTINGS: readonly ProviderSettings[] = PROVIDERS.map(({ settings }) => settings);

/** These, and those of the named packages. */
export const loadRegistrations = (packages: readonly string[]) => withPackages(PROVIDERS, packages);

/** Where a provider is, the platform's own account there, and what merchants connect their accounts to. */
export type ProviderAccess = {
  readonly apiBase: string;
  /** Null when none are configured; empty for a provider that needs none. */
  readonly credentials: Credentials | null;
  readonly application: Application | null;
};

type ProvidersOptions = Omit<ProviderOptions, 'apiBase' | 'application'> & {
  /** Those of this repository, when left out. */
  readonly registrations?: readonly Registration[];
  /** By provider's name. */
  readonly accounts: Readonly<Record<string, ProviderAccess>>;
};

/** Every registered provider, whether the platform has an account there or not: gyms bring their own. */
export async function createProviders(given: ProvidersOptions): Promise<Providers> {
  const { accounts, registrations = PROVIDERS, ...options } = given;
  const adapters = new Map(
    await Promise.all(
      registrations.map(async ({ settings: { name, api }, load }) => {
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
