import type { Method, MethodType } from '../../../../domain/payment/method.ts';

/**
 * Types of payment methods (https://docs.stripe.com/api/payment_methods/object#payment_method_object-type, 2026-11-28). An
 * open set: all that are not here, such as payment in instalments through a third company, are `other`.
 */
const TYPES: Readonly<Record<Exclude<MethodType, 'other' | 'account_money' | 'cash'>, readonly string[]>> = {
  card: ['card', 'card_present', 'interac_present', 'kr_card'],
  wallet: [
    ...['alipay', 'amazon_pay', 'cashapp', 'grabpay', 'kakao_pay', 'link', 'mb_way', 'mobilepay', 'naver_pay', 'payco'],
    ...['paypal', 'paypay', 'revolut_pay', 'samsung_pay', 'satispay', 'twint', 'wechat_pay'],
  ],
  bank_transfer: [
    ...['acss_debit', 'au_becs_debit', 'bacs_debit', 'bancontact', 'bizum', 'blik', 'customer_balance', 'eps', 'fpx'],
    ...['giropay', 'ideal', 'nz_bank_account', 'p24', 'pay_by_bank', 'paynow', 'payto', 'pix', 'promptpay'],
    ...['sepa_debit', 'sofort', 'swish', 'upi', 'us_bank_account'],
  ],
  voucher: ['boleto', 'konbini', 'multibanco', 'oxxo'],
};

type Fields = Readonly<Record<string, unknown>>;

/**
 * A PaymentMethod, or the details of one on a charge: both have what is special to a type under its name. A card in a
 * telephone's wallet is a card. Null for everything else, such as an id.
 */
export function readMethod(value: unknown): Method | null {
  const { type: word, ...details }: Fields = Object(value);
  if (typeof word !== 'string') return null;
  const type = typeOf(word);
  const { brand, last4, installments }: Fields = Object(details[word]);
  const count: unknown = Object(Object(installments).plan).count;
  return {
    type,
    brand: type !== 'card' ? word.slice(0, 64) : typeof brand === 'string' ? brand.slice(0, 64) : null,
    last4: typeof last4 === 'string' && /^\d{4}$/.test(last4) ? last4 : null,
    installments: Number.isSafeInteger(count) && Number(count) > 0 ? Number(count) : null,
  };
}

function typeOf(word: string): MethodType {
  const found = Object.entries(TYPES).find(([, words]) => words.includes(word));
  return found === undefined ? 'other' : (found[0] as MethodType);
}
