import type { IncomingMessage } from 'node:http';
import { timesGiven } from './raw-headers.ts';

const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** The token that a request carries. Two headers are two opinions on who asks, so the parsed one isn't enough. */
export function bearerToken({ rawHeaders, headers }: IncomingMessage): string | null {
  const { authorization } = headers;
  if (authorization === undefined || timesGiven(rawHeaders, 'authorization') > 1) return null;
  const token = BEARER.exec(authorization)?.[1];
  return token?.split('.').every(isCanonical) ? token : null;
}

/** Spare bits at the end of a part would make several texts of one token. */
function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}
