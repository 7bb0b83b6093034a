import type { FastifyInstance } from 'fastify';
import type { App } from '../../../app/app.ts';

const PROBE = { config: { access: 'probe' } } as const;

/** Liveness only: it says nothing about the database. */
export async function health(scope: FastifyInstance): Promise<void> {
  scope.get('/health', PROBE, async () => ({ status: 'ok', service: 'fitstack-payments' }));
}

/** Whether requests can be served: the database answers and its migrations are applied. */
export async function readiness(scope: FastifyInstance, { app }: { app: App }): Promise<void> {
  scope.get('/ready', PROBE, async () => {
    await app.ready();
    return { status: 'ready' };
  });
}
