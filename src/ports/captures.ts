import type { Capture } from '../domain/capture.ts';

/** Money that is taken later. What changes a capture changes its purchase (ports/purchases.ts). */
export type Captures = {
  findCapture(id: string): Promise<Capture | null>;
  /** All that were ever asked for, oldest first. */
  listCaptures(paymentId: string): Promise<readonly Capture[]>;
};
