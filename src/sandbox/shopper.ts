import { randomUUID } from 'node:crypto';
import { makeToken } from '../config/token.ts';
import { money, moneyToDecimal } from '../domain/money/money.ts';
import { DEMO_CHECKOUT, DEMO_ORDER, DEMO_USER } from './seed.ts';

/** What the pages do in place of a client app: all of it through the service's own API, as a client app would. */
export type Shopper = {
  /** Opens a payment for the demo order, or for a new one like it when that is paid; its reference at the provider. */
  readonly openOrder: () => Promise<string>;
  /** Opens a checkout at the demo gym; its page's URL. */
  readonly openCheckout: () => Promise<string>;
  /** What the service itself has on record; null when it doesn't know the payment, or doesn't answer. */
  readonly recordOf: (reference: string) => Promise<ServiceRecord | null>;
  /** From now on this is the demo order. */
  readonly choose: (orderId: string) => void;
};

/** The service beside the sandbox: where it is, and who opens payments there for people at the pages. */
export type Beside = { readonly url: string | null; readonly shopper: Shopper | null };

type Service = {
  /** The base path included. */
  readonly url: string;
  readonly secret: string;
  readonly issuer: string | null;
  readonly audience: string | null;
};

/** What the service knows of a payment, in its words. */
export type ServiceRecord = {
  readonly status: string;
  /** Decimal text in major units; null while nothing was given back. */
  readonly refunded: string | null;
  /** What should not have happened, and whether an operator has dealt with it. */
  readonly anomalies: readonly string[];
};

type Answer = { readonly status: number; readonly body: unknown };

/** Opening waits for a provider; a page waits for a status only so long. */
const PATIENCE_MS = { open: 30_000, status: 2_000 } as const;

/** Every method throws an Error with the service's own words when it refuses. */
export function createShopper({ url, secret, issuer, audience }: Service): Shopper {
  let orderId = DEMO_ORDER;

  async function call(method: string, path: string, scope: string | null, content?: unknown): Promise<Answer> {
    // What the pages look up by themselves isn't counted against the demo user's rate limit.
    const sub = scope === null ? DEMO_USER : 'sandbox';
    const token = makeToken({ secret, sub, scope, issuer, audience });
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(content !== undefined && { 'content-type': 'application/json' }),
      },
      ...(content !== undefined && { body: JSON.stringify(content) }),
      signal: AbortSignal.timeout(method === 'GET' ? PATIENCE_MS.status : PATIENCE_MS.open),
    });
    return { status: response.status, body: await response.json() };
  }

  const openIntent = () => call('POST', '/payments/intent', null, { order_id: orderId });

  return {
    openOrder: async () => {
      let answer = await openIntent();
      if (answer.status === 400) {
        orderId = randomUUID();
        const order = { user_id: DEMO_USER, amount: 1000, currency: 'jpy', description: 'Another demo order' };
        accepted(await call('PUT', `/orders/${orderId}`, 'orders:write', order));
        answer = await openIntent();
      }
      return String(Object(accepted(answer)['data']).payment_id);
    },
    openCheckout: async () =>
      String(accepted(await call('POST', '/payments/checkout', null, DEMO_CHECKOUT))['init_point']),
    recordOf: async (reference) => {
      const path = `/payments/${encodeURIComponent(reference)}/details`;
      const answer = await call('GET', path, 'payments:manage').catch(() => null);
      return recordIn(Object(answer?.body).data);
    },
    choose: (id) => {
      orderId = id;
    },
  };
}

/** @throws Error what the service answered instead. */
function accepted({ status, body }: Answer): Readonly<Record<string, unknown>> {
  const answer: Readonly<Record<string, unknown>> = Object(body);
  if (status >= 400) throw new Error(`The service answered ${status}: ${String(answer['error'])}`);
  return answer;
}

function recordIn(data: unknown): ServiceRecord | null {
  const { status, currency, amounts, anomalies } = Object(data);
  if (typeof status !== 'string' || !Array.isArray(anomalies)) return null;
  const { refunded } = Object(amounts);
  return {
    status,
    refunded:
      Number.isSafeInteger(refunded) && refunded > 0
        ? moneyToDecimal(money(refunded, String(currency).toUpperCase()))
        : null,
    anomalies: anomalies.map(({ kind, resolved_at }) => (resolved_at === null ? String(kind) : `${kind}, resolved`)),
  };
}
