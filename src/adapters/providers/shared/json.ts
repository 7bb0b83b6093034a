/** A JSON object that was read; its fields are unchecked. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Longer integers than a double holds exactly have at least as many digits. */
const LONG = /\d{16}/;
const INTEGER = /^-?\d+$/;

type Reviver = (key: string, value: unknown, context?: { readonly source?: string }) => unknown;

/**
 * JSON as it was written: an integer that a double can't hold becomes a `bigint`, because ids grow beyond 2^53.
 * @throws SyntaxError
 */
export function parseExactly(text: string): unknown {
  return LONG.test(text) ? JSON.parse(text, exactly as Parameters<typeof JSON.parse>[1]) : JSON.parse(text);
}

const exactly: Reviver = (_, value, context) => {
  const source = context?.source ?? '';
  return typeof value === 'number' && !Number.isSafeInteger(value) && INTEGER.test(source) ? BigInt(source) : value;
};

/** Bytes of a delivery as a JSON object, read exactly; null when they are anything else. */
export function objectIn(bytes: Uint8Array): JsonObject | null {
  try {
    const value = parseExactly(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of a JSON object; none for everything else. */
export function fieldsOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** Null for an empty one, too: providers write some fields that nothing was given for so. */
export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A time in RFC 3339 ("2026-11-21T10:00:00.000-04:00"); null when there is none that can be read. */
export function timeOrNull(value: unknown): Date | null {
  if (typeof value !== 'string') return null;
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? null : time;
}
