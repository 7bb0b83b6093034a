/** The status of a payment; `failed` is open: the customer may try again. */
export const STATUSES = ['pending', 'processing', 'failed', 'cancelled', 'succeeded'] as const;
export type Status = (typeof STATUSES)[number];

/**
 * Something a provider says about a payment. `occurredAt` is the provider's clock; null is "before
 * anything was heard", which only the start of a payment has.
 */
export type Fact = { readonly kind: Status; readonly occurredAt: Date | null };

/** Where every payment starts. It is less than any fact. */
export const START: Fact = { kind: 'pending', occurredAt: null };

/**
 * What a kind is worth before time is looked at. Money that moved beats everything; a parent that can no
 * longer be paid beats whatever was open before.
 */
const RANK = { pending: 0, processing: 0, failed: 0, cancelled: 1, succeeded: 2 } as const satisfies Record<
  Status,
  number
>;

/** Decides between facts of one rank and one moment. */
const ORDER = { pending: 0, processing: 1, failed: 2, cancelled: 3, succeeded: 4 } as const satisfies Record<
  Status,
  number
>;

export function isOpen(status: Status): boolean {
  return RANK[status] === 0;
}

/**
 * A total order: rank, then time, then kind. What arrives last is not what happened last, so a payment's
 * status is the greatest fact that is known: of open facts the later one, and of two facts about the
 * same end the earlier one, because every later reading shows the end again. The same comparison stands in SQL
 * as `fact_exceeds`, and a test compares the two.
 */
export function compareFacts(a: Fact, b: Fact): number {
  return RANK[a.kind] - RANK[b.kind] || weightOf(a) - weightOf(b) || ORDER[a.kind] - ORDER[b.kind];
}

/** The greater of two facts: commutative, associative, idempotent, so order and repetition don't matter. */
export function join(a: Fact, b: Fact): Fact {
  return compareFacts(a, b) >= 0 ? a : b;
}

/** Of its time. Any finite stand-in below every date will do: infinities would give NaN when two are subtracted. */
function weightOf({ kind, occurredAt }: Fact): number {
  if (occurredAt === null) return -Number.MAX_SAFE_INTEGER;
  return isOpen(kind) ? occurredAt.getTime() : -occurredAt.getTime();
}
