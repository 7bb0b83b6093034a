/** What an `Idempotency-Key` stands for, before it is known whether it was used before. */
export type NewOperation = {
  /** Chosen by the caller; it counts only when this begins something. */
  readonly id: string;
  readonly userId: string;
  /** Where it was sent to, as far as that says what is done. */
  readonly path: string;
  readonly key: string;
  /** SHA-256 of what was sent, in lower-case hexadecimal. */
  readonly bodyHash: string;
};

/** The right to carry an operation out: held by one caller until it ends, or until its time runs out. */
export type Lease = {
  readonly id: string;
  /** Tells this lease from the next one: whoever lost it can't end the operation. */
  readonly token: string;
};

/**
 * What using a key led to. `begun`: it is new. `resumed`: it was begun before and nobody is at it; what it
 * began is to be finished under the same id.
 */
export type BegunOperation =
  | { readonly kind: 'begun' | 'resumed'; readonly lease: Lease }
  | { readonly kind: 'answered'; readonly id: string; readonly sealed: string }
  | { readonly kind: 'running' }
  | { readonly kind: 'other_body' };

/** `refused`: it began nothing, and its key is free again. `open`: the next with this key is to finish it. */
export type OperationEnd = { readonly answer: string } | 'refused' | 'open';

/** Which operation a user's key began. Each method is atomic. All times are the database's. */
export type Operations = {
  /** A user's key means one operation per path: for 24 hours, or for 30 days while it has no answer. */
  beginOperation(operation: NewOperation, leaseMs: number): Promise<BegunOperation>;
  /** False when the lease was lost meanwhile: then nothing has changed. */
  endOperation(lease: Lease, end: OperationEnd): Promise<boolean>;
  /** Takes an answer back that nobody can read any more; one that was written since stays. */
  forgetAnswer(id: string, sealed: string): Promise<void>;
};
