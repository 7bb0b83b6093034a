import { type Html, html } from '../../adapters/http/wire/html.ts';

type Choice = readonly [word: string, says: string];

/** Why a payment can fail, in each provider's words; the last is one that no table has. */
const CHOICES: Readonly<Record<string, readonly Choice[]>> = {
  stripe: [
    ['generic_decline', 'No reason given'],
    ['insufficient_funds', 'Not enough money'],
    ['expired_card', 'The card has expired'],
    ['incorrect_cvc', 'The security code is wrong'],
    ['card_velocity_exceeded', 'Over the card’s limit'],
    ['do_not_honor', 'The bank wants to be called'],
    ['authentication_required', 'The bank wants to ask the buyer'],
    ['payment_intent_authentication_failure', 'The bank asked, and was not answered'],
    ['lost_card', 'The card was reported lost'],
    ['fraudulent', 'Fraud is suspected'],
    ['card_not_supported', 'The card can’t pay this'],
    ['duplicate_transaction', 'The same was paid a moment ago'],
    ['processing_error', 'A fault in processing'],
    ['payment_intent_payment_attempt_expired', 'The time to pay ran out'],
    ['phase_of_the_moon', 'A word that is not documented'],
  ],
  mercadopago: [
    ['cc_rejected_other_reason', 'No reason given'],
    ['cc_rejected_insufficient_amount', 'Not enough money'],
    ['cc_rejected_bad_filled_date', 'The expiry date is wrong'],
    ['cc_rejected_bad_filled_security_code', 'The security code is wrong'],
    ['cc_rejected_max_attempts', 'Too many tries'],
    ['cc_rejected_call_for_authorize', 'The bank wants to be called'],
    ['cc_rejected_card_disabled', 'The card is not active'],
    ['cc_rejected_3ds_mandatory', 'The bank wants to ask the buyer'],
    ['cc_rejected_3ds_challenge', 'The bank asked, and was not answered'],
    ['cc_rejected_high_risk', 'Fraud is suspected'],
    ['cc_rejected_blacklist', 'The card is on a list'],
    ['cc_rejected_invalid_installments', 'The card takes no such installments'],
    ['cc_rejected_duplicated_payment', 'The same was paid a moment ago'],
    ['cc_rejected_card_error', 'A fault in processing'],
    ['cc_rejected_phase_of_the_moon', 'A word that is not documented'],
  ],
  paypal: [
    ['5100', 'No reason given'],
    ['5120', 'Not enough money'],
    ['5400', 'The card has expired'],
    ['5110', 'The security code is wrong'],
    ['5650', 'The bank wants to ask the buyer'],
    ['0500', 'The bank wants to be called'],
    ['9520', 'The card was reported lost'],
    ['9500', 'Fraud is suspected'],
    ['8000', 'A fault in processing'],
    ['INSTRUMENT_DECLINED', 'The means of payment was declined, and no payment made'],
    ['PAYER_CANNOT_PAY', 'The buyer can’t pay this'],
    ['PHASE_OF_THE_MOON', 'A word that is not documented'],
  ],
};

/** Left as it is, the provider's usual reason counts: it depends on what the buyer pays with. */
export function declineChoice(provider: string): Html {
  const choices = CHOICES[provider] ?? [];
  return html`<p><label for="decline">If it fails, why?</label>
<select id="decline" name="decline"><option value="">The usual reason</option>
${choices.map(([word, says]) => html`<option value="${word}">${says} (${word})</option>\n`)}
</select></p>`;
}
