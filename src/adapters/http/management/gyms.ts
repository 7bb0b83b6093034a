import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { App } from '../../../app/app.ts';
import { actorOf } from '../auth.ts';
import { requireReturnable, succeed } from '../fields.ts';
import { pageOf } from '../page.ts';
import { GET_GYM, LIST_GYMS, PUT_GYM } from './about.ts';
import {
  GymAnswer,
  GymBody,
  GymListAnswer,
  GymListQuery,
  GymParams,
  gymInput,
  NewGymAnswer,
  showGym,
} from './gym-schemas.ts';

type Options = { readonly app: App; readonly sandbox: boolean };

export const gyms: FastifyPluginAsyncTypebox<Options> = async (scope, { app, sandbox }) => {
  const put = { ...PUT_GYM, params: GymParams, body: GymBody, response: { 200: GymAnswer, 201: NewGymAnswer } };
  scope.put('/:slug', { schema: put }, async (request, reply) => {
    requireReturnable(request.body.return_url, { sandbox });
    const { value, created } = await app.putGym(actorOf(request), gymInput(request.params.slug, request.body));
    return reply.code(created ? 201 : 200).send(succeed(showGym(value)));
  });

  const show = { ...GET_GYM, params: GymParams, response: { 200: GymAnswer } };
  scope.get('/:slug', { schema: show }, async (request) => {
    const gym = await app.findGym(actorOf(request), request.params.slug);
    return succeed(showGym(gym));
  });

  const list = { ...LIST_GYMS, querystring: GymListQuery, response: { 200: GymListAnswer } };
  scope.get('', { schema: list }, async (request) => {
    const { items, nextCursor } = await app.listGyms(actorOf(request), pageOf(request.query));
    return succeed({ items: items.map(showGym), next_cursor: nextCursor });
  });
};
