import type { FastifyInstance } from 'fastify';
import type { App } from '../../src/app/app.ts';

/** What a test may do with a server that other tests use after it: neither add to it nor close it. */
export type LentServer = Pick<FastifyInstance, 'inject' | 'ready' | 'server' | 'listeningOrigin'>;

/** Where it listens, from now on; it may have done so for an earlier test. */
export async function originOf(server: LentServer): Promise<string> {
  if (!server.server.listening) await (server as FastifyInstance).listen({ host: '127.0.0.1', port: 0 });
  return server.listeningOrigin;
}

type Built = { readonly server: FastifyInstance; readonly faults: string[] };
type Lendable = Built & { app: App | null };

/**
 * Lends servers, each to one test at a time: building one takes 20 ms of the processor, and a request less than one.
 * `build` is given an app that does what the app of the borrower does.
 */
export function createLender(build: (app: App) => Built) {
  const idle: Lendable[] = [];
  return (app: App) => {
    const lent = idle.pop() ?? makeLendable(build);
    lent.app = app;
    return {
      server: lent.server as LentServer,
      /** What was wrong with its answers meanwhile. */
      giveBack(): readonly string[] {
        lent.app = null;
        idle.push(lent);
        return lent.faults.splice(0);
      },
    };
  };
}

function makeLendable(build: (app: App) => Built): Lendable {
  const delegating = new Proxy({} as App, {
    get:
      (_, name: keyof App) =>
      (...input: unknown[]) => {
        const { app } = lendable;
        if (app === null) throw new Error(`${name} was called after its test`);
        return (app[name] as (...input: unknown[]) => unknown)(...input);
      },
  });
  const lendable: Lendable = { ...build(delegating), app: null };
  // It stays open for as long as the process runs, and must not keep it.
  const { server } = lendable.server;
  server.on('listening', () => server.unref());
  return lendable;
}
