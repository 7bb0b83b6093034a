import { orderIn, paymentIn } from '../../../domain/purchase/purchase.ts';
import type { Store } from '../../../ports/store/store.ts';
import { type Database, isUuid, type Statement } from '../postgres/database.ts';
import { arrayOf, named } from '../purchases/json.ts';
import { orderOf } from '../purchases/rows/orders.ts';
import { paymentOf } from '../purchases/rows/payments.ts';
import { ORDERS, PAYMENTS } from '../purchases/tables.ts';

type Found = { readonly row: readonly unknown[] };

const PAYMENT: Statement = {
  name: 'find_payment',
  text: `SELECT ${arrayOf('payments', PAYMENTS)} AS row FROM payments WHERE id = $1`,
};

const ORDER: Statement = {
  name: 'find_order',
  text: `SELECT ${arrayOf('orders', ORDERS)} AS row FROM orders WHERE id = $1`,
};

/** One payment, or one order: what every request needs. */
export function createById({ query }: Database): Pick<Store, 'findPayment' | 'findOrder'> {
  const find = async (statement: Statement, id: string) => {
    const [found] = isUuid(id) ? await query<Found>(statement, [id]) : [];
    return found?.row;
  };
  return {
    async findPayment(id) {
      const row = await find(PAYMENT, id);
      return row === undefined ? null : paymentIn(paymentOf(named(PAYMENTS, row)));
    },

    async findOrder(id) {
      const row = await find(ORDER, id);
      return row === undefined ? null : orderIn(orderOf(named(ORDERS, row)));
    },
  };
}
