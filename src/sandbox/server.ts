import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { createClock } from './clock.ts';
import { clockRoutes } from './clock-routes.ts';
import { control } from './control.ts';
import { strikeAnswers } from './faults/answers.ts';
import { faultRoutes } from './faults/routes.ts';
import { createFaults } from './faults/switchboard.ts';
import type { Application } from './mercadopago/grants.ts';
import { createMercadoPagoSimulator, type Seller } from './mercadopago/index.ts';
import { createOutbox } from './outbox.ts';
import { pages } from './pages/index.ts';
import type { SandboxParts } from './parts.ts';
import { createPayPalSimulator, type Merchant } from './paypal/index.ts';
import type { Beside } from './shopper.ts';
import type { SimulatorContext } from './simulator.ts';
import { openState } from './state.ts';
import { createStripeSimulator, type StripeOptions } from './stripe/index.ts';
import { createReceiver } from './subscriber/receiver.ts';
import { receiverRoutes } from './subscriber/routes.ts';
import { refusalOf } from './visitors.ts';

type SandboxServerOptions = {
  /** 0 takes any. */
  readonly port: number;
  /** Where that one is taken already: true takes any instead. */
  readonly takesAnyPort?: boolean;
  /** Where to remember what was opened and paid; null forgets it with the process. */
  readonly stateFile: string | null;
  readonly stripe: StripeOptions;
  /**
   * The service beside it, for the pages; without, they show only what the simulators know, and their clock can be moved:
   * a service whose own clock stays would ask for what is over.
   */
  readonly service?: Beside;
  readonly mercadopago: { readonly sellers: readonly Seller[]; readonly application?: Application };
  /** Left out, PayPal has no merchants but those that are added. */
  readonly paypal?: { readonly merchants: readonly Merchant[] };
  readonly log?: (line: string) => void;
  /** The machine's clock, which the providers' is set by. */
  readonly now?: () => Date;
};

export type SandboxServer = SandboxParts & { readonly url: string; readonly close: () => Promise<void> };

const LOOPBACK = '127.0.0.1';

/** The HTTP APIs of Stripe, Mercado Pago and PayPal, simulated side by side on one listener that only this machine reaches. */
export async function startSandbox(options: SandboxServerOptions): Promise<SandboxServer> {
  const state = openState(options.stateFile);
  const faults = createFaults();
  const { now = () => new Date(), port: wanted, takesAnyPort = false } = options;
  const clock = createClock(now);
  const outbox = createOutbox(faults, now);
  const receiver = createReceiver(now);
  let url = '';
  const contextOf = (name: string): SimulatorContext => ({
    now: clock.now,
    state: state.section(name),
    save: state.save,
    url: () => url,
    send: (webhook) => outbox.add(name, webhook),
  });
  const mercadopago = createMercadoPagoSimulator(contextOf('mercadopago'), options.mercadopago);
  const stripe = createStripeSimulator(contextOf('stripe'), options.stripe);
  const paypal = createPayPalSimulator(contextOf('paypal'), options.paypal ?? { merchants: [] });
  const simulators = [stripe, mercadopago, paypal];
  const parts = { simulators, mercadopago, stripe, paypal, outbox, faults, receiver, clock };
  const app = await build(parts, options);
  const { port } = await listen(app, wanted, takesAnyPort);
  url = `http://${LOOPBACK}:${port}`;
  const close = async () => {
    await Promise.all([app.close(), outbox.clear()]);
  };
  return { url, ...parts, close };
}

async function build(parts: SandboxParts, { log, service }: SandboxServerOptions): Promise<FastifyInstance> {
  const app = Fastify({ logger: false, forceCloseConnections: true });
  app.setErrorHandler((error, _, reply) => {
    const { statusCode = 500, message } = error as Error & { readonly statusCode?: number };
    return reply.code(statusCode).send({ error: message });
  });
  app.setNotFoundHandler((request, reply) => {
    return reply.code(404).send({ error: `The sandbox has no ${request.method} ${request.url}` });
  });
  app.addHook('onRequest', async (request, reply) => {
    const refusal = refusalOf(request);
    if (refusal !== null) return reply.code(403).send({ error: refusal });
  });
  app.addHook('onResponse', async ({ method, url }, { statusCode }) => log?.(`${method} ${url} ${statusCode}`));
  for (const simulator of parts.simulators)
    await app.register(async (scope) => {
      strikeAnswers(scope, simulator, parts.faults, parts.clock.now);
      await scope.register(simulator.routes);
    });
  await app.register(
    faultRoutes(
      parts.faults,
      parts.simulators.map(({ name }) => name),
    ),
  );
  await app.register(control(parts));
  if (service === undefined) await app.register(clockRoutes(parts));
  await app.register(receiverRoutes(parts.receiver));
  await app.register(pages(parts, service));
  await app.ready();
  return app;
}

async function listen(app: FastifyInstance, port: number, takesAny: boolean): Promise<AddressInfo> {
  try {
    await app.listen({ host: LOOPBACK, port });
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!isTaken) throw error;
    if (!takesAny) throw new Error(`Port ${port} is taken`, { cause: error });
    await app.listen({ host: LOOPBACK, port: 0 });
  }
  return app.server.address() as AddressInfo;
}
