import { AMOUNT, CURRENCY, USER } from './settings.ts';

/** What can be used up: payments that were opened and not paid, and orders that nobody has opened. */
export type Stock = { readonly payments: number; readonly orders: number };

/**
 * The statements that fill a migrated database. Payments have an order each, whose number is the payment's; the
 * orders that are to be opened have the numbers after those.
 */
export function seedOf({ payments, orders }: Stock): readonly string[] {
  const id = (kind: string) => `md5('${kind}-' || n)::uuid`;
  return [
    `INSERT INTO accounts (id, provider) VALUES (gen_random_uuid(), 'stripe')`,
    `INSERT INTO orders (id, user_id, amount_minor, currency, provider, capture_method, status)
     SELECT ${id('order')}, '${USER}', ${AMOUNT}, '${CURRENCY}', 'stripe', 'automatic', 'pending'
       FROM generate_series(0, ${payments + orders - 1}) AS n`,
    `INSERT INTO payments (id, user_id, order_id, account_id, provider, amount_minor, currency, title, capture_method,
                           expires_at, parent_id, intent_id)
     SELECT ${id('payment')}, '${USER}', ${id('order')}, accounts.id, 'stripe', ${AMOUNT}, '${CURRENCY}', 'Order',
            'automatic', now() + interval '1 day', 'pi_bench' || n, 'pi_bench' || n
       FROM generate_series(0, ${payments - 1}) AS n, accounts`,
    'VACUUM ANALYZE',
  ];
}
