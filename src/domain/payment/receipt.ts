import type { Money } from '../money/money.ts';

/** How an operator takes money. */
export const RECEIPT_METHODS = ['cash', 'transfer'] as const;
export type ReceiptMethod = (typeof RECEIPT_METHODS)[number];

/** Money that an operator has taken for a payment whose provider has no records of its own. */
export type Receipt = {
  /** Chosen by the gateway, a UUID: the same id again is the same money. */
  readonly id: string;
  /** The payment's id. */
  readonly reference: string;
  readonly amount: Money;
  /** Null where the operator does not say. */
  readonly method: ReceiptMethod | null;
  /** By the gateway's clock. */
  readonly takenAt: Date;
};

/** A receipt as its operator gave it. */
export type NotedReceipt = Receipt & {
  /** For people: it stands in the audit. */
  readonly note: string | null;
};
