import {
  createHttpClient,
  type HttpRequest,
  isHeaderToken,
  type JsonObject,
  type Judge,
  type Outcome,
  ok,
} from 'fitstack-payments/provider-kit';
import { identify } from '../identity.ts';
import type { AcmePayCredentials } from '../settings.ts';
import { judge, rejected, UNREADABLE } from './errors.ts';

export type ClientOptions = { readonly apiBase: string; readonly timeoutMs: number };

/** Null when the answer has another shape. */
type Read<T> = (json: JsonObject) => T | null;

/** The calls of one method of the port: one account, and one deadline. */
export type Client = {
  /** Whose key asks; null when the key doesn't show it. */
  readonly holder: string | null;
  /** Null when the provider says that there is no such thing. */
  get<T>(path: string, read: Read<T>): Promise<Outcome<T | null>>;
  post<T>(path: string, body: object, idempotencyKey: string, read: Read<T>): Promise<Outcome<T>>;
};

export function connect({ apiBase, timeoutMs }: ClientOptions, { api_key }: AcmePayCredentials): Client {
  const http = createHttpClient({ name: 'Acme Pay', apiBase, timeoutMs });
  const authorization = `Bearer ${api_key}`;

  async function call<T, Missing>(request: HttpRequest, read: Read<T>, judge: Judge<Missing>) {
    if (!isHeaderToken(api_key)) return rejected('credentials');
    const answer = await http.send({ ...request, headers: { authorization, ...request.headers } }, judge);
    if (answer.kind !== 'ok') return answer;
    if (answer.value === null) return ok(null as Missing);
    const value = read(answer.value as JsonObject);
    return value === null ? UNREADABLE : ok(value);
  }

  return {
    holder: identify({ api_key }),
    get: <T>(path: string, read: Read<T>) => call<T, null>({ method: 'GET', path }, read, nullIfMissing),
    post<T>(path: string, body: object, idempotencyKey: string, read: Read<T>) {
      const headers = { 'idempotency-key': idempotencyKey };
      return call<T, never>({ method: 'POST', path, headers, body: JSON.stringify(body) }, read, judge);
    },
  };
}

const nullIfMissing: Judge<null> = (refusal) => (refusal.status === 404 ? ok(null) : judge(refusal));
