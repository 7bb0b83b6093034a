// How single fields of Stripe's objects are read: the SDK passes on any JSON that it is given.

import { fieldsOf } from '../../shared/json.ts';

export const INTENT_ID = /^pi_[A-Za-z0-9_]{1,250}$/;

const CHARGE_ID = /^(?:ch|py)_[A-Za-z0-9_]{1,250}$/;

/** Stripe counts whole seconds since 1970. */
export function timeOf(seconds: unknown): Date | null {
  const isTime = typeof seconds === 'number' && Number.isSafeInteger(seconds) && seconds >= 0 && seconds < 1e11;
  return isTime ? new Date(seconds * 1000) : null;
}

export function booleanOrNull(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/** The intent that an object is, or is about: a session, a charge, a refund, a dispute. */
export function intentIdOf(value: unknown): string | null {
  const { id, object, charge, payment_intent: about = fieldsOf(charge)['payment_intent'] } = fieldsOf(value);
  const found = object === 'payment_intent' ? id : typeof about === 'object' ? fieldsOf(about)['id'] : about;
  return typeof found === 'string' && INTENT_ID.test(found) ? found : null;
}

/** Of a charge: an id, or an object with one. */
export function chargeIdOf(value: unknown): string | null {
  const id = typeof value === 'string' ? value : fieldsOf(value)['id'];
  return typeof id === 'string' && CHARGE_ID.test(id) ? id : null;
}
