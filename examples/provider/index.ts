import {
  type Capabilities,
  credentials as declared,
  descriptorForm,
  descriptorIn,
  type PaymentProvider,
  unsupported,
} from 'fitstack-payments/provider-kit';
import { type ClientOptions, connect } from './calls/client.ts';
import { identify } from './identity.ts';
import { refusal } from './money.ts';
import { close, find, open, retrieve } from './parents/parents.ts';
import { listRefunds, refund } from './reversals/refunds.ts';
import { type AcmePayCredentials, settings } from './settings.ts';
import { type Hint, redacted, split, translate } from './webhooks/notifications.ts';
import { verify } from './webhooks/signature.ts';

const CAPABILITIES: Capabilities = {
  flows: ['client', 'redirect'],
  captureMethods: ['automatic'],
  splitsPurchases: false,
  refunds: true,
  redirectNeedsReturnUrl: false,
  // Each try is a payment of its own.
  failedIsFinal: true,
  completes: false,
  confirmedBy: 'provider',
  webhooks: 'signed',
  disputes: 'none',
  // Acme Pay keeps keys for a day, by its own clock.
  repeatsAreSafeForMs: 23 * 3_600_000,
  searchLagMs: 0,
};

const MAX_DESCRIPTOR = 20;
const onlyAtOnce = unsupported('Acme Pay captures at once');

/** Acme Pay over plain HTTP. */
export function createAcmePay(options: ClientOptions): PaymentProvider<Hint, AcmePayCredentials> {
  const as = (credentials: AcmePayCredentials) => connect(options, credentials);
  return {
    name: settings.name,
    capabilities: CAPABILITIES,
    credentials: settings.credentials.fields,
    connecting: null,
    refusal,
    identify,
    openSameAccount: (one, other) => identify(one) === identify(other),
    credentialsFrom: declared.onlyGiven,
    publishableKey: () => null,
    descriptor: descriptorIn(MAX_DESCRIPTOR),
    descriptorForm: descriptorForm(MAX_DESCRIPTOR),
    open: async (credentials, request) =>
      request.captureMethod === 'manual' ? onlyAtOnce() : open(as(credentials), request),
    fetch: (credentials, id) => retrieve(as(credentials), id),
    find: (credentials, reference) => find(as(credentials), reference),
    close: (credentials, id) => close(as(credentials), id),
    complete: unsupported('Acme Pay takes the money when the buyer pays'),
    capture: onlyAtOnce,
    refund: (credentials, request) => refund(as(credentials), request),
    listRefunds: (credentials, id) => listRefunds(as(credentials), id),
    receive: unsupported('Acme Pay itself says which payments are paid'),
    verify,
    confirm: unsupported('Acme Pay signs its webhooks'),
    split,
    redacted,
    translate: (credentials, { payload }) => translate(as(credentials), payload),
  };
}
