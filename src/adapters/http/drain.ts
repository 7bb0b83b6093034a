import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import fp from 'fastify-plugin';

/** How often it is looked whether everything has ended: nobody waits for a server that closes. */
const LOOK_MS = 20;

/**
 * While a server closes, what was in flight is finished before the listener goes: until then the gate tells
 * everybody else in words to come back, and balancers hear from `/ready` that they should ask another one.
 */
export const drain = fp(async (server) => {
  const inFlight = new Set<ServerResponse>();
  server.server.on('request', (_, response: ServerResponse) => {
    inFlight.add(response);
    response.once('close', () => inFlight.delete(response));
  });
  server.addHook('preClose', async () => {
    const begunBefore = [...inFlight];
    while (begunBefore.some((response) => inFlight.has(response))) await sleep(LOOK_MS);
  });
});
