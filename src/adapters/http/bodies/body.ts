import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { Type } from 'typebox';
import { refuse } from '../errors/errors.ts';
import { parseJson } from './json.ts';

/** Bytes of a JSON body. */
export const BODY_LIMIT = 64 * 1024;

/** JSON bodies only, in UTF-8 as it is, and none that is large, deep or poisoned. Checks: 413, 415, 400. */
export const body = fp(async (server) => {
  server.addHook('preParsing', ({ headers, routeOptions }, _reply, payload, done) => {
    // The framework looks at the media type first; a body that says it is too large is too large in any.
    const isTooLarge = Number(headers['content-length']) > (routeOptions.bodyLimit ?? BODY_LIMIT);
    done(isTooLarge ? refuse('payload_too_large') : null, payload);
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, bytes: Buffer) => {
      requirePlain(request.headers);
      return parseJson(bytes);
    },
  );
  // One that doesn't say how large it is shows it only by being read, in any media type.
  server.addContentTypeParser('*', { parseAs: 'buffer' }, async () => {
    throw refuse('unsupported_media_type');
  });
  server.addHook('preValidation', (request, _reply, done) => {
    const schema = request.routeOptions.schema?.body;
    if (request.body === undefined && Type.IsObject(schema) && needsNothing(schema)) request.body = {};
    done();
  });
});

/** What is read as UTF-8: ASCII is a part of it. */
const CHARSETS = ['utf-8', 'utf8', 'us-ascii'];

/** A body in another encoding could be read as something that its sender did not write. */
function requirePlain({ 'content-type': type = '', 'content-encoding': coding = '' }: IncomingHttpHeaders): void {
  const charset = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(type)?.[1] ?? 'utf-8';
  if (!CHARSETS.includes(charset.toLowerCase())) throw refuse('unsupported_media_type', 'Request body must be UTF-8');
  if (!['', 'identity'].includes(coding.toLowerCase()))
    throw refuse('unsupported_media_type', 'Request body must not be compressed');
}

/** Where every field may be left out, so may the body: nothing at all is `{}`. */
export function needsNothing({ required = [] }: { readonly required?: readonly string[] }): boolean {
  return required.length === 0;
}
