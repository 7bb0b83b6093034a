import type { PaymentProvider } from '../../../ports/payment-provider.ts';
import { type ClientOptions, connect } from './client.ts';
import { captureIntent } from './intents.ts';
import { refusal } from './money.ts';
import { split, translate } from './notifications.ts';
import { capabilities, close, fetch, find, open } from './parents.ts';
import { redacted } from './redacted.ts';
import { listRefunds, refund } from './refunds.ts';
import { settings } from './settings.ts';
import { verify } from './signature.ts';

/** Stripe, over its official SDK: a PaymentIntent for the client flow, a Checkout Session for the redirect flow. */
export function createStripe(options: ClientOptions): PaymentProvider {
  return {
    name: settings.name,
    capabilities,
    // Connecting accounts is Stripe Connect, another product: a gym pastes its key.
    connecting: null,
    refusal,
    /** A Stripe key doesn't show whose account it opens. */
    identify: () => null,
    open: (credentials, request) => open(connect(options, credentials), request),
    fetch: (credentials, parentId) => fetch(connect(options, credentials), parentId),
    find: (credentials, reference) => find(connect(options, credentials), reference),
    close: (credentials, parentId) => close(connect(options, credentials), parentId),
    capture: (credentials, request) => captureIntent(connect(options, credentials), request),
    refund: (credentials, request) => refund(connect(options, credentials), request),
    listRefunds: (credentials, intentId) => listRefunds(connect(options, credentials), intentId),
    verify,
    split,
    redacted,
    translate: (credentials, notification) => translate(connect(options, credentials), notification),
  };
}
