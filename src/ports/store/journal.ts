import type { Asked } from '../../domain/operator/timeline.ts';

/** Which payment an entry is about: its id, or what its account's provider calls it. All null: unknown. */
export type Subject = {
  readonly paymentId: string | null;
  readonly parentId: string | null;
  readonly providerPaymentId: string | null;
};

/** A request or a call, written when it ended. */
export type JournalEntry = Asked & { readonly kind: 'request' | 'call' };

/** For operators who have to explain a payment. No decision reads it. */
export type Journal = {
  /**
   * Adds an entry to the timeline of the payment that the subject names, if that payment belongs to this account; otherwise
   * writes nothing, since another account's word on a payment is no part of its history. `accountId` null: any account.
   */
  writeJournal(accountId: string | null, subject: Subject, entry: JournalEntry): Promise<void>;
};
