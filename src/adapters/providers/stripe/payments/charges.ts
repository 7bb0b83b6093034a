import type { Decline } from '../../../../domain/payment/decline.ts';
import type { Attempt, Charge } from '../../../../domain/payment/report.ts';
import { fieldsOf } from '../../shared/json.ts';
import { fromWire } from '../money.ts';
import { declines } from './declines.ts';
import { chargeIdOf, intentIdOf } from './fields.ts';
import { readMethod } from './methods.ts';

// Each try of a buyer makes a charge, unless it ends before the bank is asked for money.

type Fields = Readonly<Record<string, unknown>>;

/** What an intent shows of its tries: the last error, and the last charge. */
export function chargesOf(error: Fields, latest: string | null, decline: Decline | null): readonly Charge[] {
  const failed = decline === null ? null : tryOf(error, latest);
  const declined = failed === null ? [] : [{ id: failed, decline, method: readMethod(error['payment_method']) }];
  return latest === null || latest === failed ? declined : [...declined, { id: latest, decline: null, method: null }];
}

/**
 * By what the failed try is known. The errors of cards name their charge, if there was one; those of other methods don't, so
 * that it is the last one of the intent, unless the buyer did not get as far (`payment_intent_authentication_failure`).
 * https://docs.stripe.com/api/payment_intents/object#payment_intent_object-last_payment_error, 2026-11-28.
 */
function tryOf({ charge, code, type, payment_method, source }: Fields, latest: string | null): string | null {
  const isUncharged = type === 'card_error' || code === 'payment_intent_authentication_failure';
  return chargeIdOf(charge) ?? (isUncharged ? null : latest) ?? idOf(payment_method) ?? idOf(source);
}

function idOf(value: unknown): string | null {
  const { id } = fieldsOf(value);
  return typeof id === 'string' && /^[a-z]+_[A-Za-z0-9_]{1,250}$/.test(id) ? id : null;
}

/** What a charge that failed says of its intent's tries; undefined for everything else. */
export function failedAttemptOf(value: unknown, at: Date): Attempt | undefined {
  const { object, status, amount, currency, payment_method_details, ...charge } = fieldsOf(value);
  const [id, providerPaymentId] = [chargeIdOf(value), intentIdOf(value)];
  if (object !== 'charge' || status !== 'failed' || id === null || providerPaymentId === null) return undefined;
  const decline = declines.read(wordOf(charge));
  const method = readMethod(payment_method_details);
  return {
    providerPaymentId,
    fact: { kind: 'failed', occurredAt: at },
    ...{ authorized: fromWire(amount, currency), capturedMinor: 0 },
    ...{ decline, method, charges: [{ id, decline, method }] },
  };
}

/**
 * The bank's own reason, where it gave one. What Stripe itself has blocked has a reason of its rules, which is no decline code
 * (https://docs.stripe.com/api/charges/object#charge_object-outcome, 2026-11-28).
 */
function wordOf({ outcome, failure_code: code }: Fields): string {
  const { type, reason } = fieldsOf(outcome);
  const word = type === 'issuer_declined' && typeof reason === 'string' ? reason : code;
  return typeof word === 'string' && word !== '' ? word : 'card_declined';
}
