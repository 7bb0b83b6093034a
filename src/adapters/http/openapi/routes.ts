import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { pageHeaders } from '../html.ts';
import type { Described } from './document.ts';
import { STYLE } from './page/style.ts';

const PUBLIC = { config: { access: 'public' } } as const;

const PAGE_HEADERS = pageHeaders(STYLE);

/** `/openapi.json` and `/docs`. */
export const openapi = fp(async (server: FastifyInstance, described: Described) => {
  const { basePath } = described;
  const document = once(async () => (await import('./document.ts')).describeRoutes(described));
  const json = once(async () => JSON.stringify(await document()));
  const page = once(async () => (await import('./page/page.ts')).pageOf(await document()));
  server.get(`${basePath}/openapi.json`, PUBLIC, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(await json()),
  );
  server.get(`${basePath}/docs`, PUBLIC, async (_request, reply) => reply.headers(PAGE_HEADERS).send(await page()));
});

/** Made, and what makes it loaded, when first asked for: most processes are never asked. What failed is tried again. */
function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
