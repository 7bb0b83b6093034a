/**
 * Unexpected events. Each is stored on the payment and shown to operators, never swallowed. Those above the line also
 * keep the payment from counting as paid.
 */
export const ANOMALIES = [
  'amount_mismatch',
  'currency_mismatch',
  'account_mismatch', // reported by another account, or about another one
  'reference_mismatch',
  'parent_mismatch', // paid through a parent that the customer was not given
  // — these change no status, but an operator has to look —
  'paid_in_part', // a part of a purchase whose rest has not come in time, or can't come any more
  'paid_after_cancel',
  'paid_twice', // money of one parent beyond the amount
  'order_paid_twice',
  'not_paid', // it counts as paid, and its provider shows now that it is not
  'order_differs', // the order is cancelled, or asks for another amount than was paid
  'unknown_status', // the provider used a word that the adapter doesn't know
  'outcome_unknown', // the provider never showed how a call ended, or shows something that may or may not be its result
  'not_closed', // the payment should no longer be payable, and the provider won't close it
] as const;
export type AnomalyKind = (typeof ANOMALIES)[number];

/**
 * What has to go back for its cause to be gone: all money of its attempt, of the payment, or what is surplus of its attempt. Null
 * where no refund ends it.
 */
export const GOES_BACK = {
  amount_mismatch: 'attempt',
  currency_mismatch: 'attempt',
  account_mismatch: null,
  reference_mismatch: null,
  parent_mismatch: 'attempt',
  paid_in_part: 'attempt',
  paid_after_cancel: 'payment',
  paid_twice: 'surplus',
  order_paid_twice: 'payment',
  not_paid: null,
  order_differs: 'payment',
  unknown_status: null,
  outcome_unknown: null,
  not_closed: null,
} as const satisfies Readonly<Record<AnomalyKind, 'attempt' | 'payment' | 'surplus' | null>>;

export type Anomaly = {
  readonly kind: AnomalyKind;
  /** What it is about, so that a second report of it adds nothing: a provider payment id, a parent id, or an account of ours. */
  readonly subject: string;
  readonly detail: Readonly<Record<string, string | number | null>>;
};
