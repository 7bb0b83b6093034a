import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DECLINE_WORDS as MERCADO_PAGO } from '../../../src/adapters/providers/mercadopago/payments/declines.ts';
import { DECLINE_WORDS as PAYPAL } from '../../../src/adapters/providers/paypal/payments/declines.ts';
import { DECLINE_WORDS as STRIPE } from '../../../src/adapters/providers/stripe/payments/declines.ts';
import { adviceFor, DECLINE_CODES } from '../../../src/domain/payment/decline.ts';

/** https://docs.stripe.com/declines/codes, 2026-11-28: of cards, then of local payment methods. */
const STRIPE_DOCUMENTED = `authentication_required authentication_not_handled approve_with_id call_issuer card_not_supported
card_velocity_exceeded currency_not_supported do_not_honor do_not_try_again duplicate_transaction expired_card fraudulent
generic_decline incorrect_address incorrect_cvc incorrect_number incorrect_pin incorrect_zip insufficient_funds invalid_account
invalid_amount invalid_cvc invalid_expiry_month invalid_expiry_year invalid_number invalid_pin issuer_not_available lost_card
merchant_blacklist new_account_information_available no_action_taken not_permitted offline_pin_required
online_or_offline_pin_required pickup_card pin_try_exceeded processing_error reenter_transaction restricted_card
revocation_of_all_authorizations revocation_of_authorization security_violation service_not_allowed stolen_card
stop_payment_order testmode_decline transaction_not_allowed try_again_later withdrawal_count_limit_exceeded
mobile_device_authentication_required
partner_generic_decline invalid_customer_account payment_limit_exceeded invalid_billing_agreement invalid_business_account
partner_high_risk_customer compliance_violation payment_disputed invalid_authorization invalid_payment_information
partner_payment_not_found expired_payment_information`;

/** https://www.mercadopago.com.br/developers/en/docs/checkout-api/response-handling/collection-results, 2026-11-28. */
const MERCADO_PAGO_DOCUMENTED = `bank_error cc_rejected_3ds_challenge cc_rejected_3ds_mandatory
cc_rejected_bad_filled_card_number cc_rejected_bad_filled_date cc_rejected_bad_filled_other
cc_rejected_bad_filled_security_code cc_rejected_blacklist cc_rejected_call_for_authorize cc_rejected_card_disabled
cc_rejected_card_error cc_rejected_duplicated_payment cc_rejected_high_risk cc_rejected_insufficient_amount
cc_rejected_invalid_installments cc_rejected_max_attempts cc_rejected_other_reason cc_rejected_time_out
cc_amount_rate_limit_exceeded rejected_insufficient_data rejected_by_bank rejected_by_regulations rejected_by_biz_rule
rejected_high_risk rejected_other_reason insufficient_amount cc_rejected_card_type_not_allowed expired`;

/** https://developer.paypal.com/serversdk/typescript/models/enumerations/processor-response-code/, 2026-11-29, but 0000: approved. */
const PAYPAL_DOCUMENTED = `00N7 0100 0390 0500 0580 0800 0880 0890 0960 0R00 1000 10BR 1300 1310 1312 1317 1320 1330 1335 1340 1350 1352
1360 1370 1380 1382 1384 1390 1393 5100 5110 5120 5130 5135 5140 5150 5160 5170 5180 5190 5200 5210 5400 5500
5650 5700 5710 5800 5900 5910 5920 5930 5950 6300 7600 7700 7710 7800 7900 8000 8010 8020 8030 8100 8110 8220
9100 9500 9510 9520 9530 9540 9600 PCNR PCVV PP06 PPRN PPAD PPAB PPAE PPAG PPAI PPAR PPAU PPAV PPAX PPBG PPC2
PPCE PPCO PPCR PPCT PPCU PPD3 PPDC PPDI PPDV PPDT PPEF PPEL PPER PPEX PPFE PPFI PPFR PPFV PPGR PPH1 PPIF PPII
PPIM PPIT PPLR PPLS PPMB PPMC PPMD PPNC PPNL PPNM PPNT PPPH PPPI PPPM PPQC PPRE PPRF PPRR PPS0 PPS1 PPS2 PPS3
PPS4 PPS5 PPS6 PPSC PPSD PPSE PPTE PPTF PPTI PPTR PPTT PPTV PPUA PPUC PPUE PPUI PPUP PPUR PPVC PPVE PPVT`;

const PROVIDERS = [
  ['Stripe', STRIPE, STRIPE_DOCUMENTED],
  ['Mercado Pago', MERCADO_PAGO, MERCADO_PAGO_DOCUMENTED],
  ['PayPal', PAYPAL, PAYPAL_DOCUMENTED],
] as const;

describe.each(PROVIDERS)('the words with which %s declines', (_name, words, documented) => {
  const all = Object.values(words).flat();

  test('the words of the table are each in one place alone', () => {
    expect(new Set(all).size).toBe(all.length);
  });

  test('every documented word is in the table', () => {
    expect(documented.split(/\s+/).filter((word) => !all.includes(word))).toEqual([]);
  });
});

test.each([
  ['do_not_honor', STRIPE.contact_issuer],
  ['restricted_card', STRIPE.contact_issuer],
  ['merchant_blacklist', STRIPE.fraud_suspected],
  ['cc_rejected_blacklist', MERCADO_PAGO.fraud_suspected],
  ['generic_decline', STRIPE.declined],
  ['rejected_by_bank', MERCADO_PAGO.declined],
  ['cc_rejected_other_reason', MERCADO_PAGO.declined],
  ['payment_intent_payment_attempt_expired', STRIPE.voucher_expired],
  ['expired', MERCADO_PAGO.voucher_expired],
  ['5120', PAYPAL.insufficient_funds],
  ['9520', PAYPAL.lost_or_stolen],
  ['INSTRUMENT_DECLINED', PAYPAL.declined],
])('the word %s is where it was settled to be', (word, words) => {
  expect(words).toContain(word);
});

test('the document for callers has every code with its advice and every provider’s words', () => {
  const text = readFileSync(new URL('../../../docs/declines.md', import.meta.url), 'utf8');
  const rows = text.split('\n').filter((line) => line.startsWith('| `'));
  const wordsIn = (cell = '') => [...cell.matchAll(/`(\w+)`/g)].map(([, word]) => word);

  const documented = rows.map((row) => {
    const [, code, advice, stripe, mercadopago, paypal] = row.split('|').map((cell) => cell.trim());
    return {
      code: wordsIn(code),
      advice,
      stripe: wordsIn(stripe),
      mercadopago: wordsIn(mercadopago),
      paypal: wordsIn(paypal),
    };
  });

  expect(documented).toEqual(
    DECLINE_CODES.map((code) => ({
      code: [code],
      advice: adviceFor(code, 'en'),
      stripe: STRIPE[code],
      mercadopago: MERCADO_PAGO[code],
      paypal: PAYPAL[code],
    })),
  );
});
