import type { Order } from '../../domain/order.ts';
import type { OrderChange, Put, Store } from '../../ports/store.ts';
import { call, type Database, isUuid, type Statement } from './database.ts';
import { type JsonRow, ORDER_COLUMNS, type OrderRow, orderOf, revived, selectOf } from './rows.ts';

type Answer = { readonly value: JsonRow; readonly created: boolean };

const FIND: Statement = { name: 'find_order', text: `${selectOf('orders', ORDER_COLUMNS)} WHERE id = $1` };

/** Orders as client apps put them; `put_order` holds what may change when. */
export function createOrders(db: Database): Pick<Store, 'putOrder' | 'findOrder'> {
  return {
    async putOrder(change): Promise<Put<Order>> {
      const { value, created } = await call<Answer>(db, 'put_order', columnsOf(change));
      return { value: orderOf(revived<OrderRow>(value)), created };
    },

    async findOrder(id) {
      const [row] = isUuid(id) ? await db.query<OrderRow>(FIND, [id]) : [];
      return row === undefined ? null : orderOf(row);
    },
  };
}

function columnsOf(order: OrderChange): object {
  return {
    id: order.id,
    user_id: order.userId,
    amount_minor: order.amount.minor,
    currency: order.amount.currency,
    customer_email: order.customerEmail,
    description: order.description,
    provider: order.provider,
    capture_method: order.captureMethod,
    return_url: order.returnUrl,
    status: order.status,
  };
}
