import { EMPTY_REPORT, type Report, type Reversal } from '../../../../domain/payment/report.ts';
import { type Outcome, ok } from '../../../../ports/outcome.ts';
import { fieldsOf } from '../../shared/json.ts';
import type { Client } from '../calls/client.ts';
import { ABSENT, absent } from '../calls/errors.ts';
import { chargeIdOf, intentIdOf } from '../payments/fields.ts';
import { takenBy } from '../payments/objects.ts';
import type { StripeEvent } from '../webhooks/event.ts';
import { readDispute } from './disputes.ts';
import { isLetGo, mayBeLetGo } from './let-go.ts';
import { readRefund, refundsOfTaken } from './refunds.ts';

/** What an event about a charge, a refund or a dispute says of its intent, and the event's object with that intent in it. */
type IntentEvent = { readonly report: Report; readonly object: Readonly<Record<string, unknown>> };

/**
 * Charges, refunds and disputes carry no reference of ours, only the intent that the money came through. Null when it came
 * through none.
 */
export async function aboutIntent(client: Client, event: StripeEvent): Promise<Outcome<IntentEvent | null>> {
  const { object, livemode, isOfAnotherAccount } = event;
  const accountMatches = (livemode ?? client.isLive) === client.isLive && !isOfAnotherAccount;
  const intentId = accountMatches ? await intentOf(client, object) : ok(intentIdOf(object));
  if (intentId.kind !== 'ok' || intentId.value === null) return intentId as Outcome<null>;
  const report = { ...EMPTY_REPORT, intentId: intentId.value, accountMatches };
  return ok({ report, object: { ...fieldsOf(object), payment_intent: intentId.value } });
}

/** Refunds and disputes of older API versions name their charge alone, and that names the intent. */
async function intentOf(client: Client, object: unknown): Promise<Outcome<string | null>> {
  const { charge: named, payment_intent } = fieldsOf(object);
  const charge = typeof named === 'string' ? chargeIdOf(named) : null;
  if (payment_intent !== undefined || charge === null) return ok(intentIdOf(object));
  return client.call(
    (stripe) => stripe.charges.retrieve(charge).catch(absent),
    (answer) => (answer === ABSENT ? null : intentIdOf(answer)),
  );
}

/** What the object says by itself; null where it takes the intent to know what money went back. */
export function reversalsIn(object: Readonly<Record<string, unknown>>, at: Date): readonly Reversal[] | null {
  if (object['object'] === 'charge') return refundsInside(object);
  const refund = readRefund(object);
  if (refund !== undefined) return isLetGo(object) ? [] : mayBeLetGo(object) ? null : [refund];
  const dispute = readDispute(object, at);
  return dispute === undefined ? [] : [dispute];
}

/**
 * A charge carried its refunds before API version 2022-11-15 (https://docs.stripe.com/changelog/2022-11-15, 2026-11-28).
 * Null where it doesn't carry all of them.
 */
function refundsInside({ refunds, payment_intent, ...charge }: Readonly<Record<string, unknown>>) {
  const { data, has_more } = fieldsOf(refunds);
  if (!Array.isArray(data) || has_more !== false) return null;
  const objects = data.map((item) => ({ payment_intent, ...fieldsOf(item) }));
  const isTakenKnown = charge['captured'] === false || typeof charge['amount_captured'] === 'number';
  if (!isTakenKnown || objects.some((object) => readRefund(object) === undefined)) return null;
  return refundsOfTaken(objects, takenBy(charge, { ofMinor: 0, minor: 0 }));
}
