/** Longer integers than a double holds exactly have at least as many digits. */
const LONG = /\d{16}/;
const INTEGER = /^-?\d+$/;

type Reviver = (key: string, value: unknown, context?: { readonly source?: string }) => unknown;

/**
 * JSON as it was written: an integer that a double can't hold becomes a `bigint`. Ids of chargebacks exceed 2^53, and
 * ids of other objects grow. @throws SyntaxError
 */
export function parseExactly(text: string): unknown {
  return LONG.test(text) ? JSON.parse(text, exactly as Parameters<typeof JSON.parse>[1]) : JSON.parse(text);
}

const exactly: Reviver = (_, value, context) => {
  const source = context?.source ?? '';
  return typeof value === 'number' && !Number.isSafeInteger(value) && INTEGER.test(source) ? BigInt(source) : value;
};

const ID = /^\d{1,20}$/;

/** An id that the provider wrote as text, or as a number of which no digit was lost; else null. */
export function exactId(id: unknown): string | null {
  if (typeof id === 'string') return ID.test(id) ? id : null;
  const isExact = typeof id === 'bigint' || Number.isSafeInteger(id);
  return isExact && ID.test(String(id)) ? String(id) : null;
}

/** A time as the provider writes it ("2026-11-21T10:00:00.000-04:00"); null when there is none that can be read. */
export function timeOrNull(value: unknown): Date | null {
  if (typeof value !== 'string') return null;
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? null : time;
}
