import { fieldsOf, isObject, type JsonObject } from '../../shared/json.ts';

// The parts of an order. https://developer.paypal.com/docs/api/orders/v2/#orders_get, 2026-11-29

/** Of an order, a capture, a refund. */
export const ID = /^[A-Z0-9]{1,36}$/;

/** The one purchase unit that this service's orders have. */
export function unitOf({ purchase_units: units }: JsonObject): JsonObject | null {
  const [unit, ...more] = Array.isArray(units) ? units : [];
  return isObject(unit) && more.length === 0 ? unit : null;
}

/** A payment of an order, whose shape was checked: an id and a status. */
export type WirePayment = JsonObject & { readonly id: string; readonly status: string };

/** Null when one of them can't be read: what was read of the others may be wrong then. */
export function paymentsIn(unit: JsonObject, kind: 'captures' | 'refunds'): readonly WirePayment[] | null {
  const { [kind]: listed = [] } = fieldsOf(unit['payments']);
  return Array.isArray(listed) && listed.every(isPayment) ? listed : null;
}

export function isPayment(value: unknown): value is WirePayment {
  const { id, status } = fieldsOf(value);
  return typeof id === 'string' && ID.test(id) && typeof status === 'string' && status !== '';
}

/** The id at the end of the link to what an object belongs to: `/v2/payments/captures/<id>`. */
export function idAbove(value: unknown, kind: 'captures' | 'orders'): string | null {
  const { links } = fieldsOf(value);
  const up = (Array.isArray(links) ? links.map(fieldsOf) : []).find(({ rel }) => rel === 'up');
  const [, found, id = null] = /\/(captures|orders)\/([A-Z0-9]{1,36})$/.exec(String(up?.['href'])) ?? [];
  return found === kind ? id : null;
}
