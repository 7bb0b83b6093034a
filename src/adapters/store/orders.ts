import type * as Table from '../../../generated/prisma/client.ts';
import type { Order, OrderStatus } from '../../domain/order.ts';
import type { CaptureMethod } from '../../domain/payment.ts';
import type { OrderChange, Put, Store } from '../../ports/store.ts';
import { call, type Database, isUuid, type Statement } from './database.ts';
import { type JsonRow, moneyOf, type Row, revived, selectOf } from './rows.ts';

/** What of a row is looked at. */
const COLUMNS = [
  ...(['id', 'userId', 'amountMinor', 'currency', 'customerEmail', 'description', 'provider'] as const),
  ...(['captureMethod', 'returnUrl', 'status', 'createdAt', 'updatedAt'] as const),
] satisfies (keyof Table.Order)[];

type OrderRow = Row<Pick<Table.Order, (typeof COLUMNS)[number]>>;

type Answer = { readonly value: JsonRow; readonly created: boolean };

const FIND: Statement = { name: 'find_order', text: `${selectOf('orders', COLUMNS)} WHERE id = $1` };

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

function orderOf(row: OrderRow): Order {
  const { id, userId, customerEmail, description, provider, returnUrl, createdAt, updatedAt } = row;
  const amount = moneyOf(row.amountMinor, row.currency);
  const captureMethod = row.captureMethod as CaptureMethod;
  const status = row.status as OrderStatus;
  return {
    id,
    userId,
    amount,
    customerEmail,
    description,
    provider,
    captureMethod,
    returnUrl,
    status,
    createdAt,
    updatedAt,
  };
}
