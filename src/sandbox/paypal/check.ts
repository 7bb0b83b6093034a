import { isLoopback } from '../visitors.ts';
import { invalid, refused } from './errors.ts';
import { faultOf } from './money.ts';
import type { Money, OrderRecord } from './records.ts';

/**
 * What PayPal refuses in an order, and whatever a payment of one amount doesn't need: a simulator is of use when it is the
 * stricter one. https://developer.paypal.com/docs/api/orders/v2/#orders_create, 2026-11-29
 */
type Body = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const text =
  (max: number, form = /^/): Check =>
  (value) =>
    typeof value === 'string' && value.length > 0 && value.length <= max && form.test(value);

const UNIT: Readonly<Record<string, Check>> = {
  reference_id: text(256),
  custom_id: text(255),
  invoice_id: text(127),
  description: text(127),
  soft_descriptor: text(22, /^[A-Za-z0-9 .*-]+$/),
};

const CONTEXT: Readonly<Record<string, Check>> = {
  return_url: isAddress,
  cancel_url: isAddress,
  brand_name: text(127),
  shipping_preference: (value) => ['GET_FROM_FILE', 'NO_SHIPPING', 'SET_PROVIDED_ADDRESS'].includes(String(value)),
  user_action: (value) => ['CONTINUE', 'PAY_NOW'].includes(String(value)),
};

const PAYER: Readonly<Record<string, Check>> = { email_address: text(254, /^[^@\s]+@[^@\s]+\.[^@\s]+$/) };

export type CheckedOrder = {
  readonly unit: OrderRecord['unit'];
  readonly context: Body;
  readonly email: string | null;
};

/** @throws ApiError */
export function checkOrder(body: unknown): CheckedOrder {
  const { intent, purchase_units: units, application_context: context = {}, payer = {}, ...more } = fieldsOf(body);
  if (Object.keys(more).length > 0) throw invalid('UNSUPPORTED_BY_SANDBOX', `/${Object.keys(more)[0]}`);
  if (intent !== 'CAPTURE') throw invalid('INVALID_PARAMETER_VALUE', '/intent');
  if (!Array.isArray(units) || units.length !== 1) throw invalid('MISSING_REQUIRED_PARAMETER', '/purchase_units');
  const { amount, ...unit } = fieldsOf(units[0]);
  const fault = faultOf(amount);
  const place = '/purchase_units/@reference_id=="default"';
  if (fault === 'INVALID_PARAMETER_SYNTAX') throw invalid(fault, `${place}/amount/value`);
  if (fault !== null)
    throw refused(fault, `${place}/amount/${fault.startsWith('CURRENCY') ? 'currency_code' : 'value'}`);
  checkFields(unit, UNIT, place);
  checkFields(fieldsOf(context), CONTEXT, '/application_context');
  checkFields(fieldsOf(payer), PAYER, '/payer');
  const { email_address = null } = fieldsOf(payer);
  return {
    unit: { reference_id: 'default', ...unit, amount: amount as Money },
    context: fieldsOf(context),
    email: email_address as string | null,
  };
}

function checkFields(given: Body, known: Readonly<Record<string, Check>>, place: string): void {
  for (const [field, value] of Object.entries(given)) {
    const check = Object.hasOwn(known, field) ? known[field] : undefined;
    if (check === undefined) throw invalid('UNSUPPORTED_BY_SANDBOX', `${place}/${field}`);
    if (!check(value)) throw invalid('INVALID_PARAMETER_SYNTAX', `${place}/${field}`);
  }
}

/** Plain http is for this machine only. */
function isAddress(value: unknown): boolean {
  const url = URL.parse(String(value));
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url));
}

function fieldsOf(value: unknown): Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {};
}
