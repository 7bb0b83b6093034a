import { type Static, Type } from 'typebox';
import type { OrderInput } from '../../../app/put-order.ts';
import type { Order } from '../../../domain/order.ts';
import {
  Email,
  HttpsUrl,
  LowerCurrency,
  MinorAmount,
  oneOf,
  optional,
  success,
  Timestamp,
  text,
  textOrNull,
  timestamp,
  Uuid,
} from '../fields.ts';

export const OrderParams = Type.Object({ order_id: Uuid });

const userId = text(255, 'Who may pay it: `sub` in their token.');
const captureMethod = oneOf(
  ['automatic', 'manual'],
  'Whether the money is taken at once, or held until it is captured.',
);

export const OrderBody = Type.Object(
  {
    user_id: userId,
    amount: MinorAmount,
    currency: LowerCurrency,
    customer_email: optional(Email),
    description: optional(text(256, 'What the customer gets to read.')),
    provider: optional(text(64, 'Who takes the money; `stripe` unless told.')),
    capture_method: optional(captureMethod),
    return_url: optional({ ...HttpsUrl, description: 'Where hosted pages send the customer back.' }),
    status: optional(Type.Literal('cancelled', { description: 'The only status that can be asked for.' })),
  },
  {
    title: 'PutOrder',
    examples: [{ user_id: 'user-1', amount: 1000, currency: 'jpy', description: 'Two towels' }],
  },
);

const OrderView = Type.Object(
  {
    order_id: Uuid,
    user_id: userId,
    amount: MinorAmount,
    currency: LowerCurrency,
    customer_email: textOrNull('Where the provider sends the receipt.'),
    description: textOrNull('What the customer gets to read.'),
    provider: Type.String({ description: 'Who takes the money.' }),
    capture_method: captureMethod,
    return_url: textOrNull('Where hosted pages send the customer back.'),
    status: oneOf(['pending', 'paid', 'cancelled'], 'Paid in the same moment as its payment succeeds.'),
    created_at: Timestamp,
    updated_at: Timestamp,
  },
  { title: 'Order' },
);
export type OrderView = Static<typeof OrderView>;

const EXAMPLE: OrderView = {
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

export const NewOrderAnswer = success(OrderView, { description: 'It is new.', example: EXAMPLE });
export const OrderAnswer = success(OrderView, { description: 'The order.', example: EXAMPLE });

export function orderInput(orderId: string, body: Static<typeof OrderBody>): OrderInput {
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
