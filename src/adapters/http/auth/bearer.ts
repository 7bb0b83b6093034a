import type { IncomingMessage } from 'node:http';
import { KEY_PREFIX } from '../../../domain/operator/api-key.ts';
import { timesGiven } from '../wire/raw-request.ts';

const BEARER = /^Bearer +(\S+)$/i;
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * The token or API key that a request carries. Two headers name two callers, so the parsed one isn't enough.
 * @throws Error that says what would be right; nothing of what was sent is in it.
 */
export function bearerToken({ rawHeaders, headers }: IncomingMessage): string {
  const { authorization = '' } = headers;
  if (timesGiven(rawHeaders, 'authorization') > 1) throw new Error('there must be one Authorization header');
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined) throw new Error('the Authorization header must be: Bearer, a space, and the token');
  if (isKey(token)) return token;
  if (!JWT.test(token) || !token.split('.').every(isCanonical))
    throw new Error('the token must be a JWT: three parts in base64url with dots between them');
  return token;
}

/** Whether it is meant to be an API key; only the app knows whether it is one. */
export function isKey(token: string): boolean {
  return token.startsWith(KEY_PREFIX);
}

/** Spare bits at the end of a part would make several texts of one token. */
function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}
