import { randomUUID } from 'node:crypto';
import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openEmbeddedDatabase } from '../postgres/embedded-database.ts';

let db: PGlite;
beforeAll(async () => {
  db = await openEmbeddedDatabase();
}, 60_000);
afterAll(() => db.close());

// What holds whichever session writes. Losing one of these in a migration loses money later, so each is named here.

describe('what the database keeps', () => {
  test.each([
    [
      'one open payment per order',
      'payments_one_open_per_order',
      /UNIQUE .*\(order_id\) WHERE .*pending.*processing.*failed/,
    ],
    ['one payment per parent', 'payments_parent_id_account_id_key', /UNIQUE .*\(parent_id, account_id\)/],
    ['one payment per intent', 'payments_intent_id_account_id_key', /UNIQUE .*\(intent_id, account_id\)/],
    ['one attempt per provider payment', 'payment_attempts_pkey', /UNIQUE .*\(provider_payment_id, account_id\)/],
    [
      'one refund per provider refund',
      'refunds_provider_refund_id_account_id_key',
      /UNIQUE .*\(provider_refund_id, account_id\)/,
    ],
    ['one capture per payment', 'captures_one_per_payment', /UNIQUE .*\(payment_id\) WHERE .*failed/],
    ['one dispute per provider dispute', 'disputes_pkey', /UNIQUE .*\(provider_dispute_id, account_id\)/],
    ['one delivery per account and key', 'deliveries_pkey', /UNIQUE .*\(account_id, key\)/],
    ['one operation per user, path and key', 'operations_user_id_path_key_key', /UNIQUE .*\(user_id, path, key\)/],
    ['one anomaly per id', 'payment_anomalies_pkey', /UNIQUE .*\(id\)/],
    [
      'one open anomaly per payment, kind and subject',
      'payment_anomalies_open_once',
      /UNIQUE .*\(payment_id, kind, subject\) WHERE .*resolved_at IS NULL/,
    ],
    [
      'one platform account per provider',
      'accounts_one_platform_per_provider',
      /UNIQUE .*\(provider\) WHERE .*gym_slug IS NULL/,
    ],
  ])('the database keeps this: %s', async (_what, name, definition) => {
    const { rows } = await db.query<{ indexdef: string }>('SELECT indexdef FROM pg_indexes WHERE indexname = $1', [
      name,
    ]);
    expect(rows[0]?.indexdef).toMatch(definition);
  });

  test('the database keeps all its triggers, switched on', async () => {
    const { rows } = await db.query(
      "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O' ORDER BY 1",
    );
    expect(rows.map((row) => (row as { tgname: string }).tgname)).toEqual([
      'accounts_are_fixed',
      'audit_is_append_only',
      'audit_is_kept',
      'captures_are_fixed',
      'captures_are_kept',
      'deliveries_stay_processed',
      'disputes_are_fixed',
      'disputes_are_kept',
      'disputes_change_figures',
      'disputes_made_change_figures',
      'event_tries_are_fixed',
      'events_are_append_only',
      'events_are_kept',
      'events_change_figures',
      'journal_is_append_only',
      'journal_is_kept',
      'payment_anomalies_are_kept',
      'payment_anomalies_are_resolved_once',
      'payment_attempts_are_fixed',
      'payment_transitions_are_append_only',
      'payment_transitions_are_kept',
      'payment_transitions_change_figures',
      'payments_are_kept',
      'payments_birth_is_fixed',
      'payments_change_figures',
      'payments_ids_are_written_once',
      'payments_status_only_grows',
      'refunds_are_kept',
      'refunds_birth_is_fixed',
      'refunds_change_figures',
      'refunds_ids_are_written_once',
      'refunds_made_change_figures',
      'refunds_status_only_grows',
      'refunds_stay_within_captured',
    ]);
  });

  test('the database keeps all its checks and references, validated', async () => {
    const { rows } = await db.query(
      `SELECT CASE conrelid WHEN 0 THEN contypid::regtype::text ELSE conrelid::regclass::text END || ': ' || conname AS name
         FROM pg_constraint
        WHERE contype IN ('c', 'f') AND convalidated AND connamespace = 'public'::regnamespace ORDER BY 1`,
    );
    expect(rows.map((row) => (row as { name: string }).name)).toMatchInlineSnapshot(`
      [
        "accounts: accounts_gym_slug_fkey",
        "accounts: accounts_sealed_for_gyms",
        "api_keys: api_keys_check",
        "api_keys: api_keys_hash_check",
        "capture_method: capture_method_check",
        "captures: captures_amount_minor_check",
        "captures: captures_end_leases",
        "captures: captures_lease",
        "captures: captures_payment_id_fkey",
        "captures: captures_provider_payment_id_account_id_fkey",
        "captures: captures_unknown",
        "cause_kind: cause_kind_check",
        "check_kind: check_kind_check",
        "checks: checks_abandoned",
        "checks: checks_resolved",
        "connections: connections_gym_slug_fkey",
        "connections: connections_link_hash_check",
        "currency_code: currency_code_check",
        "decline_code: decline_code_check",
        "deliveries: deliveries_account_id_fkey",
        "deliveries: deliveries_payment_id_fkey",
        "deliveries: deliveries_processed_for_a_payment",
        "delivery_state: delivery_state_check",
        "disputes: disputes_account_id_fkey",
        "disputes: disputes_money",
        "disputes: disputes_payment_id_fkey",
        "disputes: disputes_status_check",
        "disputes: disputes_word",
        "event_deliveries: event_deliveries_endpoint_id_fkey",
        "event_deliveries: event_deliveries_event_id_fkey",
        "event_deliveries: event_deliveries_lease",
        "event_tries: event_tries_endpoint_id_event_id_fkey",
        "events: events_gym_slug_fkey",
        "events: events_order_id_fkey",
        "events: events_payment_id_fkey",
        "events: events_sequence",
        "figure_changes: figure_changes_one",
        "figure_rounds: figure_rounds_id_check",
        "figure_sums: figure_sums_by_check",
        "figure_sums: figure_sums_hours_check",
        "gyms: gyms_account_id_fkey",
        "gyms: gyms_refused_need_reconnect",
        "gyms: gyms_signature_check",
        "gyms: gyms_slug_check",
        "journal: journal_payment_id_fkey",
        "journal_kind: journal_kind_check",
        "method_type: method_type_check",
        "minor_units: minor_units_check",
        "non_negative: non_negative_check",
        "operations: operations_answer_ends_leases",
        "operations: operations_body_hash_check",
        "operations: operations_key_check",
        "operations: operations_lease",
        "order_status: order_status_check",
        "orders: orders_paid_by_a_payment",
        "orders: orders_paid_by_fkey",
        "payment_anomalies: payment_anomalies_payment_id_fkey",
        "payment_anomalies: payment_anomalies_resolved",
        "payment_attempts: payment_attempts_account_id_fkey",
        "payment_attempts: payment_attempts_decline",
        "payment_attempts: payment_attempts_method",
        "payment_attempts: payment_attempts_money",
        "payment_attempts: payment_attempts_payment_id_fkey",
        "payment_status: payment_status_check",
        "payment_transitions: payment_transitions_change",
        "payment_transitions: payment_transitions_payment_id_fkey",
        "payments: payments_account_id_provider_fkey",
        "payments: payments_gym_slug_fkey",
        "payments: payments_lease",
        "payments: payments_one_purpose",
        "payments: payments_order_id_fkey",
        "payments: payments_parent_ends_leases",
        "payments: payments_unknown",
        "positive: positive_check",
        "progress: progress_check",
        "refunds: refunds_account_id_fkey",
        "refunds: refunds_end_leases",
        "refunds: refunds_lease",
        "refunds: refunds_part_of_fkey",
        "refunds: refunds_payment_id_fkey",
        "refunds: refunds_requested_or_reported",
        "refunds: refunds_succeed_at_the_provider",
        "refunds: refunds_unknown",
        "reported_minor_units: reported_minor_units_check",
        "webhook_endpoints: webhook_endpoints_gym_slug_fkey",
        "webhook_endpoints: webhook_endpoints_status_check",
      ]
    `);
  });

  test('each guarded column keeps its type', async () => {
    const { rows } = await db.query<{ type: string; columns: string[] }>(
      `SELECT domain_name AS type, array_agg(table_name || '.' || column_name ORDER BY table_name, column_name) AS columns
         FROM information_schema.columns WHERE domain_schema = 'public' GROUP BY 1 ORDER BY 1`,
    );
    expect(Object.fromEntries(rows.map(({ type, columns }) => [type, columns]))).toMatchInlineSnapshot(`
      {
        "capture_method": [
          "orders.capture_method",
          "payments.capture_method",
        ],
        "cause_kind": [
          "payment_transitions.cause_kind",
        ],
        "check_kind": [
          "checks.kind",
        ],
        "currency_code": [
          "captures.currency",
          "disputes.currency",
          "figure_facts.currency",
          "gyms.currency",
          "orders.currency",
          "payment_attempts.currency",
          "payments.currency",
          "refunds.currency",
        ],
        "decline_code": [
          "payment_attempts.decline_code",
        ],
        "delivery_state": [
          "deliveries.state",
        ],
        "journal_kind": [
          "journal.kind",
        ],
        "method_type": [
          "payment_attempts.method_type",
        ],
        "minor_units": [
          "captures.amount_minor",
          "disputes.amount_minor",
          "orders.amount_minor",
          "payments.amount_minor",
          "refunds.amount_minor",
        ],
        "non_negative": [
          "calls_in_doubt.calls",
          "captures.unknown_calls",
          "checks.tries",
          "event_deliveries.tries",
          "event_deliveries.tries_before",
          "journal.took_ms",
          "payments.events",
          "payments.transitions",
          "payments.unknown_calls",
          "refunds.unknown_calls",
        ],
        "order_status": [
          "orders.status",
        ],
        "payment_status": [
          "figure_facts.status",
          "payment_attempts.method_status",
          "payment_attempts.status",
          "payment_transitions.from_status",
          "payment_transitions.to_status",
          "payments.status",
        ],
        "positive": [
          "captures.round",
          "event_tries.try",
          "events.sequence",
          "payment_attempts.method_installments",
          "payment_transitions.seq",
          "payments.round",
          "refunds.round",
          "webhook_endpoints.place",
        ],
        "progress": [
          "captures.status",
          "event_deliveries.status",
          "refunds.status",
        ],
        "reported_minor_units": [
          "payment_attempts.authorized_minor",
          "payment_attempts.captured_minor",
        ],
      }
    `);
  });
});

describe('a payment', () => {
  let id: string;
  beforeEach(async () => {
    id = await insertPayment();
  });

  test.each([
    ['user_id', "'user-2'"],
    ['order_id', 'gen_random_uuid()'],
    ['account_id', 'gen_random_uuid()'],
    ['provider', "'other'"],
    ['amount_minor', '999'],
    ['currency', "'USD'"],
    ['title', "'Another'"],
    ['customer_email', "'other@example.com'"],
    ['capture_method', "'manual'"],
    ['return_url', "'https://example.com'"],
    ['expires_at', 'now() + interval $$1 day$$'],
    ['created_at', 'now() - interval $$1 day$$'],
  ])('a payment never changes its %s', async (column, value) => {
    await expect(db.exec(`UPDATE payments SET ${column} = ${value} WHERE id = '${id}'`)).rejects.toThrow(
      /never changes/,
    );
  });

  test.each(['parent_id', 'intent_id'])('a payment gets its %s once', async (column) => {
    await db.exec(`UPDATE payments SET ${column} = 'one-${id}' WHERE id = '${id}'`);

    await expect(db.exec(`UPDATE payments SET ${column} = 'two' WHERE id = '${id}'`)).rejects.toThrow(/written once/);
    await expect(db.exec(`UPDATE payments SET ${column} = NULL WHERE id = '${id}'`)).rejects.toThrow(/written once/);
  });

  test('a payment never takes a smaller fact for its status', async () => {
    await db.exec(`UPDATE payments SET status = 'succeeded', status_at = now() WHERE id = '${id}'`);

    await expect(db.exec(`UPDATE payments SET status = 'pending' WHERE id = '${id}'`)).rejects.toThrow(/greater fact/);
    await expect(db.exec(`UPDATE payments SET status_at = NULL WHERE id = '${id}'`)).rejects.toThrow(/greater fact/);
  });

  test('a payment is for one purpose', async () => {
    await expect(insertPayment({ orderId: null })).rejects.toThrow(/payments_one_purpose/);
  });

  test('a payment goes into an account at its own provider', async () => {
    await expect(insertPayment({ provider: 'other' })).rejects.toThrow(/payments_account_id_provider_fkey/);
  });

  test.each(['-1', '1000000000000'])('a payment is not of %s', async (amount) => {
    await expect(insertPayment({ amount })).rejects.toThrow(/minor_units_check/);
  });

  test('a payment is never deleted, and neither is its history', async () => {
    await db.exec(`INSERT INTO payment_transitions (payment_id, seq, from_status, to_status, cause_kind, cause_id)
                   VALUES ('${id}', 1, 'pending', 'failed', 'webhook', 'e')`);

    await expect(db.exec(`DELETE FROM payments WHERE id = '${id}'`)).rejects.toThrow(/never deleted/);
    await expect(db.exec(`UPDATE payment_transitions SET cause_id = 'x'`)).rejects.toThrow(/append-only/);
    await expect(db.exec(`DELETE FROM payment_transitions`)).rejects.toThrow(/append-only/);
    await expect(db.exec(`TRUNCATE payment_transitions`)).rejects.toThrow(/append-only/);

    await db.exec(`INSERT INTO journal (payment_id, kind, actor, operation, outcome, took_ms)
                   VALUES ('${id}', 'call', 'acme', 'open', 'ok', 1)`);
    await expect(db.exec(`UPDATE journal SET outcome = 'x'`)).rejects.toThrow(/append-only/);
    await expect(db.exec(`DELETE FROM journal`)).rejects.toThrow(/append-only/);
    await expect(db.exec(`TRUNCATE journal`)).rejects.toThrow(/append-only/);
  });
});

test('events and the audit are never changed, removed or emptied, not even past the service', async () => {
  await db.exec(`INSERT INTO audit (actor, action, subject, changes) VALUES ('anna', 'gym.put', 'gym:x', '[]')`);
  await db.exec(`INSERT INTO events (id, type, body, recorded_at) VALUES (gen_random_uuid(), 'gym.put', '{}', now())`);

  for (const table of ['audit', 'events'])
    for (const change of [
      `UPDATE ${table} SET id = gen_random_uuid()`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table} CASCADE`,
    ])
      await expect(db.exec(change)).rejects.toThrow(/append-only/);
});

test('an anomaly stays as it was found, and is resolved once', async () => {
  const payment = await insertPayment();
  const change = (set: string) => db.exec(`UPDATE payment_anomalies SET ${set} WHERE payment_id = '${payment}'`);
  const found = `INSERT INTO payment_anomalies (id, payment_id, kind, subject, detail)
                 VALUES (gen_random_uuid(), '${payment}', 'paid_twice', 'p', '{}')`;
  await db.exec(found);

  await expect(db.exec(found)).rejects.toThrow(/payment_anomalies_open_once/);

  for (const set of ["kind = 'x'", "subject = 'x'", 'id = gen_random_uuid()', "detail = '[]'", 'recorded_at = now()'])
    await expect(change(set)).rejects.toThrow(/stays as it was found/);
  await expect(change("resolved_at = now(), resolved_by = 'me'")).rejects.toThrow(/payment_anomalies_resolved/);
  await expect(change("resolved_by = 'me'")).rejects.toThrow(/payment_anomalies_resolved/);
  await change("resolved_at = now(), resolved_by = 'me', resolution = 'refunded'");
  await expect(change("resolution = 'another'")).rejects.toThrow(/resolved once/);
  await expect(db.exec(`DELETE FROM payment_anomalies WHERE payment_id = '${payment}'`)).rejects.toThrow(
    /never deleted/,
  );
  await db.exec(found);
});

test('an order is paid by a payment and by nothing else', async () => {
  const payment = await insertPayment();
  const ofPayment = `id = (SELECT order_id FROM payments WHERE id = '${payment}')`;

  await expect(db.exec(`UPDATE orders SET status = 'paid' WHERE ${ofPayment}`)).rejects.toThrow(/orders_paid_by/);
  await expect(db.exec(`UPDATE orders SET paid_by = '${payment}' WHERE ${ofPayment}`)).rejects.toThrow(
    /orders_paid_by/,
  );
  await db.exec(`UPDATE orders SET status = 'paid', paid_by = '${payment}' WHERE ${ofPayment}`);
});

describe('a refund', () => {
  let paymentId: string;
  beforeEach(async () => {
    paymentId = await insertPayment();
    await db.exec(`INSERT INTO payment_attempts (account_id, provider_payment_id, payment_id, status, captured_minor)
                   SELECT account_id, 'pay-' || id, id, 'succeeded', 1000 FROM payments WHERE id = '${paymentId}'`);
  });

  test('a refund is never of more than was captured, whichever session writes it', async () => {
    await insertRefund(paymentId, 600);

    await expect(insertRefund(paymentId, 401)).rejects.toThrow(/more would go back/);
    await db.exec(`UPDATE refunds SET status = 'failed' WHERE payment_id = '${paymentId}'`);
    await insertRefund(paymentId, 1_000);
  });

  test.each([
    ['amount_minor', '1', /never changes/],
    ['currency', "'USD'", /never changes/],
    ['payment_id', 'gen_random_uuid()', /never changes/],
    ['provider_payment_id', "'another'", /never changes/],
    ['requested_by', "'another'", /never changes/],
    ['provider_refund_id', "'another'", /written once/],
    ['status', "'pending'", /never goes back/],
  ])('a refund never changes its %s', async (column, value, complaint) => {
    await insertRefund(paymentId, 600);
    const row = `WHERE payment_id = '${paymentId}'`;
    await db.exec(`UPDATE refunds SET provider_refund_id = '${randomUUID()}', status = 'succeeded' ${row}`);

    await expect(db.exec(`UPDATE refunds SET ${column} = ${value} ${row}`)).rejects.toThrow(complaint);
    await expect(db.exec(`DELETE FROM refunds ${row}`)).rejects.toThrow(/never deleted/);
  });
});

function insertRefund(paymentId: string, amount: number): Promise<unknown> {
  return db.query(
    `INSERT INTO refunds (id, payment_id, account_id, provider_payment_id, amount_minor, currency, requested_by)
     SELECT gen_random_uuid(), id, account_id, 'pay-' || id, $2, currency, 'operator-1' FROM payments WHERE id = $1`,
    [paymentId, amount],
  );
}

type PaymentColumns = { orderId?: string | null; provider?: string; amount?: string };

async function insertPayment({ orderId, provider = 'acme', amount = '1000' }: PaymentColumns = {}): Promise<string> {
  const [id, order] = [randomUUID(), randomUUID()];
  await db.exec(`
    INSERT INTO accounts (id, provider) VALUES ('${randomUUID()}', 'acme') ON CONFLICT DO NOTHING;
    INSERT INTO orders (id, user_id, amount_minor, currency, provider, capture_method, status)
    VALUES ('${order}', 'user-1', 1000, 'JPY', 'acme', 'automatic', 'pending')`);
  await db.query(
    `INSERT INTO payments (id, user_id, order_id, account_id, provider, amount_minor, currency, title, capture_method, expires_at)
     SELECT $1, 'user-1', $2, accounts.id, $3, $4, 'JPY', 'A mat', 'automatic', now() FROM accounts WHERE gym_slug IS NULL`,
    [id, orderId === undefined ? order : orderId, provider, amount],
  );
  return id;
}
