import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { App } from '../../../../app/app.ts';
import { actorOf } from '../../auth/auth.ts';
import { docs } from '../../openapi/route-docs.ts';
import type { ProviderForm } from '../../provider-form.ts';
import { requireReturnable, succeed } from '../../wire/fields.ts';
import { paginationOf } from '../../wire/pagination.ts';
import { declaredOf } from './credentials-body.ts';
import {
  GymAnswer,
  GymListAnswer,
  GymListQuery,
  GymParams,
  gymBody,
  gymInput,
  NewGymAnswer,
  showGym,
} from './gym-view.ts';

export const GYM_SCOPE = { scope_missing: 'This needs the scope gyms:write' };

const PUT_GYM = docs({
  id: 'putGym',
  tag: 'Orders and gyms',
  summary: 'Create or replace a gym',
  description:
    'Credentials are write-only; when they are left out, the stored ones stay. A payment stays with the account that it ' +
    'was made with, so after a change of account the old one is still used for its own payments.',
  scope: 'gyms:write',
  fails: ['invalid', 'scope_missing', 'credentials_unusable'],
  field: 'payments_enabled',
  says: GYM_SCOPE,
});

const GET_GYM = docs({
  id: 'getGym',
  tag: 'Orders and gyms',
  summary: 'Get a gym',
  description: 'Its credentials are never returned.',
  scope: 'gyms:write',
  fails: ['invalid', 'scope_missing', 'gym_not_found'],
  field: 'slug',
  says: GYM_SCOPE,
});

const LIST_GYMS = docs({
  id: 'listGyms',
  tag: 'Orders and gyms',
  summary: 'List gyms',
  description: 'Ordered by slug, in pages.',
  scope: 'gyms:write',
  fails: ['invalid', 'scope_missing'],
  field: 'limit',
  says: GYM_SCOPE,
});

type Options = {
  readonly app: App;
  readonly sandbox: boolean;
  readonly providers: readonly ProviderForm[];
  /** Whose credentials a body has that names no provider. */
  readonly defaultProvider: string;
};

export const gyms: FastifyPluginAsyncTypebox<Options> = async (scope, options) => {
  const { app, sandbox, providers, defaultProvider } = options;
  const body = gymBody(providers, defaultProvider);
  const put = { ...PUT_GYM, params: GymParams, body, response: { 200: GymAnswer, 201: NewGymAnswer } };
  scope.put('/:slug', { schema: put }, async (request, reply) => {
    requireReturnable(request.body.return_url, { sandbox });
    const { params, body } = request;
    const form = providers.find(({ name }) => name === (body.provider ?? defaultProvider));
    const credentials = form && body.credentials ? declaredOf(form, body.credentials) : null;
    const { value, created } = await app.putGym(actorOf(request), gymInput(params.slug, body, credentials));
    return reply.code(created ? 201 : 200).send(succeed(showGym(value)));
  });

  const show = { ...GET_GYM, params: GymParams, response: { 200: GymAnswer } };
  scope.get('/:slug', { schema: show }, async (request) => {
    const gym = await app.findGym(actorOf(request), request.params.slug);
    return succeed(showGym(gym));
  });

  const list = { ...LIST_GYMS, querystring: GymListQuery, response: { 200: GymListAnswer } };
  scope.get('', { schema: list }, async (request) => {
    const { items, nextCursor } = await app.listGyms(actorOf(request), paginationOf(request.query));
    return succeed({ items: items.map(showGym), next_cursor: nextCursor });
  });
};
