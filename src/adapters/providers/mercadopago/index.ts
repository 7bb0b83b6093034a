import { DomainError } from '../../../domain/error.ts';
import type { PaymentProvider } from '../../../ports/payment-provider/payment-provider.ts';
import type { OpenRequest } from '../../../ports/payment-provider/requests.ts';
import type { Application } from '../settings.ts';
import { webhookSecretsOf } from '../shared/credentials.ts';
import { descriptorForm, descriptorIn } from '../shared/descriptor.ts';
import { withOnly } from '../shared/headers.ts';
import { unsupported } from '../shared/unsupported.ts';
import { type ClientOptions, connect } from './calls/client.ts';
import { createConnecting, credentialsFrom } from './connecting.ts';
import { identify } from './identity.ts';
import { refusal } from './money.ts';
import { close, find, open, retrieve } from './parents/parents.ts';
import { listRefunds } from './payments/payments.ts';
import { refund } from './reversals/refunds.ts';
import { type MercadoPagoCredentials, settings } from './settings.ts';
import { type Hint, split, translate } from './webhooks/notifications.ts';
import { SIGNED_HEADERS, verify } from './webhooks/signature.ts';

/**
 * Mercado Pago, over its official SDK: a Checkout Pro preference serves both flows. The client flow hands over
 * the preference's id, with which the browser SDK is started; the redirect flow hands over its page.
 */
const CAPABILITIES = {
  flows: ['client', 'redirect'],
  captureMethods: ['automatic'],
  // Two cards, or account money and a card: each is a payment of its own of one preference.
  splitsPurchases: true,
  refunds: true,
  redirectNeedsReturnUrl: false,
  // A preference takes further payments until it expires.
  failedIsFinal: false,
  completes: false,
  confirmedBy: 'provider',
  webhooks: 'signed',
  disputes: 'decided',
  // `X-Idempotency-Key` is documented for payments, not for preferences. Checked 2026-11-21.
  repeatsAreSafeForMs: 0,
  // Nothing is documented about how far the search lags: this is ours.
  searchLagMs: 60_000,
} as const satisfies PaymentProvider['capabilities'];

/** https://www.mercadopago.com.mx/developers/en/docs/checkout-pro/checkout-customization/preferences/invoice-description, 2026-11-28 */
const MAX_DESCRIPTOR = 13;

type Options = ClientOptions & { readonly application?: Application | null };

export function createMercadoPago({
  application = null,
  ...options
}: Options): PaymentProvider<Hint, MercadoPagoCredentials> {
  return {
    name: settings.name,
    capabilities: CAPABILITIES,
    credentials: settings.credentials.fields,
    connecting: application && createConnecting(options, application),
    refusal,
    identify,
    openSameAccount: (one, other) => one.access_token === other.access_token,
    credentialsFrom: (kept) => credentialsFrom(kept, { canConnect: application !== null }),
    publishableKey: ({ public_key = null }) => public_key,
    descriptor: descriptorIn(MAX_DESCRIPTOR),
    descriptorForm: descriptorForm(MAX_DESCRIPTOR),
    async open(credentials, request) {
      refuseUnsupported(request);
      const refused = refusal(request.amount);
      if (refused !== null) return { kind: 'rejected', about: 'amount', reason: refused.reason };
      return await open(connect(options, credentials), request);
    },
    fetch: async (credentials, parentId) => await retrieve(connect(options, credentials), parentId),
    find: async (credentials, reference) => await find(connect(options, credentials), reference),
    close: async (credentials, parentId, which) =>
      await close(connect(options, credentials), parentId, which?.isSurplus),
    complete: unsupported('Mercado Pago takes the money when the buyer agrees'),
    /** Checkout Pro takes the money at once: `authorized` is a state of payments that are made without it. */
    capture: unsupported('Mercado Pago captures at once'),
    refund: async (credentials, request) => await refund(connect(options, credentials), request),
    listRefunds: async (credentials, id) => await listRefunds(connect(options, credentials), id),
    receive: unsupported('Mercado Pago says itself which payments are paid'),
    verify: (delivery, accounts) => verify(delivery, webhookSecretsOf(accounts)),
    confirm: unsupported('Mercado Pago signs its webhooks'),
    split,
    /** Nothing that opens a payment stands in a body. */
    redacted: (delivery) => withOnly(SIGNED_HEADERS, delivery),
    translate: async (credentials, notification) => await translate(connect(options, credentials), notification),
  };
}

function refuseUnsupported({ captureMethod }: OpenRequest): void {
  if (CAPABILITIES.captureMethods.some((method) => method === captureMethod)) return;
  throw new DomainError('unsupported', 'Mercado Pago captures at once');
}
