import type Stripe from 'stripe';
import { type Outcome, ok } from '../../../../ports/outcome.ts';
import { createDeadline, TIMED_OUT } from '../../shared/deadline.ts';
import { isHeaderToken } from '../../shared/headers.ts';
import { type StripeCredentials, settings } from '../settings.ts';
import type { Clock } from './clock.ts';
import { toFailure } from './errors.ts';

export type ClientOptions = { readonly apiBase: string; readonly timeoutMs: number; readonly now: () => Date };
/** The clock is Stripe's, as all that was answered so far has shown it. */
type ConnectOptions = ClientOptions & { readonly clock: Clock };

/** Turns an answer into what was asked for; undefined when it has another shape. */
type Read<T> = (answer: unknown, askedAt: Date) => T | undefined;

/** One method of the port: one account, and one deadline for all the calls it makes. */
export type Client = {
  /** Whether the account's key moves real money. */
  readonly isLive: boolean;
  readonly now: () => Date;
  call<T>(work: (stripe: Stripe) => Promise<unknown>, read: Read<T>): Promise<Outcome<T>>;
};

/** What was seen of the HTTP exchange behind the SDK's back. */
type Exchange = { isOk: boolean; askedAt: Date };

const LATE = { kind: 'unknown', reason: 'no answer in time' } as const;

/**
 * A new SDK object for each call (0.1 ms): nothing of one account is kept for the next. The SDK itself is
 * loaded at the first call, since it takes 120 ms and 35 MB; that time is ours, not the provider's.
 */
export function connect(options: ConnectOptions, credentials: StripeCredentials): Client {
  const { access_token: accessToken } = credentials;
  const within = createDeadline(options.timeoutMs);

  async function call<T>(work: (stripe: Stripe) => Promise<unknown>, read: Read<T>): Promise<Outcome<T>> {
    if (!isHeaderToken(accessToken))
      return { kind: 'rejected', about: 'credentials', reason: 'the key can not be sent' };
    const { default: Sdk } = await import('stripe');
    const exchange: Exchange = { isOk: true, askedAt: options.now() };
    try {
      const answer = await within((signal) =>
        work(new Sdk(accessToken, configOf(Sdk, options, observe(exchange, signal, options.clock)))),
      );
      return readAnswer(answer, exchange, read);
    } catch (error) {
      return toFailure(error);
    }
  }

  return { isLive: settings.isLive(credentials), now: options.now, call };
}

/** The SDK resolves with a non-2xx answer that has no `error` member, and with a 2xx of any shape. */
function readAnswer<T>(answer: unknown, { isOk, askedAt }: Exchange, read: Read<T>): Outcome<T> {
  if (answer === TIMED_OUT) return LATE;
  const value = isOk || typeof answer === 'symbol' ? read(answer, askedAt) : undefined;
  return value === undefined ? { kind: 'unknown', reason: 'an answer of another shape' } : ok(value);
}

/**
 * Everything that the SDK would choose otherwise: its defaults are 80 s and two retries. Retrying belongs
 * to the caller, who knows whether money may have moved.
 */
function configOf(Sdk: typeof Stripe, { apiBase, timeoutMs }: ClientOptions, fetch: typeof globalThis.fetch) {
  const { hostname, port, protocol } = new URL(apiBase);
  return {
    host: hostname,
    port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port),
    protocol: protocol === 'http:' ? 'http' : 'https',
    httpClient: Sdk.createFetchHttpClient(fetch),
    timeout: timeoutMs,
    maxNetworkRetries: 0,
    telemetry: false,
  } as const;
}

/**
 * The SDK's fetch client rather than its Node client: it can be aborted at the deadline, in the middle of a
 * body, and it doesn't repeat a reset connection on its own. JSON that is no object ("7") never reaches the
 * SDK: it would reject a promise that no code awaits, which ends the process.
 */
function observe(exchange: Exchange, deadline: AbortSignal, clock: Clock): typeof globalThis.fetch {
  const startOf = clock();
  return async (url, init) => {
    const signal = init?.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
    const response = await fetch(url, { ...init, signal, redirect: 'manual' });
    exchange.isOk &&= response.ok;
    exchange.askedAt = startOf(response) ?? exchange.askedAt;
    const body = await response.text();
    if (!body.trimStart().startsWith('{')) throw new Error('the answer is no JSON object');
    return new Response(body, response);
  };
}
