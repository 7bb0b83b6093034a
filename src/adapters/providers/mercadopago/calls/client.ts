import { type Outcome, ok } from '../../../../ports/outcome.ts';
import { createDeadline, TIMED_OUT } from '../../shared/deadline.ts';
import { isHeaderToken } from '../../shared/headers.ts';
import { identify } from '../identity.ts';
import type { MercadoPagoCredentials } from '../settings.ts';
import type { RequestKind } from './errors.ts';
import { unanswered } from './errors.ts';
import type * as Sdk from './sdk.ts';

export type ClientOptions = {
  readonly apiBase: string;
  readonly timeoutMs: number;
  readonly now: () => Date;
};

/** How an answer is to be read: whose token asked, and when, for objects without a time of their own. */
export type Reading = { readonly userId: string | null; readonly askedAt: Date };

/** One method of the port: one account, one deadline for all the calls it makes. */
export type Client = Reading & {
  readonly now: () => Date;
  /** Null when the provider says that there is no such thing. The value's shape is unchecked; see `parseExactly`. */
  call(ask: Ask, options?: CallOptions): Promise<Outcome<unknown>>;
};
type CallOptions = {
  readonly idempotencyKey?: string;
  /** Besides those that every request has. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What was asked for, which decides what a refusal means; see `failureOf`. */
  readonly asked?: RequestKind;
};
type AccessToken = Pick<MercadoPagoCredentials, 'access_token'>;
type Ask = (sdk: typeof Sdk, config: Sdk.MercadoPagoConfig) => Promise<unknown>;

/** Handed on to `fetch` by the SDK, though its types don't know of it. */
const AS_ASKED = { redirect: 'manual' } as const;

const LATE = unanswered('no answer in time');

/**
 * The SDK has traps that this file is here for. It merges the options of one request into the shared
 * configuration, so that an idempotency key would go with every later call (mercadopago/sdk-nodejs#481): each
 * call gets a configuration of its own. Its time-out ends with the headers: a stalled body needs our deadline.
 * It retries by itself, beyond any deadline: not here. It follows redirects, each of which may do a POST once more.
 * It rounds long ids: `sdk.ts` makes it read answers exactly.
 * Loading it takes time that is ours, not the provider's.
 */
export function connect(options: ClientOptions, credentials: AccessToken): Client {
  const { access_token: accessToken } = credentials;
  const within = createDeadline(options.timeoutMs);

  async function call(ask: Ask, { idempotencyKey, headers, asked }: CallOptions = {}): Promise<Outcome<unknown>> {
    if (!isHeaderToken(accessToken))
      return { kind: 'rejected', about: 'credentials', reason: 'The access token is not one' };
    const sdk = await import('./sdk.ts');
    const answer = await within((_, timeout) => {
      const request = { timeout, maxRetries: 0, ...(idempotencyKey !== undefined && { idempotencyKey }) };
      // The SDK puts `headers` in place of its own.
      const more = headers && { headers: { Authorization: `Bearer ${accessToken}`, ...headers } };
      const config = new sdk.MercadoPagoConfig({ accessToken, options: { ...request, ...AS_ASKED, ...more } });
      return answerTo(sdk, { send: () => ask(sdk, config), apiBase: options.apiBase, asked });
    });
    return answer === TIMED_OUT ? LATE : answer;
  }

  return { userId: identify(credentials), askedAt: options.now(), now: options.now, call };
}

type Sent = {
  readonly send: () => Promise<unknown>;
  readonly apiBase: string;
  readonly asked: RequestKind | undefined;
};

/** The base URL is a static of the SDK's, read in the tick in which a call begins: nothing can come between. */
async function answerTo(sdk: typeof Sdk, { send, apiBase, asked }: Sent): Promise<Outcome<unknown>> {
  (sdk.AppConfig as { BASE_URL: string }).BASE_URL = apiBase.replace(/\/+$/, '');
  try {
    return ok(await send());
  } catch (error) {
    return asked !== 'refund' && sdk.isMissing(error) ? ok(null) : sdk.failureOf(error, asked);
  }
}
