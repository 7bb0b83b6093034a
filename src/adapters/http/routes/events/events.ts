import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { App } from '../../../../app/app.ts';
import { actorOf } from '../../auth/auth.ts';
import { docs } from '../../openapi/route-docs.ts';
import { succeed } from '../../wire/fields.ts';
import { paginationOf } from '../../wire/pagination.ts';
import { EventAnswer, EventListAnswer, EventListQuery, EventParams, filterOf, showEvent } from './event-view.ts';
import { ENDPOINTS_SCOPE } from './words.ts';

const LIST_EVENTS = docs({
  id: 'listEvents',
  tag: 'Events',
  summary: 'List events',
  description: 'Newest first, in pages. Filters can be combined. Test events are not stored.',
  scope: 'webhooks:manage',
  fails: ['invalid', 'scope_missing'],
  field: 'type',
  says: ENDPOINTS_SCOPE,
});

const GET_EVENT = docs({
  id: 'getEvent',
  tag: 'Events',
  summary: 'Get an event',
  description: 'The content that each endpoint gets.',
  scope: 'webhooks:manage',
  fails: ['invalid', 'scope_missing', 'event_not_found'],
  field: 'event_id',
  says: ENDPOINTS_SCOPE,
});

export const events: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const list = { ...LIST_EVENTS, querystring: EventListQuery, response: { 200: EventListAnswer } };
  scope.get('', { schema: list }, async (request) => {
    const { query } = request;
    const { items, nextCursor } = await app.listEvents(actorOf(request), filterOf(query), paginationOf(query));
    return succeed({ items: items.map(showEvent), next_cursor: nextCursor });
  });

  const show = { ...GET_EVENT, params: EventParams, response: { 200: EventAnswer } };
  scope.get('/:event_id', { schema: show }, async (request) => {
    const event = await app.findEvent(actorOf(request), request.params.event_id.toLowerCase());
    return succeed(showEvent(event));
  });
};
