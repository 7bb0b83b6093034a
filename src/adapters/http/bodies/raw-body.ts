import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Delivery } from '../../../ports/payment-provider/deliveries.ts';
import { holdFor, type Reading, readHeld } from './bytes-in-flight.ts';

/** Bytes of a notification. */
const LIMIT = 1024 * 1024;

declare module 'fastify' {
  interface FastifyRequest {
    /** What a webhook's body counts against; null for other requests. */
    held: Pick<Reading, 'hold' | 'reply'> | null;
    /** Whether it is a webhook of which its provider has proved to be the sender. */
    isVerified: boolean;
  }
}

/** Makes every body under this scope arrive as the bytes that were sent: signatures are made over them. */
export function takeRawBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  // Not a WeakMap: its values would be kept until the next collection of everything, and each reply with them.
  scope.decorateRequest('held', null);
  scope.decorateRequest('isVerified', false);
  scope.addHook('preParsing', (request, reply, _payload, done) => {
    request.held = { hold: holdFor(scope.bytesInFlight, request, reply), reply };
    done();
  });
  // No body is parsed here: the app verifies it first.
  scope.addContentTypeParser('*', ({ held }: FastifyRequest, payload: IncomingMessage, done: Reading['done']) => {
    if (held !== null) readHeld(payload, { ...held, limit: LIMIT, done });
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
