import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { pageHeaders } from '../html.ts';
import { describeRoutes } from './document.ts';
import { pageOf } from './page/page.ts';
import { STYLE } from './page/style.ts';

const PUBLIC = { config: { access: 'public' } } as const;

const PAGE_HEADERS = pageHeaders(STYLE);

/** `/openapi.json` and `/docs`, about every route that is registered after this. */
export const openapi = fp(async (server: FastifyInstance, { basePath }: { basePath: string }) => {
  const documentOf = await describeRoutes(server, basePath);
  const json = once(() => JSON.stringify(documentOf()));
  const page = once(() => pageOf(documentOf()));
  server.get(`${basePath}/openapi.json`, PUBLIC, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(json()),
  );
  server.get(`${basePath}/docs`, PUBLIC, async (_request, reply) => reply.headers(PAGE_HEADERS).send(page()));
});

/** Made when first asked for: most processes are never asked. */
function once(make: () => string): () => string {
  let made: string | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
