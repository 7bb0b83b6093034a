/** How a column goes to and fro: the type that its parameters are cast to. */
export type ColumnType = 'uuid' | 'text' | 'bigint' | 'integer' | 'timestamptz' | 'jsonb' | 'bytea';
export type Columns = Readonly<Record<string, ColumnType>>;
export type Value = string | number | Date | Uint8Array | null;

const CALLS = {
  round: 'integer',
  unknown_calls: 'integer',
  unknown_since: 'timestamptz',
  lease_token: 'uuid',
  lease_began_at: 'timestamptz',
  lease_until: 'timestamptz',
} as const satisfies Columns;

const TIMES = { created_at: 'timestamptz', updated_at: 'timestamptz' } as const satisfies Columns;

/** What is loaded and committed of the tables of a purchase. A row is read by position, in this order. */
export const ORDERS = {
  id: 'uuid',
  user_id: 'text',
  amount_minor: 'bigint',
  currency: 'text',
  customer_email: 'text',
  description: 'text',
  provider: 'text',
  capture_method: 'text',
  return_url: 'text',
  status: 'text',
  paid_by: 'uuid',
  ...TIMES,
} as const satisfies Columns;

export const PAYMENTS = {
  id: 'uuid',
  user_id: 'text',
  order_id: 'uuid',
  gym_slug: 'text',
  account_id: 'uuid',
  provider: 'text',
  amount_minor: 'bigint',
  currency: 'text',
  title: 'text',
  customer_email: 'text',
  capture_method: 'text',
  return_url: 'text',
  statement_descriptor: 'text',
  expires_at: 'timestamptz',
  status: 'text',
  status_at: 'timestamptz',
  transitions: 'integer',
  events: 'integer',
  parent_id: 'text',
  intent_id: 'text',
  ...CALLS,
  ...TIMES,
} as const satisfies Columns;

export const ATTEMPTS = {
  account_id: 'uuid',
  provider_payment_id: 'text',
  payment_id: 'uuid',
  status: 'text',
  status_at: 'timestamptz',
  authorized_minor: 'bigint',
  currency: 'text',
  captured_minor: 'bigint',
  decline_code: 'text',
  decline_provider_code: 'text',
  declined_at: 'timestamptz',
  method_type: 'text',
  method_brand: 'text',
  method_last4: 'text',
  method_installments: 'integer',
  method_status: 'text',
  method_at: 'timestamptz',
  charges: 'jsonb',
  created_at: 'timestamptz',
} as const satisfies Columns;

export const REFUNDS = {
  id: 'uuid',
  payment_id: 'uuid',
  part_of: 'uuid',
  account_id: 'uuid',
  provider_payment_id: 'text',
  amount_minor: 'bigint',
  currency: 'text',
  reason: 'text',
  requested_by: 'text',
  status: 'text',
  provider_refund_id: 'text',
  ...CALLS,
  ...TIMES,
} as const satisfies Columns;

export const CAPTURES = {
  id: 'uuid',
  payment_id: 'uuid',
  account_id: 'uuid',
  provider_payment_id: 'text',
  amount_minor: 'bigint',
  currency: 'text',
  requested_by: 'text',
  status: 'text',
  ...CALLS,
  ...TIMES,
} as const satisfies Columns;

export const DISPUTES = {
  account_id: 'uuid',
  provider_dispute_id: 'text',
  payment_id: 'uuid',
  provider_payment_id: 'text',
  amount_minor: 'bigint',
  currency: 'text',
  reason: 'text',
  status: 'text',
  status_at: 'timestamptz',
  over_won_at: 'timestamptz',
  over_lost_at: 'timestamptz',
  created_at: 'timestamptz',
} as const satisfies Columns;

export const ANOMALIES = {
  id: 'uuid',
  payment_id: 'uuid',
  kind: 'text',
  subject: 'text',
  detail: 'jsonb',
  recorded_at: 'timestamptz',
  resolved_at: 'timestamptz',
  resolved_by: 'text',
  resolution: 'text',
} as const satisfies Columns;
