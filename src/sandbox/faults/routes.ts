import type { FastifyPluginAsync } from 'fastify';
import { KINDS } from './catalogue.ts';
import { readInstruction } from './instruction.ts';
import type { Faults } from './switchboard.ts';

/** Switches faults while the sandbox runs, and says which there are and which are on. */
export function faultRoutes(faults: Faults, providers: readonly string[]): FastifyPluginAsync {
  return async (app) => {
    app.get('/sandbox/faults', async () => ({
      faults: KINDS.map((kind) => ({ ...kind, providers: kind.providers ?? providers })),
      on: faults.list(),
    }));
    app.post('/sandbox/faults', async ({ body }, reply) => reply.code(201).send(faults.switchOn(read(body))));
    app.delete('/sandbox/faults', async () => ({ switched_off: faults.switchAllOff() }));
    app.delete('/sandbox/faults/:id', async ({ params }) => {
      const { id } = params as { readonly id: string };
      if (!faults.switchOff(id)) throw refuse(404, `There is no fault ${id} switched on`);
      return { switched_off: 1 };
    });
  };

  function read(body: unknown) {
    try {
      return readInstruction(body, providers);
    } catch (error) {
      throw refuse(400, (error as Error).message);
    }
  }
}

function refuse(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode });
}
