import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { readInstruction } from '../faults/instruction.ts';
import type { Instruction } from '../faults/switchboard.ts';
import type { SandboxParts } from '../parts.ts';
import type { Beside } from '../shopper.ts';
import { controlPage } from './control.ts';
import { sendPage } from './layout.ts';

/** The control page, and what its buttons do. */
export function controlRoutes(
  { simulators, outbox, faults }: SandboxParts,
  { url, shopper }: Beside,
): FastifyPluginAsync {
  const providers = simulators.map(({ name }) => name);

  return async (app) => {
    app.get('/sandbox', (_, reply) =>
      sendPage(
        reply,
        controlPage({ simulators, webhooks: outbox.list(), faults: faults.list(), url, canOpen: shopper !== null }),
      ),
    );
    app.post('/sandbox/open/order', async (_, reply) => {
      const reference = await required(shopper).openOrder().catch(unavailable);
      const payables = simulators.flatMap((simulator) => simulator.payables());
      return reply.redirect(payables.find((payable) => payable.reference === reference)?.page ?? '/sandbox', 303);
    });
    app.post('/sandbox/open/checkout', async (_, reply) => {
      const page = new URL(await required(shopper).openCheckout().catch(unavailable));
      // The path alone: forms may lead nowhere but to where they came from, by whichever name that was reached.
      return reply.redirect(page.pathname + page.search, 303);
    });
    app.post('/sandbox/send/:id', async (request, reply) => {
      const sent = outbox.list().find(({ webhook }) => webhook.id === idOf(request));
      if (sent === undefined) throw refuse(404, 'This webhook is no longer kept');
      await outbox.deliver(sent);
      return reply.redirect(`/sandbox#webhook-${encodeURIComponent(sent.webhook.id)}`, 303);
    });
    app.post('/sandbox/switch-on', async ({ body }, reply) => {
      faults.switchOn(instructionIn(body, providers));
      return reply.redirect('/sandbox#faults', 303);
    });
    app.post('/sandbox/switch-off', async (_, reply) => {
      faults.switchAllOff();
      return reply.redirect('/sandbox#faults', 303);
    });
    app.post('/sandbox/switch-off/:id', async (request, reply) => {
      // One that is off already, because it has struck often enough, is what was asked for.
      faults.switchOff(idOf(request));
      return reply.redirect('/sandbox#faults', 303);
    });
  };
}

/** A form has texts only, and an empty one where nothing was chosen. */
function instructionIn(body: unknown, providers: readonly string[]): Instruction {
  const filled = Object.entries(Object(body)).filter(([, value]) => value !== '');
  const { times, ...fields } = Object.fromEntries(filled);
  try {
    return readInstruction({ ...fields, ...(times !== undefined && { times: Number(times) }) }, providers);
  } catch (error) {
    throw refuse(400, (error as Error).message);
  }
}

function required<T>(value: T | null): T {
  if (value === null) throw refuse(409, 'This sandbox runs without the service and opens no payments');
  return value;
}

/** The service refused, or doesn't answer. */
function unavailable(error: unknown): never {
  throw refuse(502, error instanceof Error ? error.message : String(error));
}

function refuse(statusCode: number, message: string): Error {
  return Object.assign(new Error(message), { statusCode });
}

function idOf({ params }: FastifyRequest): string {
  return (params as { readonly id: string }).id;
}
