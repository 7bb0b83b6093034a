import { AsyncLocalStorage } from 'node:async_hooks';
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

/** What was seen of a call's HTTP exchange behind the SDK's back. */
type Exchange = { isOk: boolean; askedAt: Date };

/** What a request of the SDK belongs to: its object serves many calls, also at the same time. */
type Asking = { readonly exchange: Exchange; readonly deadline: AbortSignal; readonly startOf: ReturnType<Clock> };

const asking = new AsyncLocalStorage<Asking>();

const LATE = { kind: 'unknown', reason: 'no answer in time' } as const;

/** Each credentials object has one SDK object, as long as it lives: to make one takes nearly as long as a call's own work. */
export function createConnect(options: ConnectOptions): (credentials: StripeCredentials) => Client {
  const sdks = new WeakMap<StripeCredentials, Stripe>();

  async function sdkFor(credentials: StripeCredentials): Promise<Stripe> {
    const known = sdks.get(credentials);
    if (known !== undefined) return known;
    // Loaded at the first call, since it takes 120 ms and 35 MB; that time is ours, not the provider's.
    const { default: Sdk } = await import('stripe');
    const made = new Sdk(credentials.access_token, configOf(Sdk, options));
    sdks.set(credentials, made);
    return made;
  }

  return (credentials) => connect(options, credentials, () => sdkFor(credentials));
}

function connect(
  { timeoutMs, now, clock }: ConnectOptions,
  credentials: StripeCredentials,
  sdk: () => Promise<Stripe>,
): Client {
  const within = createDeadline(timeoutMs);

  async function call<T>(work: (stripe: Stripe) => Promise<unknown>, read: Read<T>): Promise<Outcome<T>> {
    if (!isHeaderToken(credentials.access_token))
      return { kind: 'rejected', about: 'credentials', reason: 'the key can not be sent' };
    const stripe = await sdk();
    const exchange: Exchange = { isOk: true, askedAt: now() };
    try {
      const answer = await within((deadline) =>
        asking.run({ exchange, deadline, startOf: clock() }, () => work(stripe)),
      );
      return readAnswer(answer, exchange, read);
    } catch (error) {
      return toFailure(error);
    }
  }

  return { isLive: settings.isLive(credentials), now, call };
}

/** The SDK resolves with a non-2xx answer that has no `error` member, and with a 2xx of any shape. */
function readAnswer<T>(answer: unknown, { isOk, askedAt }: Exchange, read: Read<T>): Outcome<T> {
  if (answer === TIMED_OUT) return LATE;
  const value = isOk || typeof answer === 'symbol' ? read(answer, askedAt) : undefined;
  return value === undefined ? { kind: 'unknown', reason: 'an answer of another shape' } : ok(value);
}

/**
 * Everything that the SDK would choose otherwise: its defaults are 80 s and two retries. Retrying belongs
 * to the caller, who knows whether money may have moved. Telemetry would send what is kept of one call with the next.
 */
function configOf(Sdk: typeof Stripe, { apiBase, timeoutMs }: ClientOptions) {
  const { hostname, port, protocol } = new URL(apiBase);
  return {
    host: hostname,
    port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port),
    protocol: protocol === 'http:' ? 'http' : 'https',
    httpClient: Sdk.createFetchHttpClient(observed),
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
async function observed(...[url, init]: Parameters<typeof fetch>): Promise<Response> {
  const { exchange, deadline, startOf } = asking.getStore() ?? unasked();
  const signal = init?.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
  const response = await fetch(url, { ...init, signal, redirect: 'manual' });
  exchange.isOk &&= response.ok;
  exchange.askedAt = startOf(response) ?? exchange.askedAt;
  const body = await response.text();
  if (!body.trimStart().startsWith('{')) throw new Error('the answer is no JSON object');
  return new Response(body, response);
}

function unasked(): never {
  throw new Error('the SDK makes a request outside of a call');
}
