import { createDeclines, type DeclineWords } from '../../shared/declines.ts';

/**
 * Why Stripe says that a try failed: the decline codes of cards and of local methods
 * (https://docs.stripe.com/declines/codes, 2026-11-28) and, where there is none, the error's code
 * (https://docs.stripe.com/error-codes, 2026-11-28) or type.
 */
export const DECLINE_WORDS: DeclineWords = {
  insufficient_funds: ['insufficient_funds', 'balance_insufficient'],
  incorrect_data: [
    ...['incorrect_number', 'invalid_number', 'incorrect_cvc', 'invalid_cvc', 'incorrect_pin', 'invalid_pin'],
    ...['incorrect_zip', 'incorrect_postal_code', 'postal_code_invalid', 'incorrect_address'],
    ...['invalid_expiry_month', 'invalid_expiry_year', 'invalid_payment_information', 'invalid_characters'],
    ...['account_number_invalid', 'routing_number_invalid', 'bank_account_bad_routing_numbers', 'email_invalid'],
    ...['payment_intent_konbini_rejected_confirmation_number', 'payment_method_billing_details_address_missing'],
    ...['account_information_mismatch'],
  ],
  expired_card: ['expired_card', 'expired_payment_method', 'expired_payment_information'],
  authentication_required: [
    ...['authentication_required', 'authentication_not_handled', 'mobile_device_authentication_required'],
    ...['offline_pin_required', 'online_or_offline_pin_required', 'payment_intent_action_required'],
  ],
  authentication_failed: [
    ...['payment_intent_authentication_failure', 'setup_intent_authentication_failure', 'authentication_failure'],
    ...['payment_method_customer_decline', 'bank_account_unverified', 'bank_account_verification_failed'],
    ...['payment_method_microdeposit_failed', 'payment_method_microdeposit_verification_amounts_invalid'],
    ...['payment_method_microdeposit_verification_amounts_mismatch'],
    ...['payment_method_microdeposit_verification_attempts_exceeded'],
    ...['payment_method_microdeposit_verification_descriptor_code_mismatch'],
    ...['payment_method_microdeposit_verification_timeout'],
  ],
  limit_exceeded: [
    ...['card_velocity_exceeded', 'withdrawal_count_limit_exceeded', 'payment_limit_exceeded', 'pin_try_exceeded'],
    ...['invalid_amount', 'amount_too_large', 'charge_exceeds_source_limit', 'charge_exceeds_transaction_limit'],
    ...['card_decline_rate_limit_exceeded'],
  ],
  contact_issuer: [
    ...['do_not_honor', 'do_not_try_again', 'call_issuer', 'restricted_card', 'approve_with_id', 'no_action_taken'],
    ...['not_permitted', 'transaction_not_allowed', 'service_not_allowed', 'security_violation'],
    ...['stop_payment_order', 'revocation_of_authorization', 'revocation_of_all_authorizations'],
    ...['invalid_account', 'new_account_information_available', 'invalid_customer_account'],
    ...['bank_account_restricted', 'payment_method_bank_account_blocked', 'debit_not_authorized', 'refer_to_customer'],
  ],
  lost_or_stolen: ['lost_card', 'stolen_card', 'pickup_card'],
  fraud_suspected: ['fraudulent', 'merchant_blacklist', 'partner_high_risk_customer'],
  method_unavailable: [
    ...['card_not_supported', 'currency_not_supported', 'testmode_decline', 'invalid_card_type'],
    ...['invalid_billing_agreement', 'invalid_business_account', 'invalid_authorization', 'compliance_violation'],
    ...['payment_method_not_available', 'payment_method_unactivated', 'payment_method_unsupported_type'],
    ...['payment_method_restricted', 'payment_method_currency_mismatch', 'sepa_unsupported_account'],
    ...['payment_intent_incompatible_payment_method', 'payment_intent_mandate_invalid', 'billing_invalid_mandate'],
    ...['india_recurring_payment_mandate_canceled', 'three_d_secure_authentication_not_supported'],
    ...['account_closed', 'account_invalid', 'no_account', 'bank_account_unusable', 'amount_too_small'],
  ],
  duplicate: ['duplicate_transaction'],
  voucher_expired: ['payment_intent_payment_attempt_expired'],
  processing_error: [
    ...['processing_error', 'issuer_not_available', 'reenter_transaction', 'try_again_later'],
    ...['payment_method_provider_timeout', 'payment_method_unexpected_state', 'partner_payment_not_found'],
    ...['payment_method_microdeposit_processing_error', 'three_d_secure_authentication_upstream_error'],
    ...['rate_limit', 'lock_timeout', 'payment_intent_rate_limit_exceeded', 'api_error'],
  ],
  declined: [
    ...['generic_decline', 'card_declined', 'partner_generic_decline', 'payment_method_provider_decline'],
    ...['bank_account_declined', 'payment_intent_payment_attempt_failed', 'payment_disputed', 'card_error'],
    ...['invalid_request_error', 'idempotency_error'],
  ],
};

export const declines = createDeclines(DECLINE_WORDS);
