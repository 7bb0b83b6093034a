import type { FastifyPluginAsync } from 'fastify';
import { duration } from '../config/environment.ts';
import { refuse, show } from './carry-out.ts';
import type { Clock } from './clock.ts';
import { readForms } from './forms.ts';
import type { SandboxParts } from './parts.ts';

/** For tests: `POST /sandbox/clock?advance=25h` moves the providers' clock, `POST /sandbox/reset` begins anew. */
export function clockRoutes({ clock, simulators, outbox, faults, receiver }: SandboxParts): FastifyPluginAsync {
  return async (app) => {
    readForms(app);
    app.get('/sandbox/clock', async () => shown(clock));
    app.post('/sandbox/clock', async ({ query, body }) => {
      move(clock, { ...Object(query), ...Object(body) }.advance);
      const webhooks = outbox.gather(() => {
        for (const simulator of simulators) simulator.endDue();
      });
      await Promise.all(webhooks.map(outbox.deliver));
      return { ...shown(clock), webhooks: webhooks.map(show) };
    });
    app.post('/sandbox/reset', async (_, reply) => {
      faults.switchAllOff();
      clock.reset();
      for (const simulator of simulators) simulator.reset();
      await outbox.clear();
      receiver.clear();
      return reply.code(204).send();
    });
  };
}

function shown(clock: Clock) {
  return { now: clock.now().toISOString(), ahead_ms: clock.aheadMs() };
}

function move(clock: Clock, advance: unknown): void {
  try {
    clock.advance(duration(String(advance ?? '')));
  } catch (error) {
    throw refuse(400, `advance: ${(error as Error).message}`);
  }
}
