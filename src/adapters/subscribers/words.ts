import { ENDLESS } from './answer.ts';
import { REFUSED } from './pinned.ts';
import { TIMED_OUT } from './post.ts';

/** How a try without a whole answer is explained, by the code of its error. Never with an address that a name led to. */
const REASONS: Readonly<Record<string, string>> = {
  [ENDLESS]: 'The body of the response does not end',
  ECONNREFUSED: 'The connection was refused',
  ECONNRESET: 'The connection was closed before the response was complete',
  EHOSTUNREACH: 'The host can not be reached',
  ENETUNREACH: 'The host can not be reached',
  ETIMEDOUT: 'The connection could not be made',
  ENOTFOUND: 'The host name does not resolve',
  ENODATA: 'The host name does not resolve',
  EAI_AGAIN: 'The host name does not resolve now',
  ESERVFAIL: 'The host name does not resolve now',
  ETIMEOUT: 'The host name does not resolve now',
  HPE_HEADER_OVERFLOW: 'The headers of the response are too long',
};

export function reasonOf(error: unknown, timeoutMs: number): string {
  const { code = '', message = '' } = Object(error) as { readonly code?: string; readonly message?: string };
  if (code === TIMED_OUT) return `No complete response within ${timeoutMs / 1_000} s`;
  if (code === REFUSED) return message;
  const known = REASONS[code];
  if (known !== undefined) return known;
  if (code.startsWith('HPE_')) return 'The response is no HTTP';
  return `The connection failed${/^[A-Z_0-9]+$/.test(code) ? `: ${code}` : ''}`;
}

/** Why an answer is no delivery; null when it is one. */
export function answerFault(status: number | null): string | null {
  if (status !== null && status >= 200 && status < 300) return null;
  if (status !== null && status >= 300 && status < 400) return `The response was ${status}: redirects are not followed`;
  return `The response was ${status}`;
}
