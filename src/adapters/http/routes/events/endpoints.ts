import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../../../../app/app.ts';
import { actorOf } from '../../auth/auth.ts';
import { docs } from '../../openapi/route-docs.ts';
import { succeed } from '../../wire/fields.ts';
import { PageQuery, paginationOf } from '../../wire/pagination.ts';
import {
  EndpointAnswer,
  EndpointBody,
  EndpointListAnswer,
  EndpointParams,
  endpointChange,
  NewEndpointAnswer,
  NewEndpointBody,
  newEndpoint,
  RotatedAnswer,
  showEndpoint,
  showWithSecret,
} from './endpoint-view.ts';
import { ENDPOINTS_SCOPE } from './words.ts';

const MANAGED = { tag: 'Events', scope: 'webhooks:manage', says: ENDPOINTS_SCOPE } as const;

const CREATE = docs({
  ...MANAGED,
  id: 'createEndpoint',
  summary: 'Create an endpoint',
  description:
    'Every later event that the endpoint wants is sent to it, signed with its secret. The secret is in this response and ' +
    'in that of a rotation, and never again; with an `Idempotency-Key` the same response is given again for 24 hours, as ' +
    'long as the secret is the present one. There can be 50 endpoints.',
  fails: ['invalid', 'scope_missing', 'conflict', 'endpoint_secret_unusable'],
  field: 'url',
  says: { ...ENDPOINTS_SCOPE, conflict: 'There are 50 endpoints already: delete one first' },
});

const LIST = docs({
  ...MANAGED,
  id: 'listEndpoints',
  summary: 'List endpoints',
  description: 'Newest first, in pages.',
  fails: ['invalid', 'scope_missing'],
  field: 'limit',
});

const GET = docs({
  ...MANAGED,
  id: 'getEndpoint',
  summary: 'Get an endpoint',
  description: 'Its secret is never returned.',
  fails: ['invalid', 'scope_missing', 'endpoint_not_found'],
  field: 'endpoint_id',
});

const PUT = docs({
  ...MANAGED,
  id: 'putEndpoint',
  summary: 'Replace an endpoint',
  description:
    'Replaces `url`, `event_types`, `description` and `status`. An endpoint that is enabled again begins with the next ' +
    'event: what it missed is sent on request.',
  fails: ['invalid', 'scope_missing', 'endpoint_not_found'],
  field: 'url',
});

const DELETE = docs({
  ...MANAGED,
  id: 'deleteEndpoint',
  summary: 'Delete an endpoint',
  description: 'Nothing more is sent to it. Its deliveries and their tries are deleted, too; the events stay.',
  fails: ['invalid', 'scope_missing', 'endpoint_not_found'],
  field: 'endpoint_id',
});

const ROTATE = docs({
  ...MANAGED,
  id: 'rotateEndpointSecret',
  summary: "Rotate an endpoint's secret",
  description: 'From now on the new secret signs; for 24 hours the one before signs, too.',
  fails: ['invalid', 'scope_missing', 'endpoint_not_found', 'conflict', 'endpoint_secret_unusable'],
  field: 'endpoint_id',
  says: { ...ENDPOINTS_SCOPE, conflict: 'A secret can be rotated 10 times within a day' },
});

const NOTHING = Type.Unsafe<undefined>({ type: 'null', description: 'The endpoint is deleted.' });

export const endpoints: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const create = { ...CREATE, body: NewEndpointBody, response: { 201: NewEndpointAnswer } };
  const mayShowAgain = (request: FastifyRequest, madeBy: string) =>
    app.requirePresentSecret({ endpointId: endpointOf(request) ?? madeBy, madeBy });
  const config = { idempotent: true, mayReplay: mayShowAgain };

  scope.post('', { schema: create, config }, async (request, reply) => {
    const input = { ...newEndpoint(request.body), endpointId: request.operation?.id };
    const { endpoint, secret } = await app.createEndpoint(actorOf(request), input);
    return reply.code(201).send(succeed(showWithSecret(endpoint, secret)));
  });

  const list = { ...LIST, querystring: PageQuery, response: { 200: EndpointListAnswer } };
  scope.get('', { schema: list }, async (request) => {
    const { items, nextCursor } = await app.listEndpoints(actorOf(request), paginationOf(request.query));
    return succeed({ items: items.map(showEndpoint), next_cursor: nextCursor });
  });

  const show = { ...GET, params: EndpointParams, response: { 200: EndpointAnswer } };
  scope.get('/:endpoint_id', { schema: show }, async (request) =>
    succeed(showEndpoint(await app.findEndpoint(actorOf(request), request.params.endpoint_id.toLowerCase()))),
  );

  const put = { ...PUT, params: EndpointParams, body: EndpointBody, response: { 200: EndpointAnswer } };
  scope.put('/:endpoint_id', { schema: put }, async (request) => {
    const endpointId = request.params.endpoint_id.toLowerCase();
    const input = { endpointId, ...endpointChange(request.body) };
    return succeed(showEndpoint(await app.replaceEndpoint(actorOf(request), input)));
  });

  const remove = { ...DELETE, params: EndpointParams, response: { 204: NOTHING } };
  scope.delete('/:endpoint_id', { schema: remove }, async (request, reply) => {
    await app.removeEndpoint(actorOf(request), request.params.endpoint_id.toLowerCase());
    return reply.code(204).send(undefined);
  });

  const rotate = { ...ROTATE, params: EndpointParams, response: { 200: RotatedAnswer } };
  scope.post('/:endpoint_id/rotate-secret', { schema: rotate, config }, async (request) => {
    const endpointId = request.params.endpoint_id.toLowerCase();
    const rotation = { endpointId, rotationId: request.operation?.id };
    const { endpoint, secret } = await app.rotateEndpointSecret(actorOf(request), rotation);
    return succeed(showWithSecret(endpoint, secret));
  });
};

/** Whose secret an answer shows: that of the path, or the one that its operation made. */
function endpointOf({ params }: FastifyRequest): string | undefined {
  return (params as { readonly endpoint_id?: string }).endpoint_id?.toLowerCase();
}
