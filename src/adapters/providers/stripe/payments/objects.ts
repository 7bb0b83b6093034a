import type { Money } from '../../../../domain/money/money.ts';
import type { Decline } from '../../../../domain/payment/decline.ts';
import type { Method } from '../../../../domain/payment/method.ts';
import type { Charge } from '../../../../domain/payment/report.ts';
import { fieldsOf, textOrNull } from '../../shared/json.ts';
import { fromWire } from '../money.ts';
import { chargesOf } from './charges.ts';
import { declines } from './declines.ts';
import { booleanOrNull, chargeIdOf, INTENT_ID, intentIdOf, timeOf } from './fields.ts';
import { readMethod } from './methods.ts';

/**
 * What we read of Stripe's objects. Answers come in the SDK's API version and events in the endpoint's, so
 * only fields are read that all versions have, and each is checked: the SDK passes on any JSON it is given.
 */
export type Intent = {
  readonly id: string;
  readonly status: string;
  readonly createdAt: Date | null;
  readonly livemode: boolean | null;
  readonly reference: string | null;
  readonly amount: Money | null;
  readonly receivedMinor: number;
  readonly hasFailed: boolean;
  /** Why the last try failed; null when it did not, or is not said. */
  readonly decline: Decline | null;
  /** What the last try was made with, where that is shown. */
  readonly method: Method | null;
  /** The last try that failed, and the last that was made. */
  readonly charges: readonly Charge[];
  /** Until when the buyer can do what is left to do, such as paying a voucher; null where that is not said. */
  readonly actionUntil: Date | null;
  /** The buyer pays it on a Checkout page, which is its parent. */
  readonly isOfASession: boolean;
  readonly clientSecret: string | null;
  /** As its charge says, where that is shown. */
  readonly taken: Taken;
  /** Its money is, or was: only where the charge is shown. */
  readonly isDisputed: boolean;
};

/** How much of what a customer agreed to was captured, in minor units. */
export type Taken = { readonly ofMinor: number; readonly minor: number };

export type Session = {
  readonly id: string;
  readonly status: string;
  readonly paymentStatus: string;
  readonly createdAt: Date | null;
  readonly livemode: boolean | null;
  readonly reference: string | null;
  readonly amount: Money | null;
  readonly url: string | null;
  readonly intentId: string | null;
  /** Only where it was asked for (`expand`); null before the buyer has confirmed once. */
  readonly intent: Intent | null;
};

/** Renamed in API version 2019-02-11 (https://docs.stripe.com/changelog/2019-02-11, 2026-11-28). */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['requires_source', 'requires_payment_method'],
  ['requires_source_action', 'requires_action'],
]);

export const SESSION_ID = /^cs_[A-Za-z0-9_]{1,250}$/;

/** What carries our payment id, and what says that an intent was made by a session. */
export const REFERENCE_KEY = 'payment_id';
export const PARENT_KEY = 'payment_parent';
export const SESSION_PARENT = 'checkout_session';

/** Undefined when the value isn't a PaymentIntent. */
export function readIntent(value: unknown): Intent | undefined {
  const { id, object, status, ...rest } = fieldsOf(value);
  if (typeof id !== 'string' || !INTENT_ID.test(id) || object !== 'payment_intent') return undefined;
  if (typeof status !== 'string') return undefined;
  const metadata = fieldsOf(rest['metadata']);
  const amount = fromWire(rest['amount'], rest['currency']);
  const receivedMinor = minorOf(rest['amount_received'], rest['currency']) ?? 0;
  const charge = latestChargeOf(rest);
  const error = fieldsOf(rest['last_payment_error']);
  const decline = declineOf(error);
  return {
    ...{ id, createdAt: timeOf(rest['created']), livemode: booleanOrNull(rest['livemode']) },
    status: RENAMED.get(status) ?? status,
    reference: textOrNull(metadata[REFERENCE_KEY]),
    ...{ amount, receivedMinor },
    hasFailed: typeof rest['last_payment_error'] === 'object' && rest['last_payment_error'] !== null,
    decline,
    method: readMethod(error['payment_method']) ?? readMethod(charge['payment_method_details']),
    charges: chargesOf(error, chargeIdOf(rest['latest_charge'] ?? charge['id']), decline),
    actionUntil: actionUntilOf(rest['next_action']),
    isOfASession: metadata[PARENT_KEY] === SESSION_PARENT,
    clientSecret: textOrNull(rest['client_secret']),
    taken: takenBy(charge, { ofMinor: amount?.minor ?? 0, minor: receivedMinor }),
    isDisputed: charge['disputed'] === true,
  };
}

/** Card errors of an issuer have a decline code; all others have a code at most. */
function declineOf({ decline_code, code, type }: Readonly<Record<string, unknown>>): Decline | null {
  const word = textOrNull(decline_code) ?? textOrNull(code) ?? textOrNull(type);
  return word === null ? null : declines.read(word);
}

/**
 * No fields where it is not shown. Before API version 2022-11-15 an intent carried a list with its latest charge
 * (https://docs.stripe.com/changelog/2022-11-15/removes-charges-attribute-paymentintent, 2026-11-28).
 */
function latestChargeOf({ latest_charge: latest, charges }: Readonly<Record<string, unknown>>) {
  const { data } = fieldsOf(charges);
  return fieldsOf(typeof latest === 'object' && latest !== null ? latest : Array.isArray(data) ? data[0] : null);
}

/**
 * What of a hold was captured. An authorization that was canceled, or that expired, is a charge that was never captured
 * (https://docs.stripe.com/api/charges/object, 2026-11-28). `otherwise` stands for what the charge does not say.
 */
export function takenBy(charge: unknown, otherwise: Taken): Taken {
  const { captured, amount, amount_captured, currency } = fieldsOf(charge);
  const ofMinor = minorOf(amount, currency) ?? otherwise.ofMinor;
  if (captured === false) return { ofMinor, minor: 0 };
  return { ofMinor, minor: minorOf(amount_captured, currency) ?? otherwise.minor };
}

/**
 * `next_action` has its details under its type; vouchers and QR codes say there until when they can be paid
 * (https://docs.stripe.com/api/payment_intents/object#payment_intent_object-next_action, 2026-11-28).
 */
function actionUntilOf(action: unknown): Date | null {
  const { type, ...details } = fieldsOf(action);
  const { expires_at: at, expires_after: after = at } = fieldsOf(typeof type === 'string' ? details[type] : null);
  return timeOf(after);
}

/** Undefined when the value isn't a Checkout Session that takes one payment: others save cards or begin subscriptions. */
export function readSession(value: unknown): Session | undefined {
  const { id, object, status, payment_status: paymentStatus, mode, ...rest } = fieldsOf(value);
  if (typeof id !== 'string' || !SESSION_ID.test(id) || object !== 'checkout.session') return undefined;
  if (mode !== 'payment') return undefined;
  if (typeof status !== 'string' || typeof paymentStatus !== 'string') return undefined;
  return {
    ...{ id, status, paymentStatus, createdAt: timeOf(rest['created']), livemode: booleanOrNull(rest['livemode']) },
    reference: textOrNull(fieldsOf(rest['metadata'])[REFERENCE_KEY]),
    amount: fromWire(rest['amount_total'], rest['currency']),
    url: textOrNull(rest['url']),
    intentId: intentIdOf(value),
    intent: readIntent(rest['payment_intent']) ?? null,
  };
}

function minorOf(amount: unknown, currency: unknown): number | null {
  return fromWire(amount, currency)?.minor ?? null;
}
