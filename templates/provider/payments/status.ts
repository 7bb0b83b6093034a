import type { JsonObject, Parent, Status } from 'fitstack-payments/provider-kit';

/** The provider's words for the state of a payment, each with one of ours. A word that is not in the table is no fact. */
export const STATUS: ReadonlyMap<string, Status> = new Map([]);

/**
 * To be written: what Acme Pay calls a payment, with its attempt (`methodIn`, `declines`) and its refunds; null when the JSON is
 * none. `holder`: whose key asked. Begin the report with `EMPTY_REPORT`.
 */
export function parentIn(_json: JsonObject, _holder: string | null): Parent | null {
  return null;
}
