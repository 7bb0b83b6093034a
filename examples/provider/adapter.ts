import {
  type Capabilities,
  credentials as declared,
  descriptorForm,
  descriptorIn,
  type JsonObject,
  type Money,
  moneyToDecimal,
  type Outcome,
  ok,
  type Parent,
  type PaymentProvider,
  type Refusal,
  shortened,
  unsupported,
  withOnly,
} from 'fitstack-payments/provider-kit';
import { connect, type Options } from './api.ts';
import { parentIn, refundIn, refundsIn } from './reading.ts';
import { type CoinPayCredentials, settings } from './settings.ts';
import { type Hint, split, verify } from './webhooks.ts';
import { SIGNATURE_HEADER } from './wire.ts';

const CAPABILITIES: Capabilities = {
  ...{ flows: ['redirect'], captureMethods: ['automatic'], splitsPurchases: false, refunds: true },
  redirectNeedsReturnUrl: false,
  // Each try is a payment of its own.
  failedIsFinal: true,
  ...{ completes: false, confirmedBy: 'provider', webhooks: 'signed', disputes: 'none' },
  // Keys are kept for a day.
  repeatsAreSafeForMs: 23 * 3_600_000,
  searchLagMs: null,
};

const CURRENCIES: readonly string[] = ['USD', 'JPY'];
const MAX_TITLE = 100;

/** Coin Pay, a provider that there is not: an adapter in a package of its own, which keeps every promise of the kit. */
export function createCoinPay(options: Options): PaymentProvider<Hint, CoinPayCredentials> {
  const as = (credentials: CoinPayCredentials) => {
    const api = connect(options, credentials);
    const read = (json: JsonObject) => parentIn(json, identify(credentials));
    return { ...api, read, payment: (id: string) => api.get(pathOf(id), read) };
  };

  async function present(credentials: CoinPayCredentials, id: string): Promise<Outcome<Parent>> {
    const seen = await as(credentials).payment(id);
    return seen.kind === 'ok' ? (seen.value === null ? MISSING : ok(seen.value)) : seen;
  }

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
    descriptor: descriptorIn(20),
    descriptorForm: descriptorForm(20),
    async open(credentials, { flow, captureMethod, amount, title, ...request }) {
      const refused = refusal(amount);
      if (refused !== null) return { kind: 'rejected', about: 'amount', reason: refused.reason };
      if (flow !== 'redirect' || captureMethod !== 'automatic') return onlyPages();
      const { reference, returnUrl: return_url, expiresAt: expires_at } = request;
      const body = { ...wireOf(amount), reference, title: shortened(title, MAX_TITLE), return_url, expires_at };
      const { post, read } = as(credentials);
      return post('/payments', body, request.idempotencyKey, read);
    },
    fetch: (credentials, id) => as(credentials).payment(id),
    find: unsupported('Coin Pay has no search'),
    async close(credentials, id) {
      const { post, read } = as(credentials);
      const ended = await post(`${pathOf(id)}/cancel`, {}, `cancel-${id}`.slice(0, 64), read);
      // What has ended, or is being paid, is reported as it is.
      return ended.kind === 'rejected' && ended.about === 'request' ? present(credentials, id) : ended;
    },
    complete: unsupported('Coin Pay takes the money when the buyer pays'),
    capture: unsupported('Coin Pay captures at once'),
    async refund(credentials, { amount, reference, providerPaymentId: id, idempotencyKey }) {
      const refused = refusal(amount);
      if (refused !== null) return { kind: 'rejected', about: 'amount', reason: refused.reason };
      const read = (json: JsonObject) => refundIn(json, { id, currency: amount.currency });
      return as(credentials).post(`${pathOf(id)}/refunds`, { ...wireOf(amount), reference }, idempotencyKey, read);
    },
    async listRefunds(credentials, id) {
      // A payment is shown with all its refunds.
      const seen = await as(credentials).get(pathOf(id), (json) => (json['id'] === id ? refundsIn(json) : null));
      return seen.kind === 'ok' ? ok(seen.value ?? []) : seen;
    },
    receive: unsupported('Coin Pay says itself which payments are paid'),
    verify,
    confirm: unsupported('Coin Pay signs its webhooks'),
    split,
    redacted: (delivery) => withOnly([SIGNATURE_HEADER], delivery),
    async translate(credentials, { payload: { payment, event } }) {
      const seen = await as(credentials).payment(payment);
      return seen.kind === 'ok' ? ok({ report: seen.value?.report ?? null, key: event }) : seen;
    },
  };
}

const onlyPages = unsupported('Coin Pay has pages, and captures at once');
const MISSING = { kind: 'rejected', about: 'request', reason: 'Coin Pay has no such payment' } as const;

function pathOf(id: string): string {
  return `/payments/${encodeURIComponent(id)}`;
}

/** A key names its merchant: `ck_shop1_…`. */
function identify({ api_key }: CoinPayCredentials): string | null {
  return /^ck_([a-z0-9]+)_/.exec(api_key)?.[1] ?? null;
}

function refusal({ minor, currency }: Money): Refusal | null {
  if (!CURRENCIES.includes(currency)) return { field: 'currency', reason: `Coin Pay does not take ${currency}` };
  return minor === 0 ? { field: 'amount', reason: 'Amount must be greater than zero' } : null;
}

function wireOf(amount: Money) {
  return { amount: moneyToDecimal(amount), currency: amount.currency };
}
