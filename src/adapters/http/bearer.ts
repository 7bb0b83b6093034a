import type { IncomingMessage } from 'node:http';

const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** The token that a request carries. Two headers are two opinions on who asks, so the parsed one isn't enough. */
export function bearerToken({ rawHeaders, headers }: IncomingMessage): string | null {
  const count = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'authorization').length;
  const token = count === 1 ? BEARER.exec(headers.authorization ?? '')?.[1] : undefined;
  return token?.split('.').every(isCanonical) ? token : null;
}

/** Spare bits at the end of a part would make several texts of one token. */
function isCanonical(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}
