/** The methods of a port, without their promises: each runs to its end at once, so it happens wholly or not at all. */
export type AtOnce<Port> = {
  [Name in keyof Port]: Port[Name] extends (...input: infer Input) => Promise<infer Answer>
    ? (...input: Input) => Answer
    : never;
};

type Method = (...input: unknown[]) => unknown;

/**
 * Gives methods their promises. Each yields once before it acts, so that calls interleave as they do with a
 * database, and copies its arguments and its result: no caller holds a row.
 */
export function asPort<Port extends object>(methods: AtOnce<Port>): Port {
  const promising = Object.entries(methods).map(([name, method]) => [name, promisingMethod(method as Method)]);
  return Object.fromEntries(promising) as Port;
}

function promisingMethod(method: Method) {
  return async (...input: unknown[]): Promise<unknown> => {
    const own = copyOf(input);
    await null;
    return copyOf(method(...own));
  };
}

/** A copy of plain values. Texts are as a database holds them: it has no NUL and no half surrogates. */
export function copyOf<T>(value: T): T {
  return copied(value) as T;
}

function copied(value: unknown): unknown {
  if (typeof value === 'string') return storable(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copied);
  if (value instanceof Date) return new Date(value.getTime());
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (value instanceof Set) return new Set([...value].map(copied));
  // To spread it first is quicker than to add each property: its shape is known then.
  const copy: Record<string, unknown> = { ...value };
  for (const name in copy) copy[name] = copied(copy[name]);
  return copy;
}

function storable(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', '\uFFFD') : whole;
}
