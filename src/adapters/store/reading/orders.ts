import type * as Table from '../../../../generated/prisma/client.ts';
import type { Order, OrderStatus } from '../../../domain/payment/order.ts';
import type { CaptureMethod } from '../../../domain/payment/payment.ts';
import type { Store } from '../../../ports/store/store.ts';
import { type Database, isUuid, type Statement } from '../postgres/database.ts';
import { moneyOf, type Row, selectOf } from './rows.ts';

/** The columns that are read. */
const COLUMNS = [
  ...(['id', 'userId', 'amountMinor', 'currency', 'customerEmail', 'description', 'provider'] as const),
  ...(['captureMethod', 'returnUrl', 'status', 'createdAt', 'updatedAt'] as const),
] satisfies (keyof Table.Order)[];

type OrderRow = Row<Pick<Table.Order, (typeof COLUMNS)[number]>>;

const FIND: Statement = { name: 'find_order', text: `${selectOf('orders', COLUMNS)} WHERE id = $1` };

/** Orders; what changes them changes their purchase. */
export function createOrders(db: Database): Pick<Store, 'findOrder'> {
  return {
    async findOrder(id) {
      const [row] = isUuid(id) ? await db.query<OrderRow>(FIND, [id]) : [];
      return row === undefined ? null : orderOf(row);
    },
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
