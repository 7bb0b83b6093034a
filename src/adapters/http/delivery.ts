import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Delivery } from '../../ports/payment-provider.ts';
import { type Hold, holdFor, readHeld } from './bytes-in-flight.ts';

/** Bytes of a notification. */
const LIMIT = 1024 * 1024;

/** Makes every body under this scope arrive as the bytes that were sent: signatures are made over them. */
export function takeRawBodies(scope: FastifyInstance): void {
  const holds = new WeakMap<FastifyRequest, { readonly hold: Hold; readonly reply: FastifyReply }>();
  scope.removeAllContentTypeParsers();
  scope.addHook('preParsing', async (request, reply) => {
    holds.set(request, { hold: holdFor(scope.bytesInFlight, request, reply), reply });
  });
  // Nothing is read of them here: what is in a body is for those who have verified it.
  scope.addContentTypeParser('*', async (request: FastifyRequest, payload: IncomingMessage) => {
    const { hold, reply } = holds.get(request) as NonNullable<ReturnType<typeof holds.get>>;
    return readHeld(payload, hold, reply, LIMIT);
  });
  scope.addHook('onRequest', async ({ raw }) => {
    // The framework refuses media types it can't read before any parser sees them. `rawHeaders` keeps what was sent.
    raw.headers['content-type'] = 'application/octet-stream';
  });
}

/** What each webhook route is besides its path and handler. */
export const WEBHOOK = { bodyLimit: LIMIT, config: { access: 'webhook' } } as const;

export function deliveryOf({ raw, body, url }: FastifyRequest): Delivery {
  const mark = url.indexOf('?');
  return {
    body: body instanceof Uint8Array ? body : new Uint8Array(),
    headers: headersOf(raw.rawHeaders),
    query: mark === -1 ? [] : [...new URLSearchParams(url.slice(mark + 1))],
    receivedAt: new Date(),
  };
}

/** Names and values come alternately. */
function headersOf(rawHeaders: readonly string[]): Delivery['headers'] {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? ''] as const] : [],
  );
}
