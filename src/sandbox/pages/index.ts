import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { readForms } from '../forms.ts';
import type { SandboxParts } from '../parts.ts';
import type { Beside } from '../shopper.ts';
import { buyer } from './buyer.ts';
import { controlRoutes } from './control-routes.ts';
import { eventRoutes } from './event-routes.ts';
import { ICON, sendPage } from './layout.ts';
import { problemPage } from './problem.ts';

const NOTHING: Beside = { url: null, shopper: null };

/** Pages for a developer who plays the buyer, and for the sandbox's own settings. They work without JavaScript. */
export function pages(parts: SandboxParts, beside: Beside = NOTHING): FastifyPluginAsync {
  return async (app) => {
    readForms(app);
    app.addHook('onRequest', refuseOtherSites);
    app.setErrorHandler((error: Error & { readonly statusCode?: number }, _, reply) =>
      sendPage(reply, problemPage(error.message), error.statusCode ?? 500),
    );
    app.get('/sandbox/icon.svg', (_, reply) =>
      reply.type('image/svg+xml').header('cache-control', 'max-age=86400').send(ICON),
    );
    await app.register(buyer(parts, beside.shopper));
    await app.register(controlRoutes(parts, beside));
    await app.register(eventRoutes(parts.receiver));
  };
}

/** Refuses forms that another site submits in the developer's browser. Programs don't send this header. */
async function refuseOtherSites({ method, headers }: FastifyRequest): Promise<void> {
  const site = headers['sec-fetch-site'] ?? 'none';
  if (method === 'POST' && site !== 'same-origin' && site !== 'none')
    throw Object.assign(new Error('This form is not one of the sandbox’s own'), { statusCode: 403 });
}
