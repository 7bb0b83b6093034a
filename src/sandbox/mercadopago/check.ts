import { isLoopback } from '../visitors.ts';
import { apiError } from './errors.ts';

/**
 * What Mercado Pago refuses in a preference, and some that it silently changes (other currencies, unknown
 * fields): a simulator is of use when it is the stricter one.
 * https://www.mercadopago.com/developers/en/reference/preferences/_checkout_preferences/post, 2026-11-21
 */
type Body = Readonly<Record<string, unknown>>;
type Check = (value: unknown, body: Body) => boolean;
type Rule = { readonly word: string; readonly message: (value: unknown) => string; readonly check: Check };

const UNIT_PRICE_DECIMALS: Readonly<Record<string, number>> = {
  ARS: 2,
  BRL: 2,
  MXN: 2,
  CLP: 0,
  COP: 0,
  PEN: 2,
  UYU: 2,
};
const WIRE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/;

const text =
  (max: number): Check =>
  (value) =>
    typeof value === 'string' && value.length <= max;
const required =
  (max: number): Check =>
  (value, body) =>
    value !== '' && text(max)(value, body);

const ITEM_FIELDS: Readonly<Record<string, Check>> = {
  id: text(256),
  title: required(256),
  description: text(256),
  picture_url: text(600),
  category_id: text(256),
  quantity: (value) => Number.isInteger(value) && Number(value) > 0,
  currency_id: (value) => typeof value === 'string' && Object.hasOwn(UNIT_PRICE_DECIMALS, value),
  unit_price: (value, item) => isPrice(value, UNIT_PRICE_DECIMALS[String(item['currency_id'])] ?? 2),
};
const ITEM_NEEDS = ['title', 'quantity', 'currency_id', 'unit_price'];

const rule = (word: string, message: string, check: Check): Rule => ({ word, message: () => message, check });
const FIELDS: Readonly<Record<string, Rule>> = {
  items: { word: 'invalid_items', message: (value) => `${wrongIn(value)} invalid`, check: isItems },
  payer: rule('invalid_payer', 'payer email invalid. Max length 150', isPayer),
  external_reference: rule('invalid_external_reference', 'external_reference invalid', (value) =>
    /^[\w-]{1,64}$/.test(String(value)),
  ),
  notification_url: rule('invalid_notification_url', 'notification_url invalid', isNotificationUrl),
  statement_descriptor: rule('invalid_statement_descriptor', 'statement_descriptor invalid. Max length 13', text(13)),
  back_urls: rule('invalid_back_urls', 'back_urls invalid. Wrong format', isBackUrls),
  auto_return: rule('invalid_auto_return', 'auto_return invalid. back_url.success must be defined', isAutoReturn),
  metadata: rule('invalid_metadata', 'metadata invalid', isObject),
  expires: rule('invalid_expires', 'expires invalid', (value) => typeof value === 'boolean'),
  expiration_date_from: rule('invalid_expiration_date_from', 'expiration_date_from invalid', isTime),
  expiration_date_to: rule('invalid_expiration_date_to', 'expiration_date_to invalid', isTime),
};

/** A body to create with, or, when `partial`, to update with. @throws ApiError 400. */
export function checkPreference(value: unknown, partial = false): Body {
  if (!isObject(value)) throw apiError(400, 'bad_request', 'body must be a JSON object');
  if (!partial && value['items'] === undefined) throw apiError(400, 'invalid_items', 'items needed');
  for (const [field, given] of Object.entries(value)) checkField(field, given, value);
  return value;
}

function checkField(field: string, value: unknown, body: Body): void {
  const known = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
  if (known === undefined) throw apiError(400, 'bad_request', `unknown field ${field}`);
  if (!known.check(value, body)) throw apiError(400, known.word, known.message(value));
}

function isItems(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isItem);
}

function isItem(item: unknown): boolean {
  return isObject(item) && wrongField(item) === undefined;
}

/** The complaint begins with the field that it is about. */
function wrongIn(items: unknown): string {
  const wrong = Array.isArray(items) ? items.find((item) => !isItem(item)) : undefined;
  return (isObject(wrong) ? wrongField(wrong) : undefined) ?? 'items';
}

function wrongField(item: Body): string | undefined {
  const missing = ITEM_NEEDS.find((field) => item[field] === undefined);
  return missing ?? Object.keys(item).find((field) => !ITEM_FIELDS[field]?.(item[field], item));
}

function isPrice(value: unknown, decimals: number): boolean {
  const [whole, fraction = ''] = String(value).split('.');
  return typeof value === 'number' && value > 0 && /^\d+$/.test(whole ?? '') && fraction.length <= decimals;
}

function isPayer(value: unknown): boolean {
  return isObject(value) && /^[^@\s]+@[^@\s]+$/.test(String(value['email'])) && text(150)(value['email'], value);
}

/** Plain http is for this machine only: the real one takes https. */
function isNotificationUrl(value: unknown): boolean {
  return text(248)(value, {}) && isSafe(URL.parse(String(value)));
}

function isSafe(url: URL | null): boolean {
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url));
}

function isBackUrls(value: unknown): boolean {
  if (!isObject(value)) return false;
  return Object.entries(value).every(
    ([name, url]) => ['success', 'pending', 'failure'].includes(name) && isSafe(URL.parse(String(url))),
  );
}

function isAutoReturn(value: unknown, body: Body): boolean {
  return ['approved', 'all'].includes(String(value)) && isHttps(Object(body['back_urls']).success);
}

function isHttps(value: unknown): boolean {
  return typeof value === 'string' && URL.parse(value)?.protocol === 'https:';
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && WIRE_TIME.test(value) && !Number.isNaN(Date.parse(value));
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
