import {
  createHttpClient,
  type HttpRequest,
  isHeaderToken,
  type JsonObject,
  type Judge,
  type Outcome,
  ok,
} from 'fitstack-payments/provider-kit';
import type { CoinPayCredentials } from './settings.ts';

export type Options = { readonly apiBase: string; readonly timeoutMs: number; readonly now: () => Date };

/** Null when the answer has another shape. */
type Read<T> = (json: JsonObject) => T | null;

/** The calls of one method of the port: one account, and one deadline. */
export function connect({ apiBase, timeoutMs }: Options, { api_key }: CoinPayCredentials) {
  const client = createHttpClient({ name: 'Coin Pay', apiBase, timeoutMs });
  const authorization = `Bearer ${api_key}`;

  async function call<T, Missing>(request: HttpRequest, read: Read<T>, judge: Judge<Missing>) {
    if (!isHeaderToken(api_key)) return rejected('credentials');
    const answer = await client.send({ ...request, headers: { authorization, ...request.headers } }, judge);
    if (answer.kind !== 'ok') return answer;
    if (answer.value === null) return ok(null as Missing);
    const value = read(answer.value as JsonObject);
    return value === null ? UNREADABLE : ok(value);
  }

  return {
    get: <T>(path: string, read: Read<T>): Promise<Outcome<T | null>> =>
      call<T, null>({ method: 'GET', path }, read, (refusal) => (refusal.status === 404 ? ok(null) : judge(refusal))),
    post: <T>(path: string, body: object, key: string, read: Read<T>): Promise<Outcome<T>> =>
      call<T, never>(
        { method: 'POST', path, headers: { 'idempotency-key': key }, body: JSON.stringify(body) },
        read,
        judge,
      ),
  };
}

export type Api = ReturnType<typeof connect>;

const UNREADABLE = { kind: 'unknown', reason: 'Coin Pay: an answer of another shape' } as const;

const judge: Judge<never> = ({ status }) => {
  if (status === 401) return rejected('credentials');
  return [400, 404, 422].includes(status) ? rejected('request') : null;
};

function rejected(about: 'credentials' | 'request') {
  return { kind: 'rejected', about, reason: `Coin Pay refused the ${about}` } as const;
}
