import type { Outcome } from '../../../../ports/outcome.ts';
import { ok } from '../../../../ports/outcome.ts';
import { createHttpClient, type HttpClient, type HttpRequest, type Judge } from '../../shared/http.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { PayPalCredentials } from '../settings.ts';
import { aboutCredentials, isAboutCredentials } from './errors.ts';

export type ClientOptions = { readonly apiBase: string; readonly timeoutMs: number; readonly now: () => Date };

/** One method of the port: one account, and one deadline for all the calls it makes. */
export type Client = {
  readonly now: () => Date;
  call<T = never>(request: HttpRequest, judge: Judge<T>): Promise<Outcome<JsonObject | T>>;
};

/** Whole objects in answers, not their ids alone. https://developer.paypal.com/api/rest/requests/, 2026-11-29 */
const WHOLE = { prefer: 'return=representation' } as const;

const TOKEN = /^[\x21-\x7e]{1,4096}$/;

/**
 * Each method gets an access token of its own and forgets it: the port keeps nothing of an account between calls, so credentials
 * that were revoked open nothing for longer than one call. That is one more request (`/v1/oauth2/token`) for each method.
 */
export function connect({ now, ...options }: ClientOptions, credentials: PayPalCredentials): Client {
  const http = createHttpClient({ name: 'PayPal', ...options });
  let token: Promise<Outcome<string>> | undefined;

  async function call<T>(request: HttpRequest, judge: Judge<T>): Promise<Outcome<JsonObject | T>> {
    token ??= authorize(http, credentials);
    const granted = await token;
    if (granted.kind !== 'ok') return granted;
    const headers = { ...WHOLE, authorization: `Bearer ${granted.value}`, ...request.headers };
    return http.send({ ...request, headers }, judge);
  }

  return { now, call };
}

/** https://developer.paypal.com/api/rest/authentication/, 2026-11-29 */
async function authorize(http: HttpClient, credentials: PayPalCredentials): Promise<Outcome<string>> {
  const basic = Buffer.from(`${credentials.client_id}:${credentials.client_secret}`).toString('base64');
  const body = new URLSearchParams({ grant_type: 'client_credentials' });
  const answer = await http.send(
    {
      method: 'POST',
      path: '/v1/oauth2/token',
      headers: { authorization: `Basic ${basic}` },
      body,
      onlyPrepares: true,
    },
    (refusal) => (isAboutCredentials(refusal) ? aboutCredentials(refusal) : null),
  );
  if (answer.kind !== 'ok') return answer;
  const { access_token: token } = answer.value;
  return typeof token === 'string' && TOKEN.test(token)
    ? ok(token)
    : { kind: 'not_sent', reason: 'PayPal: the answer has no usable access_token' };
}
