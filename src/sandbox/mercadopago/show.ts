import type { PaymentRecord, PreferenceRecord } from './records.ts';
import { wireTime } from './records.ts';

/** The answers' shapes. Ids of sellers and payments are JSON numbers, amounts too, as the real ones are. */
type Item = {
  readonly title: string;
  readonly quantity: number;
  readonly unit_price: number;
  readonly currency_id: string;
};

export function showPreference(preference: PreferenceRecord, baseUrl: string): Record<string, unknown> {
  const { id, sellerId, createdAt, updatedAt, body } = preference;
  const page = `${baseUrl}/checkout/v1/redirect?pref_id=${id}`;
  return {
    ...body,
    id,
    collector_id: Number(sellerId),
    date_created: wireTime(createdAt),
    last_updated: wireTime(updatedAt),
    init_point: page,
    sandbox_init_point: page,
    operation_type: 'regular_payment',
  };
}

/** What the search shows: no `init_point`, and of the items only their titles. */
export function showFound(preference: PreferenceRecord): Record<string, unknown> {
  const { id, sellerId, createdAt, updatedAt, body } = preference;
  return {
    id,
    collector_id: Number(sellerId),
    date_created: wireTime(createdAt),
    last_updated: wireTime(updatedAt),
    expires: body['expires'] ?? false,
    expiration_date_to: body['expiration_date_to'] ?? null,
    external_reference: referenceOf(preference) ?? '',
    items: itemsOf(preference).map(({ title }) => title),
  };
}

/** https://www.mercadopago.com.ar/developers/en/docs/your-integrations/test/cards, 2026-11-28; cash has no card. */
const METHODS = {
  card: {
    payment_type_id: 'credit_card',
    payment_method_id: 'master',
    card: { first_six_digits: '503175', last_four_digits: '0604', expiration_month: 11, expiration_year: 2030 },
  },
  voucher: { payment_type_id: 'ticket', payment_method_id: 'rapipago', card: {} },
} as const satisfies Record<PaymentRecord['method'], object>;

/** `refunds` as they are shown, and their sum in hundredths. */
type Back = { readonly refunds: readonly unknown[]; readonly refunded: bigint };

export function showPayment(payment: PaymentRecord, preference: PreferenceRecord, back: Back): Record<string, unknown> {
  return {
    id: payment.id,
    status: payment.status,
    status_detail: payment.statusDetail,
    ...METHODS[payment.method],
    installments: 1,
    date_created: wireTime(payment.createdAt),
    date_approved: ['approved', 'refunded'].includes(payment.status) ? wireTime(payment.updatedAt) : null,
    date_last_updated: wireTime(payment.updatedAt),
    external_reference: referenceOf(preference),
    transaction_amount: Number(decimalOf(shareOf(payment, preference))),
    transaction_amount_refunded: Number(back.refunded) / 100,
    refunds: back.refunds,
    currency_id: currencyOf(preference),
    collector_id: Number(payment.sellerId),
    live_mode: false,
  };
}

export function titleOf(preference: PreferenceRecord): string {
  return itemsOf(preference)[0]?.title ?? '';
}

export function currencyOf(preference: PreferenceRecord): string {
  return itemsOf(preference)[0]?.currency_id ?? '';
}

/** The others take whole numbers only. */
export function takesCents(currency: string): boolean {
  return !['CLP', 'COP'].includes(currency);
}

export function referenceOf({ body }: PreferenceRecord): string | null {
  return typeof body['external_reference'] === 'string' ? body['external_reference'] : null;
}

export function payerOf({ body }: PreferenceRecord): string | null {
  const email: unknown = Object(body['payer']).email;
  return typeof email === 'string' ? email : null;
}

export function statementOf({ body }: PreferenceRecord): string | null {
  const descriptor = body['statement_descriptor'];
  return typeof descriptor === 'string' ? descriptor : null;
}

/** A search without a reference finds everything. */
export function refersTo(preference: PreferenceRecord, reference: string | undefined): boolean {
  return reference === undefined || referenceOf(preference) === reference;
}

/** Decimal text in major units, added up in hundredths. */
export function amountOf(preference: PreferenceRecord): string {
  const hundredths = itemsOf(preference)
    .map(({ quantity, unit_price }) => BigInt(quantity) * hundredthsOf(String(unit_price)))
    .reduce((sum, part) => sum + part, 0n);
  return decimalOf(hundredths);
}

/** What one payment is of, in hundredths: a buyer may split a purchase over several. */
export function shareOf({ hundredths }: PaymentRecord, preference: PreferenceRecord): bigint {
  return hundredths === undefined ? hundredthsOf(amountOf(preference)) : BigInt(hundredths);
}

export function decimalOf(hundredths: bigint): string {
  const digits = String(hundredths).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** True from the moment at which no buyer can pay it any more. */
export function isOver({ body }: PreferenceRecord, now: Date): boolean {
  return body['expires'] === true && Date.parse(String(body['expiration_date_to'])) <= now.getTime();
}

/** Of decimal text with two decimals at most. @throws Error */
export function hundredthsOf(price: string): bigint {
  const [whole = '0', fraction = ''] = price.split('.');
  if (fraction.length > 2) throw new Error('an amount has two decimals at most');
  return BigInt(`${whole}${fraction.padEnd(2, '0')}`);
}

function itemsOf({ body }: PreferenceRecord): readonly Item[] {
  return body['items'] as readonly Item[];
}
