import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Document } from '../../../src/adapters/http/openapi/types.ts';
import { describedPath, faultIn } from '../../http/described.ts';

const document: Document = JSON.parse(readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'));

/** The sandbox plays other people's APIs at other paths; these are ours. */
const OURS = /^\/(?:api|webhook|health|ready|metrics)\b/;

/** Throws when an answer of the service isn't as the document says. */
export function expectDescribed(method: string, url: string, incoming: IncomingMessage, body: unknown): void {
  const { pathname } = new URL(url);
  if (!OURS.test(pathname)) return;
  const fault = faultIn(document, {
    method: method.toLowerCase(),
    path: describedPath(document, pathname),
    status: incoming.statusCode ?? 0,
    headers: incoming.headers,
    body: JSON.stringify(body),
  });
  if (fault !== null) throw new Error(fault);
}
