/** The use of an `Idempotency-Key`, before it is known whether the key was used before. */
export type NewOperation = {
  /** Chosen by the app; used only if the key is new. */
  readonly id: string;
  readonly userId: string;
  /** The request's path, as far as it decides what is done. */
  readonly path: string;
  readonly key: string;
  /** SHA-256 of the body, in lower-case hexadecimal. */
  readonly bodyHash: string;
};

/** The right to carry out an operation. One request holds it until the operation ends or the lease expires. */
export type Lease = {
  readonly id: string;
  /** New with each lease: a process that lost its lease can't end the operation. */
  readonly token: string;
};

/**
 * What a key led to. `begun`: the key is new. `resumed`: an earlier request began the operation and its lease has
 * expired; this request finishes it under the same id.
 */
export type BegunOperation =
  | { readonly kind: 'begun' | 'resumed'; readonly lease: Lease }
  | { readonly kind: 'answered'; readonly id: string; readonly sealed: string }
  | { readonly kind: 'running' }
  | { readonly kind: 'other_body' };

/** `refused`: it had no effect, and its key is free again. `open`: the next request with this key finishes it. */
export type OperationEnd = { readonly answer: string } | 'refused' | 'open';

/** The operations that users' keys began. Each method is atomic. All times are the database's. */
export type Operations = {
  /** A user's key means one operation per path: for 24 hours, or for 30 days while it has no answer. */
  beginOperation(operation: NewOperation, leaseMs: number): Promise<BegunOperation>;
  /** False if the lease was lost meanwhile: then nothing has changed. */
  endOperation(lease: Lease, end: OperationEnd): Promise<boolean>;
  /** Deletes an answer that can no longer be decrypted; an answer that was written since then stays. */
  forgetAnswer(id: string, sealed: string): Promise<void>;
};
