import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { App } from '../../../app/app.ts';
import { actorOf } from '../auth.ts';
import { succeed } from '../fields.ts';
import { pageOf } from '../page.ts';
import { GymAnswer, GymBody, GymListAnswer, GymListQuery, GymParams, gymInput, showGym } from './gym-schemas.ts';

export const gyms: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const put = { params: GymParams, body: GymBody, response: { 200: GymAnswer, 201: GymAnswer } };
  scope.put('/:slug', { schema: put }, async (request, reply) => {
    const { value, created } = await app.putGym(actorOf(request), gymInput(request.params.slug, request.body));
    return reply.code(created ? 201 : 200).send(succeed(showGym(value)));
  });

  scope.get('/:slug', { schema: { params: GymParams, response: { 200: GymAnswer } } }, async (request) => {
    const gym = await app.findGym(actorOf(request), request.params.slug);
    return succeed(showGym(gym));
  });

  scope.get('', { schema: { querystring: GymListQuery, response: { 200: GymListAnswer } } }, async (request) => {
    const { items, nextCursor } = await app.listGyms(actorOf(request), pageOf(request.query));
    return succeed({ items: items.map(showGym), next_cursor: nextCursor });
  });
};
