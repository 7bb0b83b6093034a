import { createHmac } from 'node:crypto';

// What Coin Pay's documentation says of its wire: both the adapter and its upstream are written after it.

/** A payment as Coin Pay shows it. `owner` is the merchant whose key made it; amounts are decimal text. */
export type WirePayment = {
  readonly id: string;
  readonly owner: string;
  readonly status: string;
  readonly reference: string;
  readonly amount: string;
  readonly currency: string;
  /** Null when it has ended. */
  readonly page: string | null;
  readonly decline_code: string | null;
  readonly card_last4: string | null;
  readonly updated_at: string;
  readonly refunds: readonly WireRefund[];
};

export type WireRefund = {
  readonly id: string;
  readonly reference: string | null;
  readonly status: string;
  readonly amount: string;
  readonly created_at: string;
};

export const SIGNATURE_HEADER = 'coinpay-signature';

/** The HMAC of the second of signing and of the body. */
export function digestOf(body: Uint8Array, secret: string, seconds: string): Buffer {
  return createHmac('sha256', secret).update(`${seconds}.`).update(body).digest();
}
