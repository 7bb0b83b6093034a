import { newId, type WireMethod, type WirePaymentError } from '../state.ts';

/** Errors whose code says all: all others are `card_declined` with a decline code (https://docs.stripe.com/testing, 2026-11-28). */
const CODES: ReadonlyMap<string, string> = new Map([
  ['expired_card', 'Your card has expired.'],
  ['incorrect_cvc', "Your card's security code is incorrect."],
  ['incorrect_number', 'Your card number is incorrect.'],
  ['processing_error', 'An error occurred while processing your card. Try again in a little bit.'],
  [
    'payment_intent_authentication_failure',
    'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod.',
  ],
  ['payment_intent_payment_attempt_expired', 'The latest payment attempt of this PaymentIntent has expired.'],
]);

/** The last digits of Stripe's test cards, by why they are declined. */
const CARDS: ReadonlyMap<string, string> = new Map([
  ['generic_decline', '0002'],
  ['insufficient_funds', '9995'],
  ['lost_card', '9987'],
  ['stolen_card', '9979'],
  ['expired_card', '0069'],
  ['incorrect_cvc', '0127'],
  ['processing_error', '0119'],
  ['payment_intent_authentication_failure', '3178'],
]);

export const VISA = card('4242');
/** Its bank always asks the buyer. */
export const VISA_3DS = card('3155');
export const VOUCHER: WireMethod = { type: 'oxxo', oxxo: {} };
export const DEBIT: WireMethod = { type: 'sepa_debit', sepa_debit: { last4: '3000', country: 'DE' } };

/** The card that is declined for this reason, a decline code or the code of an error. */
export function declinedCard(word: string): WireMethod {
  return card(CARDS.get(word) ?? '0002');
}

/** Whether the bank was asked for money: a voucher lapses, and who fails its questions gets no further. */
export function isCharged(word: string): boolean {
  return !['payment_intent_authentication_failure', 'payment_intent_payment_attempt_expired'].includes(word);
}

/** `last_payment_error`, with the method that was declined inside. `charge`: null if none was made. */
export function paymentError(word: string, method: WireMethod, charge: string | null): WirePaymentError {
  const message = CODES.get(word);
  const what =
    message === undefined
      ? { code: 'card_declined', decline_code: word, message: messageOf(word) }
      : { code: word, message };
  const type = word.startsWith('payment_intent_') ? 'invalid_request_error' : 'card_error';
  const ofCard = charge !== null && method.type === 'card' ? { charge } : {};
  return { ...what, ...ofCard, type, payment_method: { id: newId('pm'), object: 'payment_method', ...method } };
}

/** Why a method is declined when nothing else is asked for: a voucher is not declined, it lapses. */
export function usualDecline(method: WireMethod): string {
  return method.type === 'oxxo' ? 'payment_intent_payment_attempt_expired' : 'generic_decline';
}

function messageOf(word: string): string {
  return word === 'insufficient_funds' ? 'Your card has insufficient funds.' : 'Your card was declined.';
}

function card(last4: string): WireMethod {
  return { type: 'card', card: { brand: 'visa', last4, exp_month: 12, exp_year: 2034, installments: null } };
}
