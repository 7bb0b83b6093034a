import { AMOUNT, CURRENCY, USER } from './settings.ts';

/** What a run uses up: payments that were opened and not paid, and orders without a payment. */
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
    ...past(id),
    'VACUUM ANALYZE',
  ];
}

/** Payments that a buyer has tried in vain to pay. */
const PAST = 2_000;

/**
 * What a service has behind it that was not started just now. On tables that were analyzed while they were empty,
 * PostgreSQL plans to read them from end to end, and goes on so until the next ANALYZE.
 */
function past(id: (kind: string) => string): readonly string[] {
  const numbers = `generate_series(0, ${PAST - 1}) AS n, accounts`;
  return [
    `INSERT INTO orders (id, user_id, amount_minor, currency, provider, capture_method, status)
     SELECT ${id('past-order')}, '${USER}', ${AMOUNT}, '${CURRENCY}', 'stripe', 'automatic', 'pending' FROM ${numbers}`,
    `INSERT INTO payments (id, user_id, order_id, account_id, provider, amount_minor, currency, title, capture_method,
                           expires_at, parent_id, intent_id, status, status_at, transitions)
     SELECT ${id('past')}, '${USER}', ${id('past-order')}, accounts.id, 'stripe', ${AMOUNT}, '${CURRENCY}', 'Order',
            'automatic', now() + interval '1 day', 'pi_past' || n, 'pi_past' || n, 'failed', now(), 1 FROM ${numbers}`,
    `INSERT INTO payment_transitions (payment_id, seq, from_status, to_status, cause_kind, cause_id, occurred_at)
     SELECT ${id('past')}, 1, 'pending', 'failed', 'webhook', 'evt_past' || n, now() FROM ${numbers}`,
    `INSERT INTO payment_attempts (account_id, provider_payment_id, payment_id, status, status_at, captured_minor)
     SELECT accounts.id, 'pi_past' || n, ${id('past')}, 'failed', now(), 0 FROM ${numbers}`,
    `INSERT INTO deliveries (account_id, key, event_id, event_type, state, body, headers, query, received_at,
                             processed_at, payment_id)
     SELECT accounts.id, 'evt_past' || n, 'evt_past' || n, 'payment_intent.payment_failed', 'processed', '{}', '[]', '[]',
            now(), now(), ${id('past')} FROM ${numbers}`,
  ];
}
