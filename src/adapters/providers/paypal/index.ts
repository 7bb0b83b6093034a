import { DomainError } from '../../../domain/error.ts';
import type { PaymentProvider } from '../../../ports/payment-provider/payment-provider.ts';
import type { OpenRequest } from '../../../ports/payment-provider/requests.ts';
import { onlyGiven } from '../shared/credentials.ts';
import { descriptorForm, descriptorIn } from '../shared/descriptor.ts';
import { unsupported } from '../shared/unsupported.ts';
import { type ClientOptions, connect } from './calls/client.ts';
import { refusal } from './money.ts';
import { close, complete, open, retrieve } from './parents/parents.ts';
import { listRefunds, refund } from './reversals/refunds.ts';
import { type PayPalCredentials, settings } from './settings.ts';
import { type Hint, redacted, split, translate } from './webhooks/notifications.ts';
import { confirm, verify } from './webhooks/signature.ts';

/**
 * PayPal's Orders v2, over plain HTTP (docs/decisions say why): an order serves both flows. The client flow hands over its id, with
 * which PayPal's JavaScript SDK is started; the redirect flow hands over the page on which it is approved.
 */
const CAPABILITIES = {
  flows: ['client', 'redirect'],
  captureMethods: ['automatic'],
  splitsPurchases: false,
  refunds: true,
  // Without one the page ends in an error after the buyer has approved.
  // https://developer.paypal.com/docs/api/orders/v2/#orders_create (links), 2026-11-29
  redirectNeedsReturnUrl: true,
  // A capture that is declined completes its order, and an order whose means of payment were declined is closed here.
  failedIsFinal: true,
  completes: true,
  confirmedBy: 'provider',
  webhooks: 'asked',
  disputes: 'decided',
  // PayPal-Request-Id is kept for 6 hours, by its clock: https://developer.paypal.com/docs/api/orders/v2/#orders_create, 2026-11-29.
  repeatsAreSafeForMs: 5 * 3_600_000,
  // Orders have no search, and transactions show up to 3 hours late, of those that were paid:
  // https://developer.paypal.com/docs/api/transaction-search/v1/, 2026-11-29.
  searchLagMs: null,
} as const satisfies PaymentProvider['capabilities'];

/** What follows `PAYPAL *`, of which the account's own text takes a part. https://developer.paypal.com/docs/api/orders/v2/, 2026-11-29 */
const MAX_DESCRIPTOR = 22;
const PUNCTUATION = { form: 'dashes and full stops', others: /[^A-Za-z0-9 .-]/g } as const;

export function createPayPal(options: ClientOptions): PaymentProvider<Hint, PayPalCredentials> {
  const as = (credentials: PayPalCredentials) => connect(options, credentials);
  return {
    name: settings.name,
    capabilities: CAPABILITIES,
    credentials: settings.credentials.fields,
    // Connecting accounts is PayPal's partner program: a gym pastes what its app has.
    connecting: null,
    refusal,
    /** An app's id doesn't show whose account it opens. */
    identify: () => null,
    openSameAccount: (one, other) => one.client_id === other.client_id,
    credentialsFrom: onlyGiven,
    publishableKey: ({ client_id }) => client_id,
    descriptor: descriptorIn(MAX_DESCRIPTOR, PUNCTUATION),
    descriptorForm: descriptorForm(MAX_DESCRIPTOR, PUNCTUATION),
    async open(credentials, request) {
      refuseUnsupported(request);
      const refused = refusal(request.amount);
      if (refused !== null) return { kind: 'rejected', about: 'amount', reason: refused.reason };
      return await open(as(credentials), request);
    },
    fetch: (credentials, parentId) => retrieve(as(credentials), parentId),
    find: unsupported('PayPal has no search for orders'),
    close: (credentials, parentId) => close(as(credentials), parentId),
    complete: (credentials, request) => complete(as(credentials), request),
    capture: unsupported('PayPal captures whole orders, when the buyer has agreed'),
    refund: (credentials, request) => refund(as(credentials), request),
    listRefunds: (credentials, captureId) => listRefunds(as(credentials), captureId),
    receive: unsupported('PayPal says itself which payments are paid'),
    verify,
    confirm: (credentials, delivery) => confirm(as(credentials), credentials, delivery),
    split,
    redacted,
    translate: (credentials, notification) => translate(as(credentials), notification),
  };
}

function refuseUnsupported({ captureMethod, flow, returnUrl }: OpenRequest): void {
  if (captureMethod !== 'automatic') throw new DomainError('unsupported', 'PayPal captures when the buyer has agreed');
  if (flow === 'redirect' && returnUrl === null)
    throw new DomainError('unsupported', 'PayPal needs a URL to send the buyer back to');
}
