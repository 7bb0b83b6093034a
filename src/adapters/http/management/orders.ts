import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { App } from '../../../app/app.ts';
import type { OrderInput } from '../../../app/put-order.ts';
import type { Order } from '../../../domain/order.ts';
import { actorOf } from '../auth.ts';
import {
  Email,
  HttpsUrl,
  LowerCurrency,
  MinorAmount,
  optional,
  succeed,
  success,
  TextOrNull,
  text,
  timestamp,
  Uuid,
} from '../fields.ts';

const Params = Type.Object({ order_id: Uuid });

const Body = Type.Object({
  user_id: text(255),
  amount: MinorAmount,
  currency: LowerCurrency,
  customer_email: optional(Email),
  description: optional(text(256)),
  provider: optional(text(64)),
  capture_method: optional(Type.Union([Type.Literal('automatic'), Type.Literal('manual')])),
  return_url: optional(HttpsUrl),
  status: optional(Type.Literal('cancelled')),
});

const Answer = success(
  Type.Object({
    order_id: Type.String(),
    user_id: Type.String(),
    amount: Type.Integer(),
    currency: Type.String(),
    customer_email: TextOrNull,
    description: TextOrNull,
    provider: Type.String(),
    capture_method: Type.String(),
    return_url: TextOrNull,
    status: Type.String(),
    created_at: Type.String(),
    updated_at: Type.String(),
  }),
);

export const orders: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const put = { params: Params, body: Body, response: { 200: Answer, 201: Answer } };
  scope.put('/:order_id', { schema: put }, async (request, reply) => {
    const input = inputOf(request.params.order_id.toLowerCase(), request.body);
    const { value, created } = await app.putOrder(actorOf(request), input);
    return reply.code(created ? 201 : 200).send(succeed(show(value)));
  });

  scope.get('/:order_id', { schema: { params: Params, response: { 200: Answer } } }, async (request) => {
    const order = await app.findOrder(actorOf(request), request.params.order_id.toLowerCase());
    return succeed(show(order));
  });
};

function inputOf(orderId: string, body: Static<typeof Body>): OrderInput {
  return {
    orderId,
    userId: body.user_id,
    amount: body.amount,
    currency: body.currency.toUpperCase(),
    customerEmail: body.customer_email ?? null,
    description: body.description ?? null,
    provider: body.provider ?? null,
    captureMethod: body.capture_method ?? null,
    returnUrl: body.return_url ?? null,
    status: body.status ?? null,
  };
}

function show(order: Order): Static<typeof Answer>['data'] {
  return {
    order_id: order.id,
    user_id: order.userId,
    amount: order.amount.minor,
    currency: order.amount.currency.toLowerCase(),
    customer_email: order.customerEmail,
    description: order.description,
    provider: order.provider,
    capture_method: order.captureMethod,
    return_url: order.returnUrl,
    status: order.status,
    created_at: timestamp(order.createdAt),
    updated_at: timestamp(order.updatedAt),
  };
}
