import type { PaymentRecord, PreferenceRecord } from './records.ts';
import { referenceOf } from './show.ts';

/** Which of the `back_urls` the buyer takes; without having paid, that of what is not decided. */
const BACK: Readonly<Record<string, string>> = {
  approved: 'success',
  refunded: 'success',
  charged_back: 'success',
  pending: 'pending',
  in_process: 'pending',
  rejected: 'failure',
  cancelled: 'failure',
};

/**
 * Where the buyer goes back to, with what the merchant may read there, after what the merchant put there; null when the merchant named no such place.
 * https://www.mercadopago.com.br/developers/en/docs/checkout-pro/checkout-customization/user-interface/redirection, 2026-11-21
 */
export function returnUrlOf(preference: PreferenceRecord, payment: PaymentRecord | undefined): string | null {
  const urls: Readonly<Record<string, unknown>> = Object(preference.body['back_urls']);
  const url = URL.parse(String(urls[BACK[payment?.status ?? ''] ?? 'pending'] ?? urls['success'] ?? ''));
  if (url === null || payment === undefined) return url?.href ?? null;
  url.searchParams.append('payment_id', String(payment.id));
  url.searchParams.append('status', payment.status);
  url.searchParams.append('external_reference', referenceOf(preference) ?? '');
  return url.href;
}
