import { type TSchema, Type } from 'typebox';
import { SLUG } from '../../domain/gym.ts';
import { MAX_MINOR } from '../../domain/money.ts';

// What fields look like on the wire. Patterns are texts, so that the schemas are JSON Schema as they stand.

const LOCAL = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';

export const Uuid = Type.String({ pattern: '^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$' });
export const Slug = Type.String({ pattern: SLUG.source });
/** What providers take, too: ASCII, with a dot in the domain. */
export const Email = Type.String({
  pattern: `^(?=.{1,254}$)(?=[^@]{1,64}@)${LOCAL}(?:\\.${LOCAL})*@(?:${LABEL}\\.)+[A-Za-z]${LABEL}$`,
});
export const HttpsUrl = Type.String({
  pattern: '^https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][\\x21-\\x7e]*)?$',
  maxLength: 2048,
});
/** Counted in code points; control characters and half characters can't be stored or shown. */
export const text = (max: number) => Type.String({ pattern: `^[^\\p{Cc}\\p{Cs}]{1,${max}}$` });
export const Printable = Type.String({ pattern: '^[\\x21-\\x7e]{1,512}$' });
export const MinorAmount = Type.Integer({ minimum: 1, maximum: MAX_MINOR });
export const LowerCurrency = Type.String({ pattern: '^[a-z]{3}$' });
export const UpperCurrency = Type.String({ pattern: '^[A-Z]{3}$' });

/** A body field that may be left out; null is the same as leaving it out. */
export const optional = <Schema extends TSchema>(schema: Schema) => Type.Optional(Type.Union([schema, Type.Null()]));

/** In answers: a text, or null where there is none. */
export const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });

/** The envelope that the orders API puts its answers in. */
export const success = <Schema extends TSchema>(data: Schema) => Type.Object({ status: Type.Literal('success'), data });

export type Success<Data> = { readonly status: 'success'; readonly data: Data };
export function succeed<Data>(data: Data): Success<Data> {
  return { status: 'success', data };
}

/** `2026-03-01T12:00:00`: UTC, no zone, no fraction. */
export function timestamp(date: Date): string {
  return date.toISOString().slice(0, 19);
}
