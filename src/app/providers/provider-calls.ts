import type { Credentials } from '../../domain/payment/account.ts';
import type { Outcome } from '../../ports/outcome.ts';
import type { PaymentProvider } from '../../ports/payment-provider/payment-provider.ts';

/** Whatever else a method takes stays with it: what is put around a call can't lose an argument. */
type Method = (credentials: Credentials, about: never, ...more: never[]) => Promise<Outcome<unknown>>;

/** The methods that may ask the provider. */
export type ProviderCall = {
  [Name in keyof PaymentProvider]: PaymentProvider[Name] extends Method ? Name : never;
}[keyof PaymentProvider];

/** One call, not made yet. */
export type Call = {
  readonly name: ProviderCall;
  readonly about: never;
  readonly ask: () => Promise<Outcome<unknown>>;
};

/** What is done around a call, which it makes, or not. */
export type Around = (call: Call) => Promise<Outcome<unknown>>;

/** All of them: the compiler asks for the missing one. */
const CALLS: Readonly<Record<ProviderCall, true>> = {
  open: true,
  fetch: true,
  find: true,
  close: true,
  complete: true,
  capture: true,
  refund: true,
  listRefunds: true,
  confirm: true,
  translate: true,
};

const NAMES = Object.keys(CALLS) as ProviderCall[];

/** The same provider, with something around each of its calls. */
export function aroundCalls(provider: PaymentProvider, around: Around): PaymentProvider {
  const wrapped = (name: ProviderCall): Method => {
    const method: Method = provider[name];
    return (...asked) => around({ name, about: asked[1], ask: () => method(...asked) });
  };
  return { ...provider, ...Object.fromEntries(NAMES.map((name) => [name, wrapped(name)])) };
}
