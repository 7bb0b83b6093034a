import type { Capture } from '../domain/capture.ts';

/** A capture that somebody asks for; the caller chose its id. */
export type NewCapture = {
  readonly id: string;
  readonly paymentId: string;
  /** Minor units; null: all that was authorized. */
  readonly amountMinor: number | null;
  readonly requestedBy: string;
};

/** Money that is taken later. Each method is atomic. A capture succeeds, or is over, with its payment (`recordFacts`). */
export type Captures = {
  /**
   * Commits a capture before its provider is called, with the check that comes back to it (`capture`). While one is
   * going on, the same amount again is that one. Of what was captured elsewhere it is of just that amount.
   * @throws `payment_not_found`; `conflict` when nothing is authorized, it is more than that, or another was asked for.
   */
  openCapture(capture: NewCapture): Promise<Capture>;
  /** The provider refuses it for good: another may be asked for. One that has ended stays as it is. */
  failCapture(id: string): Promise<void>;
  findCapture(id: string): Promise<Capture | null>;
  /** All that were ever asked for, oldest first. */
  listCaptures(paymentId: string): Promise<readonly Capture[]>;
};
