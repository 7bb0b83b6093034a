const ID = /^\d{1,20}$/;

/**
 * An id that the provider wrote as text, or as a number of which no digit was lost; else null. Ids of chargebacks exceed
 * 2^53, and ids of other objects grow.
 */
export function exactId(id: unknown): string | null {
  if (typeof id === 'string') return ID.test(id) ? id : null;
  const isExact = typeof id === 'bigint' || Number.isSafeInteger(id);
  return isExact && ID.test(String(id)) ? String(id) : null;
}
