import type { Delivery } from '../../../../ports/payment-provider/deliveries.ts';
import { fieldsOf } from '../../shared/json.ts';
import { timeOf } from '../payments/fields.ts';

/** What of an event is read (https://docs.stripe.com/api/events/object, 2026-11-21). */
export type StripeEvent = {
  readonly id: string;
  readonly type: string;
  readonly createdAt: Date;
  /** Null when it doesn't say. */
  readonly livemode: boolean | null;
  /** It happened in an account that is connected to ours, whose endpoint gets it too. */
  readonly isOfAnotherAccount: boolean;
  readonly object: unknown;
  /** All of it, as it was parsed. */
  readonly json: unknown;
};

const EVENT_ID = /^evt_[A-Za-z0-9_]{1,250}$/;
const EVENT_TYPE = /^[a-z0-9_.]{1,100}$/;

/**
 * Null for what isn't an event, or is a "thin" one of the v2 API. What is signed is not turned away for what it lacks:
 * whatever it is about may be none of our business, and what is acted on is read with care of its own.
 */
export function readEvent({ body, receivedAt }: Delivery): StripeEvent | null {
  const json = parse(body);
  const { id, object: word = 'event', type, created, livemode, data, account } = fieldsOf(json);
  const createdAt = created === undefined ? receivedAt : timeOf(created);
  if (typeof id !== 'string' || !EVENT_ID.test(id) || word !== 'event') return null;
  if (typeof type !== 'string' || !EVENT_TYPE.test(type) || createdAt === null) return null;
  const isOfAnotherAccount = account !== undefined && account !== null;
  const mode = typeof livemode === 'boolean' ? livemode : null;
  return { id, type, createdAt, livemode: mode, isOfAnotherAccount, object: fieldsOf(data)['object'], json };
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
