import type { Credentials } from '../domain/account.ts';
import type { Outcome } from '../ports/outcome.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';

/** The methods that may ask the provider. */
export type ProviderCall = {
  [Name in keyof PaymentProvider]: PaymentProvider[Name] extends (
    credentials: Credentials,
    about: never,
  ) => Promise<Outcome<unknown>>
    ? Name
    : never;
}[keyof PaymentProvider];

export type Ask = (credentials: Credentials, about: never) => Promise<Outcome<unknown>>;

/** All of them: the compiler asks for the missing one. */
const CALLS: Readonly<Record<ProviderCall, true>> = {
  open: true,
  fetch: true,
  find: true,
  close: true,
  capture: true,
  refund: true,
  listRefunds: true,
  translate: true,
};

/** The same provider, with something around each of its calls. */
export function aroundCalls(provider: PaymentProvider, around: (name: ProviderCall, ask: Ask) => Ask): PaymentProvider {
  const names = Object.keys(CALLS) as ProviderCall[];
  return { ...provider, ...Object.fromEntries(names.map((name) => [name, around(name, provider[name])])) };
}
