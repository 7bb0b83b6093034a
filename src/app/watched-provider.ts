import type { Account } from '../domain/account.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import type { Context } from './context.ts';
import { aroundCalls } from './provider-calls.ts';

/** The provider of one account; when it takes the credentials no more, whichever call it says so to, its gym has to know. */
export function watched({ store }: Context, { id, sealed }: Account, provider: PaymentProvider): PaymentProvider {
  if (sealed === null) return provider; // the platform's are configuration
  return aroundCalls(provider, async ({ ask }) => {
    const outcome = await ask();
    if (outcome.kind === 'rejected' && outcome.about === 'credentials') await store.needReconnect(id, sealed);
    return outcome;
  });
}
