import { isUtf8 } from 'node:buffer';
import type { FastifyBodyParser, FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { refuse } from './errors.ts';

/** Bytes of a JSON body. */
export const BODY_LIMIT = 64 * 1024;
const MAX_LEVELS = 32;

/** JSON bodies only, and none that is large, deep or poisoned. Checks: 413, 415, 400. */
export const body = fp(async (server) => {
  server.addHook('preParsing', async ({ headers, routeOptions }) => {
    // The framework looks at the media type first; a body that says it is too large is too large in any.
    if (Number(headers['content-length']) > (routeOptions.bodyLimit ?? BODY_LIMIT)) throw refuse('payload_too_large');
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, jsonParser(server));
});

function jsonParser(server: FastifyInstance): FastifyBodyParser<Buffer> {
  // `__proto__` and `constructor.prototype` are errors.
  const parse = server.getDefaultJsonParser('error', 'error');
  return (request, bytes, done) => {
    if (!isUtf8(bytes)) return done(refuse('bad_request', 'Request body must be UTF-8'));
    return parse(request, bytes.toString(), (error, value) => {
      if (error !== null) return done(refuse('bad_request', 'Request body must be valid JSON'));
      if (isDeeperThan(MAX_LEVELS, value)) return done(refuse('bad_request', 'Request body is nested too deeply'));
      return done(null, value);
    });
  };
}

/** Looks no deeper than asked, so that depth itself can't hurt. */
function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner));
}
