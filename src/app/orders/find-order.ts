import { DomainError } from '../../domain/error.ts';
import type { Order } from '../../domain/payment/order.ts';
import { type Actor, may } from '../actor.ts';
import type { Context } from '../context.ts';

/** @throws DomainError `order_not_found`, `not_yours`. */
export async function findOrder({ store }: Context, actor: Actor, orderId: string): Promise<Order> {
  const order = await store.findOrder(orderId);
  if (order === null) throw new DomainError('order_not_found', 'Order not found');
  if (order.userId !== actor.userId && !may(actor, 'orders:write') && !may(actor, 'payments:manage'))
    throw new DomainError('not_yours', 'Order does not belong to user');
  return order;
}
