import type { Refused } from '../../../../ports/outcome.ts';

/** An error answer: its word, which is documented, and its message, whose wording is not. */
type Words = { readonly error: string; readonly message: string };

/**
 * What an error of a preference refuses, by its documented word; every other word is about our request. The account's
 * are those that no other request of the account gets past.
 * https://www.mercadopago.com/developers/en/reference/preferences/_checkout_preferences/post, 2026-11-28
 */
const ABOUT: Readonly<Record<string, (message: string) => Refused>> = {
  invalid_items: refusedItem,
  invalid_payment_methods: (message) => (AMOUNT.test(message) ? 'amount' : 'request'),
  invalid_payer: (message) => (/\bemail\b/i.test(message) ? 'customerEmail' : 'request'),
  invalid_back_urls: () => 'returnUrl',
  invalid_statement_descriptor: () => 'statementDescriptor',
  invalid_collector_id: () => 'credentials',
  invalid_collector_email: () => 'credentials',
  collector_does_not_comply_with_current_regulation: () => 'credentials',
};

/** "amount cannot be paid with Mercado Pago." */
const AMOUNT = /^amount\b/i;

/** A complaint begins with the field that it is about; further on there may be the words of a title. */
const FIELD = /^(?:items?(?:\[\d+\]|\.\d+)?\.)?(\w+)/i;

/** Fields of an item by what they are made of; whatever else is said of items is about the amount. */
const FIELDS: Readonly<Record<string, Refused>> = {
  title: 'title',
  description: 'title',
  currency_id: 'currency',
  items: 'request', // "items needed", "items must be an array"
  item: 'request',
  id: 'request',
  quantity: 'request',
  category_id: 'request',
  picture_url: 'request',
};

/** What the provider refuses of a preference that it answered with this error. */
export function refusedOf({ error, message }: Words): Refused {
  return (Object.hasOwn(ABOUT, error) ? ABOUT[error]?.(message) : undefined) ?? 'request';
}

function refusedItem(message: string): Refused {
  const field = FIELD.exec(message)?.[1]?.toLowerCase() ?? '';
  return (Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined) ?? 'amount';
}
