import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { App } from '../../../../app/app.ts';
import { actorOf } from '../../auth/auth.ts';
import { docs } from '../../openapi/route-docs.ts';
import { Moment, momentOf, optional, succeed, Uuid } from '../../wire/fields.ts';
import { PageQuery, paginationOf } from '../../wire/pagination.ts';
import { EndpointParams } from './endpoint-view.ts';
import { EventParams } from './event-view.ts';
import { RequestedAnswer, showTry, TestAnswer, TryListAnswer } from './try-view.ts';
import { ENDPOINTS_SCOPE } from './words.ts';

const MANAGED = { tag: 'Events', scope: 'webhooks:manage' } as const;
const DISABLED = { ...ENDPOINTS_SCOPE, conflict: 'The endpoint is disabled' };

const TEST = docs({
  ...MANAGED,
  id: 'testEndpoint',
  summary: 'Test an endpoint',
  description:
    'Sends an event of the type `endpoint.test` now and returns the try, also of an endpoint that is disabled. The event ' +
    'is not stored and not sent again. A response of 410 disables the endpoint, as it does to any event.',
  fails: ['invalid', 'scope_missing', 'endpoint_not_found'],
  field: 'endpoint_id',
  says: ENDPOINTS_SCOPE,
});

const REDELIVER = docs({
  ...MANAGED,
  id: 'redeliverEvents',
  summary: 'Send events again',
  description:
    'Sends again what the endpoint wants of a time, oldest first: what was not delivered, or with `only_failed: false` all ' +
    'of it; also events that are older than the endpoint. An event that is being sent at this moment is left out.',
  fails: ['invalid', 'scope_missing', 'endpoint_not_found', 'conflict'],
  field: 'since',
  says: DISABLED,
});

const LIST = docs({
  ...MANAGED,
  id: 'listDeliveries',
  summary: "List an event's deliveries",
  description: 'Every try to deliver the event, and each one that waits (`pending`), in pages.',
  fails: ['invalid', 'scope_missing', 'event_not_found'],
  field: 'event_id',
  says: ENDPOINTS_SCOPE,
});

const DELIVER = docs({
  ...MANAGED,
  id: 'deliverEvent',
  summary: 'Send an event again',
  description:
    'Sends the event to the endpoint now, whether it was delivered or not, and whether the endpoint wants it or not.',
  fails: ['invalid', 'scope_missing', 'event_not_found', 'endpoint_not_found', 'conflict'],
  field: 'endpoint_id',
  says: DISABLED,
});

const RedeliverBody = Type.Object(
  {
    since: { ...Moment, description: 'Events that were recorded at this moment (RFC 3339) or later.' },
    until: optional({ ...Moment, description: 'Events that were recorded before this moment (RFC 3339).' }),
    only_failed: optional(Type.Boolean({ description: 'Without those that were delivered. Default: true.' })),
  },
  { title: 'RedeliverRequest', examples: [{ since: '2024-01-01T00:00:00Z' }] },
);

const DeliverBody = Type.Object(
  { endpoint_id: Uuid },
  { title: 'DeliverRequest', examples: [{ endpoint_id: 'aa0e8400-e29b-41d4-a716-446655440000' }] },
);

/** What is sent to an endpoint on request. */
export const endpointDeliveries: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const test = { ...TEST, params: EndpointParams, response: { 200: TestAnswer } };
  scope.post('/:endpoint_id/test', { schema: test, config: { idempotent: true } }, async (request) =>
    succeed(showTry(await app.testEndpoint(actorOf(request), request.params.endpoint_id.toLowerCase()))),
  );

  const redeliver = { ...REDELIVER, params: EndpointParams, body: RedeliverBody, response: { 202: RequestedAnswer } };
  const path = '/:endpoint_id/redeliver';
  scope.post(path, { schema: redeliver, config: { idempotent: true } }, async (request, reply) => {
    const { since, until, only_failed: onlyFailed } = request.body;
    const events = await app.redeliver(actorOf(request), {
      endpointId: request.params.endpoint_id.toLowerCase(),
      since: momentOf(since),
      until: until ? momentOf(until) : null,
      onlyFailed: onlyFailed ?? true,
    });
    return reply.code(202).send(succeed({ events }));
  });
};

/** Where an event was sent to. */
export const eventDeliveries: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const list = { ...LIST, params: EventParams, querystring: PageQuery, response: { 200: TryListAnswer } };
  scope.get('/:event_id/deliveries', { schema: list }, async (request) => {
    const eventId = request.params.event_id.toLowerCase();
    const { items, nextCursor } = await app.listTries(actorOf(request), eventId, paginationOf(request.query));
    return succeed({ items: items.map(showTry), next_cursor: nextCursor });
  });

  const deliver = { ...DELIVER, params: EventParams, body: DeliverBody, response: { 202: RequestedAnswer } };
  scope.post('/:event_id/deliver', { schema: deliver, config: { idempotent: true } }, async (request, reply) => {
    const [eventId, endpointId] = [request.params.event_id.toLowerCase(), request.body.endpoint_id.toLowerCase()];
    await app.requestDelivery(actorOf(request), eventId, endpointId);
    return reply.code(202).send(succeed({ events: 1 }));
  });
};
