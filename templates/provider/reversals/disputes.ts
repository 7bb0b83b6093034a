import type { DisputeReport, JsonObject } from 'fitstack-payments/provider-kit';

/** The provider's words for the state of a dispute, each with one of ours. */
export const STATUS: ReadonlyMap<string, DisputeReport['status']> = new Map([]);

/** To be written where `disputes` is declared, and to be deleted where it is "none": the disputes that a payment is shown with. */
export function disputesIn(_payment: JsonObject): readonly DisputeReport[] {
  return [];
}
