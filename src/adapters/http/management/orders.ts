import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { App } from '../../../app/app.ts';
import { actorOf } from '../auth.ts';
import { requireReturnable, succeed } from '../fields.ts';
import { GET_ORDER, PUT_ORDER } from './about.ts';
import { NewOrderAnswer, OrderAnswer, OrderBody, OrderParams, orderInput, showOrder } from './order-schemas.ts';

type Options = { readonly app: App; readonly sandbox: boolean };

export const orders: FastifyPluginAsyncTypebox<Options> = async (scope, { app, sandbox }) => {
  const answers = { 200: OrderAnswer, 201: NewOrderAnswer };
  const put = { ...PUT_ORDER, params: OrderParams, body: OrderBody, response: answers };
  scope.put('/:order_id', { schema: put }, async (request, reply) => {
    requireReturnable(request.body.return_url, { sandbox });
    const input = orderInput(request.params.order_id.toLowerCase(), request.body);
    const { value, created } = await app.putOrder(actorOf(request), input);
    return reply.code(created ? 201 : 200).send(succeed(showOrder(value)));
  });

  const show = { ...GET_ORDER, params: OrderParams, response: { 200: OrderAnswer } };
  scope.get('/:order_id', { schema: show }, async (request) => {
    const order = await app.findOrder(actorOf(request), request.params.order_id.toLowerCase());
    return succeed(showOrder(order));
  });
};
