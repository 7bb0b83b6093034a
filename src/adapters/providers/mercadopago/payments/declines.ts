import type { Decline } from '../../../../domain/payment/decline.ts';
import type { Method } from '../../../../domain/payment/method.ts';
import { createDeclines, type DeclineWords } from '../../shared/declines.ts';

/**
 * `status_detail` of payments that were rejected or have lapsed
 * (https://www.mercadopago.com.br/developers/en/docs/checkout-api/response-handling/collection-results, 2026-11-28), and
 * those that only the provider's own plugins name (https://github.com/mercadopago/cart-woocommerce, 2026-11-28).
 */
export const DECLINE_WORDS: DeclineWords = {
  insufficient_funds: ['cc_rejected_insufficient_amount', 'insufficient_amount', 'am_insufficient_amount'],
  incorrect_data: [
    ...['cc_rejected_bad_filled_card_number', 'cc_rejected_bad_filled_security_code', 'cc_rejected_bad_filled_other'],
    ...['cc_rejected_bad_filled_date', 'rejected_insufficient_data', 'invalid_esc'],
  ],
  expired_card: [],
  authentication_required: ['cc_rejected_3ds_mandatory'],
  authentication_failed: ['cc_rejected_3ds_challenge'],
  limit_exceeded: ['cc_amount_rate_limit_exceeded', 'cc_rejected_max_attempts', 'rejected_cap_exceeded'],
  contact_issuer: [
    ...['cc_rejected_call_for_authorize', 'rejected_call_for_authorize', 'cc_rejected_card_disabled'],
    ...['authorization_revoked'],
  ],
  lost_or_stolen: [],
  fraud_suspected: [...['cc_rejected_high_risk', 'rejected_high_risk', 'cc_rejected_blacklist', 'cc_rejected_fraud']],
  method_unavailable: [
    ...['cc_rejected_invalid_installments', 'cc_rejected_card_type_not_allowed', 'cc_rejected_plugin_pm'],
    ...['cc_unsupported_unsupported', 'rejected_by_regulations', 'rejected_by_biz_rule', 'payer_unavailable'],
  ],
  duplicate: ['cc_rejected_duplicated_payment'],
  voucher_expired: ['expired', 'cc_rejected_expired_operation'],
  processing_error: ['bank_error', 'cc_rejected_card_error', 'cc_rejected_time_out'],
  declined: [...['cc_rejected_other_reason', 'rejected_other_reason', 'rejected_by_bank', 'bank_rejected', 'by_admin']],
};

/** The seller or the buyer ended it before it was decided, which is no decline. */
const WITHDRAWN: readonly unknown[] = ['by_collector', 'by_payer'];

export const declines = createDeclines(DECLINE_WORDS);

/** Why a payment ended without money; null where it doesn't say. */
export function readDecline(detail: unknown, method: Method | null): Decline | null {
  if (typeof detail !== 'string' || detail === '' || WITHDRAWN.includes(detail)) return null;
  const decline = declines.read(detail);
  // A card has no voucher: what ran out is the time for the bank's question (3-D Secure).
  const isOfACard = decline.code === 'voucher_expired' && method?.type === 'card';
  return isOfACard ? { ...decline, code: 'authentication_failed' } : decline;
}
