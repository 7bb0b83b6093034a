import { createDeclines, type DeclineWords } from '../../shared/declines.ts';

/**
 * Why PayPal says that a payment failed: `processor_response.response_code` of a capture
 * (https://developer.paypal.com/docs/api/orders/v2/#definition-processor_response, 2026-11-29), its `status_details.reason`
 * (https://developer.paypal.com/docs/api/payments/v2/#definition-capture_status_details, 2026-11-29), or the issue with which
 * the call that was to take the money was answered
 * (https://developer.paypal.com/api/rest/reference/orders/v2/errors/, 2026-11-29).
 */
export const DECLINE_WORDS: DeclineWords = {
  insufficient_funds: ['5120'],
  incorrect_data: [
    ...['00N7', '0390', '0890', '1330', '1380', '1382', '5110', '5130', '5170', '5190', '5500', '6300', '7800', '7900'],
    ...['PCVV', 'PPAD', 'PPAV', 'PPC2', 'PPEX', 'PPFI', 'PPFV', 'PPII', 'PPVE'],
  ],
  expired_card: ['5400', 'PPEF', 'CARD_EXPIRED'],
  authentication_required: ['5650'],
  authentication_failed: ['7700', '7710', 'PPAR', 'PPD3', 'PPTE', 'PPTR', 'PPTV', 'PCNR'],
  limit_exceeded: [
    ...['1310', '5135', '5710', 'PPAI', 'PPAX', 'PPDT', 'PPEL', 'PPNL', 'TRANSACTION_LIMIT_EXCEEDED'],
    ...['TRANSACTION_RECEIVING_LIMIT_EXCEEDED', 'MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED'],
  ],
  contact_issuer: [
    ...['0100', '0500', '0580', '10BR', '1312', '1352', '5140', '5160', '5180', '5700', '5930', '5950', '9530', '9540'],
    ...['PP06', 'PPAB', 'PPFR', 'PPRN', 'PPSE', 'PPUA', 'PAYER_ACCOUNT_LOCKED_OR_CLOSED', 'PAYER_ACCOUNT_RESTRICTED'],
    ...['PAYER_CANNOT_PAY', 'CARD_CLOSED'],
  ],
  lost_or_stolen: ['5150', '9520'],
  fraud_suspected: [
    ...['9500', '9510', 'PPMC', 'PPSC', 'DECLINED_BY_RISK_FRAUD_FILTERS', 'COMPLIANCE_VIOLATION'],
    ...['TRANSACTION_BLOCKED_BY_PAYEE', 'PAYEE_BLOCKED_TRANSACTION'],
  ],
  method_unavailable: [
    ...['1320', '1335', '1370', '8030', 'PPAE', 'PPAG', 'PPBG', 'PPCO', 'PPCT', 'PPCU', 'PPDI', 'PPPM', 'PPPI', 'PPQC'],
    ...['PPTT', 'PPUC', 'PPUE', 'PPUI', 'PPVC', 'PPVT', 'CARD_BRAND_NOT_SUPPORTED', 'CARD_TYPE_NOT_SUPPORTED'],
    ...['DOMESTIC_TRANSACTION_REQUIRED', 'PAYMENT_SOURCE_CANNOT_BE_USED', 'PAYMENT_SOURCE_DECLINED_BY_PROCESSOR'],
    ...['REDIRECT_PAYER_FOR_ALTERNATE_FUNDING'],
  ],
  duplicate: ['5200', 'PPIF', 'DUPLICATE_INVOICE_ID'],
  voucher_expired: ['PPS3'],
  processing_error: [
    ...['0800', '0880', '0960', '1300', '1317', '1340', '1350', '1360', '1384', '1390', '5800', '5900', '5910', '5920'],
    ...['8000', '8010', '8020', '8100', '8110', '8220', '9100', 'PPCE', 'PPCR', 'PPER', 'PPH1', 'PPIM', 'PPIT', 'PPLR'],
    ...['PPMB', 'PPNM', 'PPNT', 'PPTF', 'PPTI', 'PPS0', 'PPS1', 'PPS2', 'PPS4', 'PPS5', 'PPS6', 'TRANSACTION_REFUSED'],
  ],
  declined: [
    ...['0R00', '1000', '1393', '5100', '5210', '7600', '9600', 'PPAU', 'PPDC', 'PPDV', 'PPFE', 'PPGR', 'PPLS', 'PPMD'],
    ...['PPNC', 'PPPH', 'PPRE', 'PPRF', 'PPRR', 'PPSD', 'PPUP', 'PPUR', 'INSTRUMENT_DECLINED', 'OTHER', 'ECHECK'],
    ...['PENDING_REVIEW', 'UNILATERAL', 'VERIFICATION_REQUIRED', 'INTERNATIONAL_WITHDRAWAL', 'BUYER_COMPLAINT'],
    ...['CHARGEBACK', 'REFUNDED', 'TRANSACTION_APPROVED_AWAITING_FUNDING'],
    ...['RECEIVING_PREFERENCE_MANDATES_MANUAL_ACTION'],
  ],
};

export const declines = createDeclines(DECLINE_WORDS);

/**
 * Issues with which PayPal refuses to take the money because of what the buyer pays with: the buyer has to choose something
 * else. All others are about the order, the account or the request.
 * https://developer.paypal.com/api/handle-payment-failures/ and
 * https://developer.paypal.com/api/rest/reference/orders/v2/errors/#capture-order, 2026-11-29
 */
const DECLINING: ReadonlySet<string> = new Set([
  ...['INSTRUMENT_DECLINED', 'CARD_EXPIRED', 'CARD_CLOSED', 'CARD_BRAND_NOT_SUPPORTED', 'CARD_TYPE_NOT_SUPPORTED'],
  ...['COMPLIANCE_VIOLATION', 'DOMESTIC_TRANSACTION_REQUIRED', 'DUPLICATE_INVOICE_ID', 'TRANSACTION_REFUSED'],
  ...['MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED', 'PAYER_ACCOUNT_LOCKED_OR_CLOSED', 'PAYER_ACCOUNT_RESTRICTED'],
  ...['PAYER_CANNOT_PAY', 'PAYEE_BLOCKED_TRANSACTION', 'TRANSACTION_BLOCKED_BY_PAYEE', 'TRANSACTION_LIMIT_EXCEEDED'],
  ...['PAYMENT_SOURCE_CANNOT_BE_USED', 'PAYMENT_SOURCE_DECLINED_BY_PROCESSOR', 'TRANSACTION_RECEIVING_LIMIT_EXCEEDED'],
  ...['REDIRECT_PAYER_FOR_ALTERNATE_FUNDING'],
]);

/** The first of these words that says that the buyer's means were declined; null if none does. */
export function decliningWord(words: readonly string[]): string | null {
  return words.find((word) => DECLINING.has(word)) ?? null;
}
