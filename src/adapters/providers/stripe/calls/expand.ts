import type Stripe from 'stripe';
import type { Outcome } from '../../../../ports/outcome.ts';
import type { Client } from './client.ts';

/** What is to be shown inside an object, and less and less of it. */
type Expansions = readonly (readonly string[])[];

type Work = (stripe: Stripe, params: { expand: string[] }) => Promise<unknown>;

/** What is read of an answer; `isWhole` when everything is shown in it that was asked for first. */
type Read<T> = (answer: unknown, askedAt: Date, isWhole: boolean) => T | undefined;

const FORBIDDEN = Symbol('forbidden');

/**
 * Asks for an object with others inside. Each of those needs a permission of its own, which a restricted key may lack
 * (https://docs.stripe.com/keys/restricted-api-keys, 2026-11-28): the object itself is then asked for with less in it.
 */
export async function callExpanding<T>(
  client: Client,
  [expand = [], ...less]: Expansions,
  work: Work,
  read: Read<T>,
  isWhole = true,
): Promise<Outcome<T>> {
  const outcome = await client.call(
    (stripe) => work(stripe, { expand: [...expand] }).catch(less.length > 0 ? forbidden : rethrow),
    (answer, askedAt) => (answer === FORBIDDEN ? FORBIDDEN : read(answer, askedAt, isWhole)),
  );
  if (outcome.kind === 'ok' && outcome.value === FORBIDDEN) return callExpanding(client, less, work, read, false);
  return outcome as Outcome<T>;
}

function forbidden(error: unknown): typeof FORBIDDEN {
  if (Object(error).statusCode === 403) return FORBIDDEN;
  throw error;
}

function rethrow(error: unknown): never {
  throw error;
}
