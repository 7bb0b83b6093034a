import type { PaymentProvider } from '../../../ports/payment-provider.ts';
import type { ClientOptions } from './client.ts';
import { refusal } from './money.ts';
import { split, translate } from './notifications.ts';
import { capabilities, createParents } from './parents.ts';
import { settings } from './settings.ts';
import { verify } from './signature.ts';

export function createStripe(options: ClientOptions): PaymentProvider {
  return {
    name: settings.name,
    capabilities,
    refusal,
    /** A Stripe key doesn't show whose account it opens. */
    identify: () => null,
    ...createParents(options),
    verify,
    split,
    translate,
  };
}
