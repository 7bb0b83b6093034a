/** Answers that are JSON, and say something else than they should. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Change = (value: Json) => Json;

const another: Change = (value) => (typeof value === 'number' && value > 0 ? value + 1 : value);
/** Decimal text. */
const anotherText: Change = (value) =>
  typeof value === 'string' && /^\d/.test(value) ? value.replace(/^\d+/, (whole) => String(Number(whole) + 1)) : value;
const otherReference: Change = (value) => (typeof value === 'string' ? '00000000-0000-4000-8000-000000000000' : value);

/** Which fields are changed, wherever they stand, and how. */
const FIELDS = {
  other_amount: {
    amount: another,
    amount_total: another,
    amount_received: another,
    amount_capturable: another,
    transaction_amount: another,
    unit_price: another,
    value: anotherText,
  },
  other_currency: {
    currency: (value) => (value === 'eur' ? 'usd' : 'eur'),
    currency_id: (value) => (value === 'BRL' ? 'ARS' : 'BRL'),
    currency_code: (value) => (value === 'EUR' ? 'USD' : 'EUR'),
  },
  other_reference: {
    payment_id: otherReference,
    client_reference_id: otherReference,
    external_reference: otherReference,
    custom_id: otherReference,
  },
  other_account: { livemode: () => true, collector_id: another },
} as const satisfies Record<string, Readonly<Record<string, Change>>>;

export type Disguise = keyof typeof FIELDS;

export function disguise(text: string, fault: Disguise): string {
  const changes: Readonly<Record<string, Change>> = FIELDS[fault];
  return JSON.stringify(walk(JSON.parse(text), (name, value) => changes[name]?.(value) ?? value));
}

/** The same shape, filled with what doesn't belong there. */
export function mistype(text: string): string {
  return JSON.stringify(walk(JSON.parse(text), (_, value) => wrong(value)));
}

/** A search's answer without what was made after a time, which has not been indexed yet. */
export function forget(text: string, since: Date): string {
  const isKnown = (found: Json) => madeAt(found) <= since.getTime();
  const filtered = Object.entries(JSON.parse(text) as Readonly<Record<string, Json>>).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.filter(isKnown) : value,
  ]);
  return JSON.stringify(Object.fromEntries(filtered));
}

/** Stripe counts seconds, Mercado Pago writes the time out. */
function madeAt(found: Json): number {
  const { created, date_created: written } = Object(found) as { created?: number; date_created?: string };
  return created === undefined ? Date.parse(written ?? '') : created * 1000;
}

function wrong(value: Json): Json {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return String(value);
  return value === null ? 0 : 'yes';
}

/** Changes what is no object and no list, deep down. */
function walk(value: Json, change: (name: string, value: Json) => Json, name = ''): Json {
  if (isList(value)) return value.map((each) => walk(each, change, name));
  if (typeof value !== 'object' || value === null) return change(name, value);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each, change, key)]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
