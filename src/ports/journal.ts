/** Which payment an entry is about: its id, or what its account's provider calls it. All null: nobody knows. */
export type Subject = {
  readonly paymentId: string | null;
  readonly parentId: string | null;
  readonly providerPaymentId: string | null;
};

/** Something that was asked of us, or that we asked of a provider, and how it ended. */
export type JournalEntry = {
  readonly kind: 'request' | 'call';
  /** Who asked us, or which provider was asked. */
  readonly actor: string;
  readonly operation: string;
  /** `ok`, or in one word why not. */
  readonly outcome: string;
  readonly reason: string | null;
  /** Whole milliseconds. It ends when it is written. */
  readonly tookMs: number;
};

/** For people who have to explain a payment: nothing is ever decided by it. */
export type Journal = {
  /**
   * Writes an entry into the story of the payment of this account that the subject names; where there is none, nothing is
   * written: what a stranger's account says about our payments is not their story. `accountId` null: any account.
   */
  writeJournal(accountId: string | null, subject: Subject, entry: JournalEntry): Promise<void>;
};
