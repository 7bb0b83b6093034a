import type { Money } from '../money/money.ts';

/** `open`: the bank or the provider is still deciding. `won` and `lost` are said from the merchant's side. */
export const DISPUTE_STATUSES = ['open', 'won', 'lost'] as const;
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number];

/** A customer says to their bank, or to the provider, that a payment was not right. The payment stays `succeeded`. */
export type Dispute = {
  readonly paymentId: string;
  readonly accountId: string;
  readonly providerDisputeId: string;
  readonly providerPaymentId: string;
  /** What is disputed; null when the provider didn't say, or said it in a currency we don't know. */
  readonly amount: Money | null;
  /** The provider's word for it. */
  readonly reason: string | null;
  readonly status: DisputeStatus;
  /** When the provider last reported this status, by its clock. */
  readonly statusAt: Date;
  readonly createdAt: Date;
};

/** A dispute as its provider reports it. */
export type DisputeReport = {
  readonly kind: 'dispute';
  readonly providerDisputeId: string;
  readonly providerPaymentId: string;
  readonly amount: Money | null;
  readonly reason: string | null;
  readonly status: DisputeStatus;
  readonly occurredAt: Date;
  /**
   * The provider only says that no dispute is open any more, with the money kept (`won`) or gone back (`lost`). It closes an
   * open dispute that we know or learn of later, and never creates one.
   */
  readonly closesOnly: boolean;
  /** The provider's word when it isn't in the adapter's table: the dispute is `open` then. Left out otherwise. */
  readonly unknownStatus?: string;
};

/** What the provider says of the dispute itself. */
export type DisputeWord = Pick<DisputeReport, 'status' | 'occurredAt' | 'amount' | 'reason'>;

/** All that counts of the reports about one dispute, in whatever order they come. */
export type KnownDispute = {
  /** The greatest word; null while no report shows a dispute. */
  readonly said: DisputeWord | null;
  /** When the provider last said that none is open: with the money kept, and with the money gone back. */
  readonly overWonAt: Date | null;
  readonly overLostAt: Date | null;
};

/** What one report shows by itself. */
export function knownBy({ closesOnly, status, occurredAt, amount, reason }: DisputeReport): KnownDispute {
  const overAt = (end: DisputeStatus) => (closesOnly && status === end ? occurredAt : null);
  const said = closesOnly ? null : { status, occurredAt, amount, reason: reason || null };
  return { said, overWonAt: overAt('won'), overLostAt: overAt('lost') };
}

/**
 * The greatest of each part by itself, so that joining is commutative, associative and idempotent: any order and any
 * repetition ends in the same dispute.
 */
export function joinDisputes(a: KnownDispute, b: KnownDispute): KnownDispute {
  return {
    said: a.said === null || (b.said !== null && compareWords(b.said, a.said) > 0) ? b.said : a.said,
    overWonAt: later(a.overWonAt, b.overWonAt),
    overLostAt: later(a.overLostAt, b.overLostAt),
  };
}

/**
 * The dispute's status; null while there is none. Only an open dispute is closed by a later word, and a dispute that left
 * the money with the merchant stays won whatever happens to the money afterwards. The same stands in SQL as `dispute_outcome`.
 */
export function outcomeOf({ said, overWonAt, overLostAt }: KnownDispute): Pick<Dispute, 'status' | 'statusAt'> | null {
  if (said === null) return null;
  const { status, occurredAt: statusAt } = said;
  if (status === 'open' && overWonAt !== null && overWonAt > statusAt) return { status: 'won', statusAt: overWonAt };
  if (status === 'open' && overLostAt !== null && overLostAt > statusAt)
    return { status: 'lost', statusAt: overLostAt };
  return { status, statusAt };
}

/** How far it has come, for words of one moment: what was taken, or lost, may be won back. */
const PROGRESS = { open: 0, lost: 1, won: 2 } as const satisfies Record<DisputeStatus, number>;

/** Time first, since a lost dispute can be appealed and won; then progress; the rest makes the order total. */
function compareWords(a: DisputeWord, b: DisputeWord): number {
  return (
    a.occurredAt.getTime() - b.occurredAt.getTime() ||
    PROGRESS[a.status] - PROGRESS[b.status] ||
    (a.amount?.minor ?? -1) - (b.amount?.minor ?? -1) ||
    compareTexts(a.amount?.currency ?? '', b.amount?.currency ?? '') ||
    compareTexts(a.reason ?? '', b.reason ?? '')
  );
}

function compareTexts(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

function later(a: Date | null, b: Date | null): Date | null {
  return a === null || (b !== null && b > a) ? b : a;
}
