import type { Capture } from '../../domain/payment/capture.ts';

/** Captures of authorized money. What changes a capture changes its purchase (ports/store/purchases.ts). */
export type Captures = {
  findCapture(id: string): Promise<Capture | null>;
  /** All captures that were ever requested, oldest first. */
  listCaptures(paymentId: string): Promise<readonly Capture[]>;
};
