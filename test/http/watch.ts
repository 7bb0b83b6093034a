import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Document } from '../../src/adapters/http/openapi/types.ts';
import { faultIn } from './described.ts';

/** Holds every answer that the server gives against its document, and collects what doesn't fit. */
export function watchAnswers(server: FastifyInstance, basePath: string, documentOf: () => Promise<Document>): string[] {
  const faults: string[] = [];
  server.addHook('onSend', async (request, reply, payload) => {
    if (isForeign(request) || isPreflight(request, reply)) return;
    const fault = faultIn(await documentOf(), {
      method: request.method.toLowerCase(),
      path: pathOf(request, reply, basePath),
      status: reply.statusCode,
      headers: reply.getHeaders(),
      body: String(payload ?? ''),
    });
    if (fault !== null) faults.push(fault);
  });
  return faults;
}

/** The document's own routes, and those that a test adds. That no other lacks a description is a test of its own. */
function isForeign({ is404, routeOptions: { url, config, schema } }: FastifyRequest): boolean {
  return !is404 && url !== '*' && config.access !== 'none' && schema?.['x-docs'] === undefined;
}

function isPreflight({ method }: FastifyRequest, { statusCode }: FastifyReply): boolean {
  return method === 'OPTIONS' && statusCode === 204;
}

function pathOf({ is404, routeOptions, raw }: FastifyRequest, { statusCode }: FastifyReply, basePath: string) {
  const { url, config } = routeOptions;
  // Faults in the protocol are answered before the path is looked at.
  const hosts = raw.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host');
  const isNoHttp = statusCode === 417 || hosts.length !== 1;
  if (isNoHttp || is404 || url === undefined || url === '*' || config.access === 'none') return null;
  const path = url.startsWith(`${basePath}/`) ? url.slice(basePath.length) : url;
  return path.replace(/:(\w+)/g, '{$1}');
}
