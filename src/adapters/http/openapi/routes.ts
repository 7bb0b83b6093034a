import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { describeRoutes } from './document.ts';

/** `/openapi.json` and `/docs`, about every route that is registered after this. */
export const openapi = fp(async (server: FastifyInstance, { basePath }: { basePath: string }) => {
  const documentOf = await describeRoutes(server, basePath);
  const PUBLIC = { config: { access: 'public' } } as const;
  let json: string | undefined;
  server.get(`${basePath}/openapi.json`, PUBLIC, async (_request, reply) => {
    json ??= JSON.stringify(documentOf());
    return reply.type('application/json; charset=utf-8').send(json);
  });
});
