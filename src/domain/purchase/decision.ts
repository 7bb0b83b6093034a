import type { Status } from '../payment/fact.ts';
import type { CheckKind } from '../schedule.ts';
import type { Purchase } from './purchase.ts';

/** Why a status changed, in the history. */
export type Cause = {
  readonly kind: 'webhook' | 'sync' | 'request' | 'operator';
  /** Which delivery, request or user. */
  readonly id: string;
};

/** One change of a status, in the append-only history. */
export type Transition = {
  readonly from: Status;
  readonly to: Status;
  readonly cause: Cause;
  /** The provider's clock. */
  readonly occurredAt: Date | null;
  /** Ours. */
  readonly recordedAt: Date;
};

/** What the worker has to come back to, `by` then at the latest. */
export type Reminder = { readonly kind: CheckKind; readonly subject: string; readonly by: Date | null };

/**
 * What a decision came to: the purchase as it is to be, which the store compares with what was loaded and commits whole
 * or not at all, and what is written beside it.
 */
export type Changes = {
  readonly purchase: Purchase;
  readonly transition: Transition | null;
  readonly remember: readonly Reminder[];
  readonly forget: readonly Pick<Reminder, 'kind' | 'subject'>[];
};

export type Decision<Answer> = { readonly changes: Changes; readonly answer: Answer };

export function unchanged(purchase: Purchase): Changes {
  return { purchase, transition: null, remember: [], forget: [] };
}

export function reminder(kind: CheckKind, subject: string, by: Date | null = null): Reminder {
  return { kind, subject, by };
}
