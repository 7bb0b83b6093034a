import { createHmac } from 'node:crypto';

// The wire as Acme Pay's documentation shows it. The adapter shares none of this: one misread page would make both wrong alike.

/** `owner` is the shop whose key made it; amounts are decimal text. */
export type WirePayment = {
  readonly id: string;
  readonly owner: string;
  readonly status: string;
  readonly reference: string;
  readonly amount: string;
  readonly currency: string;
  /** The address of a page, or a token for the SDK; null when the payment has ended. */
  readonly handover: string | null;
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

export const SIGNATURE_HEADER = 'acme-pay-signature';

/** What is sent beside a webhook at this time. */
export function signatureOf(body: Uint8Array, secret: string, at: Date): string {
  const seconds = String(Math.floor(at.getTime() / 1000));
  const digest = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex');
  return `t=${seconds},v1=${digest}`;
}
