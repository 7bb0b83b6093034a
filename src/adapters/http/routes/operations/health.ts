import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../../../../app/app.ts';
import { docs } from '../../openapi/route-docs.ts';

const GET_HEALTH = docs({
  id: 'getHealth',
  tag: 'Operations',
  summary: 'Check that the process is alive',
  description: 'Liveness: it uses nothing else, not even the database. It exists with and without the base path.',
  fails: [],
});

const GET_READINESS = docs({
  id: 'getReadiness',
  tag: 'Operations',
  summary: 'Check that requests can be served',
  description: 'Readiness: the database answers and its migrations are applied.',
  fails: ['store_unavailable'],
});

const LIVE = { config: { access: 'probe', isServedWhileClosing: true } } as const;
const PROBE = { config: { access: 'probe' } } as const;

const ALIVE = { status: 'ok', service: 'fitstack-payments' } as const;
const READY = { status: 'ready' } as const;

const Alive = Type.Object(
  { status: Type.Literal(ALIVE.status), service: Type.Literal(ALIVE.service) },
  { title: 'Health', 'x-response-description': 'The process is alive.', examples: [ALIVE] },
);
const Ready = Type.Object(
  { status: Type.Literal(READY.status) },
  { title: 'Readiness', 'x-response-description': 'Requests can be served.', examples: [READY] },
);

/** Liveness only: it says nothing about the database. */
export async function health(scope: FastifyInstance): Promise<void> {
  scope.get('/health', { ...LIVE, schema: { ...GET_HEALTH, response: { 200: Alive } } }, async () => ALIVE);
}

/** Whether requests can be served: the database answers and its migrations are applied. */
export async function readiness(scope: FastifyInstance, { app }: { app: App }): Promise<void> {
  scope.get('/ready', { ...PROBE, schema: { ...GET_READINESS, response: { 200: Ready } } }, async () => {
    await app.ready();
    return READY;
  });
}
