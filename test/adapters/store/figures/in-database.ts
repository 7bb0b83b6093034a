import { type Asking, rowsOf } from '../checks-clock.ts';
import { GYMS, type Happening, PROVIDERS } from './history.ts';

const ACCOUNTS = { acme: '00000000-0000-4000-8000-00000000000a', somepay: '00000000-0000-4000-8000-00000000000b' };

/** What the payments of a history hang on. */
export async function addSellers(db: Asking): Promise<void> {
  for (const gym of GYMS)
    await rowsOf(
      db,
      `INSERT INTO gyms (slug, name, payments_enabled, provider, currency, signature)
       VALUES ($1, 'Gym', true, 'acme', 'ARS', 'required')`,
      [gym],
    );
  for (const provider of PROVIDERS)
    await rowsOf(db, 'INSERT INTO accounts (id, provider) VALUES ($1::uuid, $2)', [ACCOUNTS[provider], provider]);
}

type Write = readonly [sql: string, values: readonly (string | number | null)[]];

/** Writes what happened into the tables, as rows: every trigger fires. */
export async function recordInDatabase(db: Asking, happening: Happening): Promise<void> {
  for (const [sql, values] of writesOf(happening)) await rowsOf(db, sql, [...values]);
}

function writesOf(happening: Happening): readonly Write[] {
  const at = happening.at.toISOString();
  switch (happening.kind) {
    case 'opened':
      return writesOfOpening(happening, at);
    case 'changed':
      // At once, as a commit does.
      return [
        [
          `WITH changed AS (
             UPDATE payments SET status = $2, status_at = clock_timestamp(), transitions = transitions + 1
              WHERE id = $1::uuid RETURNING id, transitions)
           INSERT INTO payment_transitions (payment_id, seq, from_status, to_status, cause_kind, cause_id, recorded_at)
           SELECT id, transitions, $3, $2, 'webhook', 'event-1', $4::timestamptz FROM changed`,
          [happening.paymentId, happening.to, happening.from, at],
        ],
      ];
    case 'declined':
      return [
        [
          `INSERT INTO events (id, type, payment_id, sequence, body, recorded_at)
           VALUES (gen_random_uuid(), 'payment.failed', $1::uuid, $2::integer, '{}', $3::timestamptz)`,
          [happening.paymentId, happening.sequence, at],
        ],
      ];
    case 'refunded':
      return [
        [
          `INSERT INTO refunds (id, payment_id, account_id, provider_payment_id, amount_minor, currency, status,
                                provider_refund_id, created_at, updated_at)
           SELECT $2::uuid, id, account_id, 'attempt-1', $3::bigint, $4, $5, $2::text, $6::timestamptz, $6::timestamptz
             FROM payments WHERE id = $1::uuid`,
          [happening.paymentId, happening.id, happening.minor, happening.currency, happening.status, at],
        ],
      ];
    case 'refund_ended':
      return [
        [
          'UPDATE refunds SET status = $2, updated_at = $3::timestamptz WHERE id = $1::uuid',
          [happening.id, happening.status, at],
        ],
      ];
    case 'disputed':
      return [
        [
          `INSERT INTO disputes (account_id, provider_dispute_id, payment_id, provider_payment_id, amount_minor, currency,
                                 status, status_at, created_at)
           SELECT account_id, $2, id, 'attempt-1', $3::bigint, $4, 'open', $5::timestamptz, $5::timestamptz
             FROM payments WHERE id = $1::uuid`,
          [happening.paymentId, happening.id, ...amountOf(happening), at],
        ],
      ];
    case 'dispute_changed':
      return [
        [
          'UPDATE disputes SET amount_minor = $2::bigint, currency = $3 WHERE provider_dispute_id = $1',
          [happening.id, ...amountOf(happening)],
        ],
      ];
  }
}

function writesOfOpening(opened: Extract<Happening, { kind: 'opened' }>, at: string): readonly Write[] {
  const { id, orderId, gymSlug, provider, currency, minor } = opened;
  const account = ACCOUNTS[provider as keyof typeof ACCOUNTS];
  const order: Write = [
    `INSERT INTO orders (id, user_id, amount_minor, currency, provider, capture_method, status)
     VALUES ($1::uuid, 'user-1', $2::bigint, $3, $4, 'automatic', 'pending')`,
    [orderId, minor, currency, provider],
  ];
  const payment: Write = [
    `INSERT INTO payments (id, user_id, order_id, gym_slug, account_id, provider, amount_minor, currency, title,
                           capture_method, expires_at, created_at)
     VALUES ($1::uuid, 'user-1', $2::uuid, $3, $4::uuid, $5, $6::bigint, $7, 'Pass', 'automatic', $8::timestamptz,
             $8::timestamptz)`,
    [id, gymSlug === null ? orderId : null, gymSlug, account, provider, minor, currency, at],
  ];
  return gymSlug === null ? [order, payment] : [payment];
}

function amountOf({ minor, currency }: { minor: number | null; currency: string }): [number | null, string | null] {
  return minor === null ? [null, null] : [minor, currency];
}
