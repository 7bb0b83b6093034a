/** What the schedule comes back to, with what its subject is. */
export type CheckKind =
  | 'opening' // a payment: a call for its parent is going on, or its outcome is unknown
  | 'payment' // a payment that is open
  | 'closing' // a payment that nobody should pay any more
  | 'parent' // a payment and a parent that was handed to nobody: `<id>/<parent id>`
  | 'leftover' // a payment of which a call was given up that may have made a parent
  | 'refund' // a refund that we were asked for and that has not ended
  | 'capture' // the same of a capture
  | 'dispute' // a payment of which a dispute is open
  | 'reversals' // a payment whose refunds or disputes the provider did not show when it was asked
  | 'delivery' // an account and the key of a delivery of its that waits: `<id>/<key>`
  | 'grant'; // an account whose credentials run out

/** The right to make one check: held by one caller until it ends, or until its lease runs out. */
export type Check = {
  readonly kind: CheckKind;
  readonly subject: string;
  /** Tells this try from the next one: whoever lost it can't end it. */
  readonly token: string;
  /** How often it was tried, this time included. */
  readonly tries: number;
  /** Whether the schedule has no further try. */
  readonly isLast: boolean;
};

/**
 * `again`: when the schedule says, `by` then at the latest; after the last try it waits for an operator. `at`: not before
 * that, and this was no try, since nothing could be done yet.
 */
export type CheckEnd = 'done' | 'again' | { readonly by: Date } | { readonly at: Date };

/**
 * Checks that are due, shared by all replicas. Where a change makes one necessary, the store remembers it in the
 * same commit. Each method is atomic. All times are the database's; how long a kind waits between its tries is
 * the store's table (`check_waits`).
 */
export type Checks = {
  /** Takes checks of these kinds that are due, the longest due first. After the lease they are due again. */
  takeChecks(kinds: readonly CheckKind[], limit: number, leaseMs: number): Promise<readonly Check[]>;
  /** A check that was lost meanwhile is left as it is. */
  endCheck(check: Check, end: CheckEnd): Promise<void>;
  /** For what no other change makes necessary. What is remembered already keeps its schedule, unless that is over. */
  rememberCheck(kind: CheckKind, subject: string): Promise<void>;
};
