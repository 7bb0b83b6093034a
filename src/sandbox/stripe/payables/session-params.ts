import { LIST } from '../requests/list.ts';
import { boolean, descriptor, EXPAND, email, integer, oneOf, type Parameters, text, url } from '../requests/params.ts';

const PRICE = 'line_items[][price_data]';

/** What a session may be made of. */
export const CREATE_SESSION: Parameters = {
  mode: { check: oneOf('payment'), required: true },
  success_url: { check: url, required: true },
  cancel_url: { check: url },
  customer_email: { check: email },
  client_reference_id: { check: text(200) },
  expires_at: { check: integer },
  'line_items[][quantity]': { check: integer, required: true },
  [`${PRICE}[currency]`]: { check: text(3), required: true },
  [`${PRICE}[unit_amount]`]: { check: integer, required: true },
  [`${PRICE}[product_data][name]`]: { check: text(5000), required: true },
  'metadata[*]': { check: text(500) },
  'payment_intent_data[metadata][*]': { check: text(500) },
  'payment_intent_data[capture_method]': { check: oneOf('automatic', 'automatic_async', 'manual') },
  'payment_intent_data[description]': { check: text(1000) },
  'payment_intent_data[statement_descriptor_suffix]': { check: descriptor },
  'adaptive_pricing[enabled]': { check: boolean },
  ...EXPAND,
};

/** What sessions may be listed by. */
export const LIST_SESSIONS: Parameters = {
  ...LIST,
  status: { check: oneOf('open', 'complete', 'expired') },
  'created[gte]': { check: integer },
};
