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
  // Only counted: a set of the responses themselves costs a sixth of a short request, in garbage collection.
  let inFlight = { count: 0 };
  server.server.on('request', (_, response: ServerResponse) => {
    const among = inFlight;
    among.count += 1;
    response.once('close', () => {
      among.count -= 1;
    });
  });
  server.addHook('preClose', async () => {
    const begunBefore = inFlight;
    inFlight = { count: 0 };
    while (begunBefore.count > 0) await sleep(LOOK_MS);
  });
});
