import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Described } from './document.ts';
import { FILE_NAMES, type PageFile, plain, readPageFile } from './ui/files.ts';
import { PAGE, PAGE_HEADERS } from './ui/page.ts';

const PUBLIC = { config: { access: 'public' } } as const;

/** `/openapi.json`, and `/docs` with its files. */
export const openapi = fp(async (server: FastifyInstance, described: Described) => {
  const { basePath } = described;
  const json = once(async () => JSON.stringify(await (await import('./document.ts')).describeRoutes(described)));
  server.get(`${basePath}/openapi.json`, PUBLIC, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(await json()),
  );
  server.get(`${basePath}/docs`, PUBLIC, async (_request, reply) => reply.headers(PAGE_HEADERS).send(PAGE));
  for (const name of FILE_NAMES) {
    const file = once(() => readPageFile(name));
    server.get(`${basePath}/docs/${name}`, PUBLIC, async (request, reply) => sendFile(request, reply, await file()));
  }
});

/** Browsers keep the file, and ask each time whether it is still the same. */
async function sendFile({ headers }: FastifyRequest, reply: FastifyReply, file: PageFile): Promise<FastifyReply> {
  reply.headers({ etag: file.etag, 'cache-control': 'no-cache', vary: 'accept-encoding' }).type(file.type);
  if (headers['if-none-match'] === file.etag) return reply.code(304).send();
  const isGzipped = /\bgzip\b/.test(String(headers['accept-encoding']));
  return isGzipped ? reply.header('content-encoding', 'gzip').send(file.gzipped) : reply.send(await plain(file));
}

/** Made, with its modules loaded, at the first request: most processes never get one. A failure is tried again. */
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
