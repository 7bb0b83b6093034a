import type { Capabilities } from '../../ports/payment-provider/capabilities.ts';
import type { CredentialField } from '../../ports/payment-provider/credentials.ts';
import type { PaymentProvider } from '../../ports/payment-provider/payment-provider.ts';
import type { Context } from '../context.ts';

/** A provider of this installation, and what can be done with it. */
export type ProviderDescription = {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** What opens an account there; empty where nothing has to. */
  readonly credentials: readonly CredentialField[];
  /** The platform has an account there, and orders can be paid through it. */
  readonly takesOrders: boolean;
  /** Gyms can take payments through it. */
  readonly takesCheckouts: boolean;
  /** Gyms can connect their accounts by consent, instead of pasting credentials. */
  readonly connects: boolean;
};

export function listProviders({ providers }: Context): readonly ProviderDescription[] {
  return providers.names.flatMap((name) => {
    const provider = providers.get(name);
    return provider === undefined ? [] : [described(provider, providers.platformCredentials(name) !== null)];
  });
}

function described(provider: PaymentProvider, isConfigured: boolean): ProviderDescription {
  const { name, capabilities, credentials, connecting } = provider;
  return {
    name,
    capabilities,
    credentials,
    takesOrders: isConfigured && capabilities.flows.includes('client'),
    takesCheckouts: capabilities.flows.includes('redirect'),
    connects: connecting !== null,
  };
}
