/**
 * What should not have happened. Stored on the payment and shown to operators, never swallowed; those
 * above the line also keep the payment from counting as paid.
 */
export const ANOMALIES = [
  'amount_mismatch',
  'currency_mismatch',
  'account_mismatch', // told by another account, or about another one
  'reference_mismatch',
  'parent_mismatch', // paid through another parent than the one that was handed out
  // — these change no status, but an operator has to look —
  'paid_in_part', // a part of a purchase whose rest can't come any more
  'paid_after_cancel',
  'paid_twice', // money of one parent beyond the amount
  'order_paid_twice',
  'not_paid', // it counts as paid, and its provider shows now that it is not
  'order_differs', // the order is cancelled, or asks for another amount than was paid
  'unknown_status', // the provider used a word that we have no meaning for
  'outcome_unknown', // the provider was asked for long and never said what became of it, or what it shows may be it or not
  'not_closed', // nobody should pay this any more, and it can't be ended at the provider
] as const;
export type AnomalyKind = (typeof ANOMALIES)[number];

export type Anomaly = {
  readonly kind: AnomalyKind;
  /** What it is about, so that hearing of it again adds nothing: a provider payment id, the parent's, or an account of ours. */
  readonly subject: string;
  readonly detail: Readonly<Record<string, string | number | null>>;
};
