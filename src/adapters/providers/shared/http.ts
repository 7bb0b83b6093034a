import { type Failure, type Outcome, ok } from '../../../ports/outcome.ts';
import { isNeverConnected, systemCodeOf } from './connection.ts';
import { createDeadline, TIMED_OUT } from './deadline.ts';
import { isObject, type JsonObject, parseExactly } from './json.ts';
import { retryAfterIn } from './retry-after.ts';

export type HttpOptions = {
  /** How the provider is called in reasons. */
  readonly name: string;
  readonly apiBase: string;
  /** For all calls of the client together, from the first one on. */
  readonly timeoutMs: number;
};

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Begins with a slash; what comes from outside is encoded in it. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON as it is to be sent, or a form. */
  readonly body?: string | URLSearchParams;
  /** It moves nothing, and what moves something is sent after it alone: where its answer is unknown, nothing was sent. */
  readonly onlyPrepares?: true;
};

/** What a provider answered to a request that it refused. */
export type Refusal = { readonly status: number; readonly json: JsonObject };

/** What a refusal means; null if it leaves open whether anything was done. */
export type Judge<T> = (refusal: Refusal) => Outcome<T> | null;

/**
 * One method of the port, as an adapter talks HTTP without an SDK: one deadline for all its calls and their bodies. No call is
 * ever repeated and no redirect followed, since either may do the same once more. An answer is a JSON object (an empty one for
 * 204), or the outcome is unknown; connections are kept alive by `fetch` itself. A reason has a status or a system's word in it,
 * and nothing else from outside.
 */
export type HttpClient = {
  /** What was answered with 2xx, or what the judge makes of a refusal. */
  send<T = never>(request: HttpRequest, judge: Judge<T>): Promise<Outcome<JsonObject | T>>;
};

/** No answer of a payment provider comes near it; the largest of the sandbox, made on purpose, has 10 MB. */
const MAX_BYTES = 16 * 1024 * 1024;

/** Refusals of the moment, not of the request: another one with the same key is under way, or there are too many. */
const OF_THE_MOMENT: readonly number[] = [408, 409, 425, 429];

export function createHttpClient({ name, apiBase, timeoutMs }: HttpOptions): HttpClient {
  const within = createDeadline(timeoutMs);
  const base = apiBase.replace(/\/+$/, '');

  async function exchange<T>(request: HttpRequest, judge: Judge<T>, signal: AbortSignal) {
    const response = await fetch(`${base}${request.path}`, { ...initOf(request), signal });
    const { status } = response;
    const unclear = { kind: 'unknown', reason: `${name} answered ${status}`, ...retryOf(response) } as const;
    const isRefused = status >= 400 && status < 500 && !OF_THE_MOMENT.includes(status);
    if (!response.ok && !isRefused) return discarded(response, unclear);
    const json = await objectOf(response);
    if (json === null) return { ...unclear, reason: `${name} answered ${status} without a JSON object` };
    return isRefused ? (judge({ status, json }) ?? unclear) : ok(json);
  }

  return {
    async send(request, judge) {
      const answer = await within((signal) => exchange(request, judge, signal)).catch((error: unknown) =>
        broken(name, error),
      );
      const outcome = answer === TIMED_OUT ? unanswered(`${name} did not answer in time`) : answer;
      return request.onlyPrepares && outcome.kind === 'unknown' ? { ...outcome, kind: 'not_sent' } : outcome;
    },
  };
}

function unanswered(reason: string): Failure {
  return { kind: 'unknown', reason };
}

function initOf({ method, headers, body }: HttpRequest): RequestInit {
  const all = { accept: 'application/json', ...headers };
  if (body === undefined) return { method, headers: all, redirect: 'manual' };
  // `fetch` itself says what a form is.
  if (body instanceof URLSearchParams) return { method, headers: all, body, redirect: 'manual' };
  return { method, headers: { 'content-type': 'application/json', ...all }, body, redirect: 'manual' };
}

/** The connection can be used again only after its body is read, or given up. */
async function discarded(response: Response, failure: Failure): Promise<Failure> {
  await response.body?.cancel();
  return failure;
}

async function objectOf(response: Response): Promise<JsonObject | null> {
  // No content is an answer, and says all that there is to say (RFC 9110 §15.3.5).
  if (response.status === 204) return {};
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) return null;
    chunks.push(chunk);
  }
  return parsed(Buffer.concat(chunks).toString('utf8'));
}

function parsed(text: string): JsonObject | null {
  try {
    const value = parseExactly(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function retryOf(response: Response) {
  return retryAfterIn(response.headers.get('retry-after'));
}

function broken(name: string, error: unknown): Failure {
  const code = systemCodeOf(error);
  if (isNeverConnected(code)) return { kind: 'not_sent', reason: `${name} could not be reached (${code})` };
  return { kind: 'unknown', reason: `${name}: the connection broke${code === null ? '' : ` (${code})`}` };
}
