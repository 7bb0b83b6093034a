import type { PaymentProvider } from '../../../ports/payment-provider/payment-provider.ts';
import { onlyGiven, webhookSecretsOf } from '../shared/credentials.ts';
import { descriptorForm, descriptorIn } from '../shared/descriptor.ts';
import { unsupported } from '../shared/unsupported.ts';
import { type ClientOptions, createConnect } from './calls/client.ts';
import { createClock } from './calls/clock.ts';
import { refusal } from './money.ts';
import { captureIntent } from './parents/intents.ts';
import { capabilities, close, find, open, retrieve } from './parents/parents.ts';
import { listRefunds, refund } from './reversals/refunds.ts';
import { type StripeCredentials, settings } from './settings.ts';
import type { StripeEvent } from './webhooks/event.ts';
import { split, translate } from './webhooks/notifications.ts';
import { redacted } from './webhooks/redacted.ts';
import { verify } from './webhooks/signature.ts';

/** With the account's prefix; a letter is required. https://docs.stripe.com/get-started/account/statement-descriptors, 2026-11-28 */
const MAX_DESCRIPTOR = 22;

/** Stripe, over its official SDK: a PaymentIntent for the client flow, a Checkout Session for the redirect flow. */
export function createStripe(options: ClientOptions): PaymentProvider<StripeEvent, StripeCredentials> {
  const as = createConnect({ ...options, clock: createClock() });
  return {
    name: settings.name,
    capabilities,
    credentials: settings.credentials.fields,
    // Connecting accounts is Stripe Connect, another product: a gym pastes its key.
    connecting: null,
    refusal,
    /** A Stripe key doesn't show whose account it opens. */
    identify: () => null,
    openSameAccount: (one, other) => one.access_token === other.access_token,
    credentialsFrom: onlyGiven,
    publishableKey: ({ public_key = null }) => public_key,
    descriptor: descriptorIn(MAX_DESCRIPTOR),
    descriptorForm: descriptorForm(MAX_DESCRIPTOR),
    open: (credentials, request) => open(as(credentials), request),
    fetch: (credentials, parentId) => retrieve(as(credentials), parentId),
    find: (credentials, reference) => find(as(credentials), reference),
    close: (credentials, parentId) => close(as(credentials), parentId),
    complete: unsupported('Stripe takes the money when the buyer agrees'),
    capture: (credentials, request) => captureIntent(as(credentials), request),
    refund: (credentials, request) => refund(as(credentials), request),
    listRefunds: (credentials, intentId) => listRefunds(as(credentials), intentId),
    receive: unsupported('Stripe says itself which payments are paid'),
    verify: (delivery, accounts) => verify(delivery, webhookSecretsOf(accounts)),
    confirm: unsupported('Stripe signs its webhooks'),
    split,
    redacted,
    translate: (credentials, notification) => translate(as(credentials), notification),
  };
}
