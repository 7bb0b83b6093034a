import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { describeRoutes } from './document.ts';
import { pageOf } from './page/page.ts';
import { STYLE } from './page/style.ts';

const PUBLIC = { config: { access: 'public' } } as const;

/** Nothing may be loaded or run but the one style that stands in the page. */
const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `/openapi.json` and `/docs`, about every route that is registered after this. */
export const openapi = fp(async (server: FastifyInstance, { basePath }: { basePath: string }) => {
  const documentOf = await describeRoutes(server, basePath);
  const json = once(() => JSON.stringify(documentOf()));
  const page = once(() => pageOf(documentOf()));
  server.get(`${basePath}/openapi.json`, PUBLIC, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(json()),
  );
  server.get(`${basePath}/docs`, PUBLIC, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', PAGE_POLICY).send(page()),
  );
});

/** Made when first asked for: most processes are never asked. */
function once(make: () => string): () => string {
  let made: string | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
