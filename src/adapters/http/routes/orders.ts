import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { App } from '../../../app/app.ts';
import type { OrderInput } from '../../../app/orders/put-order.ts';
import type { Order } from '../../../domain/payment/order.ts';
import { actorOf } from '../auth/auth.ts';
import { docs } from '../openapi/route-docs.ts';
import {
  AnyCurrency,
  Email,
  LowerCurrency,
  MinorAmount,
  oneOf,
  optional,
  ReturnUrl,
  requireReturnable,
  succeed,
  success,
  Timestamp,
  text,
  textOrNull,
  timestamp,
  Uuid,
} from '../wire/fields.ts';

const PUT_ORDER = docs({
  id: 'putOrder',
  tag: 'Orders and gyms',
  summary: 'Create or replace an order',
  description:
    'While a payment of the order is open, only `description` and `customer_email` can change; once the order is paid, ' +
    'nothing can. `status: "cancelled"` first cancels the open payment at its provider.',
  scope: 'orders:write',
  fails: ['invalid', 'scope_missing', 'conflict', 'credentials_unusable', 'provider_unavailable', 'provider_rejected'],
  field: 'amount',
});

const GET_ORDER = docs({
  id: 'getOrder',
  tag: 'Orders and gyms',
  summary: 'Get an order',
  description: 'For the user of the order, and for tokens with the scope `orders:write` or `payments:manage`.',
  fails: ['invalid', 'order_not_found', 'not_yours'],
  field: 'order_id',
});

const OrderParams = Type.Object({ order_id: Uuid });

const userId = text(255, "The user who can pay the order: the `sub` of the user's token.");
export const CaptureMethod = oneOf(
  ['automatic', 'manual'],
  '`automatic`: the payment is captured at once. `manual`: it is authorized, and captured by a request.',
  'CaptureMethod',
);

const OrderBody = Type.Object(
  {
    user_id: userId,
    amount: MinorAmount,
    currency: AnyCurrency,
    customer_email: optional(Email),
    description: optional(text(256, 'Shown to the customer.')),
    provider: optional(text(64, 'The payment provider; `stripe` by default.')),
    capture_method: optional(CaptureMethod),
    return_url: optional({ ...ReturnUrl, description: 'Where hosted payment pages redirect the customer to.' }),
    status: optional(Type.Literal('cancelled', { description: 'The only status that a request can set.' })),
  },
  {
    title: 'PutOrderRequest',
    examples: [{ user_id: 'user-1', amount: 1000, currency: 'jpy', description: 'Two towels' }],
  },
);

export const OrderView = Type.Object(
  {
    order_id: Uuid,
    user_id: userId,
    amount: MinorAmount,
    currency: LowerCurrency,
    customer_email: textOrNull('Where the provider sends the receipt.', { format: 'email' }),
    description: textOrNull('Shown to the customer.'),
    provider: Type.String({ description: 'The payment provider.' }),
    capture_method: CaptureMethod,
    return_url: textOrNull('Where hosted payment pages redirect the customer to.', { format: 'uri' }),
    status: oneOf(['pending', 'paid', 'cancelled'], 'An order is paid when its payment succeeds.', 'OrderStatus'),
    created_at: Timestamp,
    updated_at: Timestamp,
  },
  { title: 'Order' },
);
export type OrderView = Static<typeof OrderView>;

export const ORDER_EXAMPLE: OrderView = {
  order_id: '550e8400-e29b-41d4-a716-446655440000',
  user_id: 'user-1',
  amount: 1000,
  currency: 'jpy',
  customer_email: null,
  description: 'Two towels',
  provider: 'stripe',
  capture_method: 'automatic',
  return_url: null,
  status: 'pending',
  created_at: '2024-01-01T00:00:00',
  updated_at: '2024-01-01T00:00:00',
};

const NewOrderAnswer = success(OrderView, { description: 'The order is created.', example: ORDER_EXAMPLE });
const OrderAnswer = success(OrderView, { description: 'The order.', example: ORDER_EXAMPLE });

function orderInput(orderId: string, body: Static<typeof OrderBody>): OrderInput {
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

export function showOrder(order: Order): OrderView {
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
