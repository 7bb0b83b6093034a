import { type Static, type TSchema, Type } from 'typebox';
import { SLUG } from '../../domain/gym.ts';
import { MAX_MINOR } from '../../domain/money.ts';

// What fields look like on the wire. Patterns are texts, so that the schemas are JSON Schema as they stand.

const LOCAL = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';

export const Uuid = Type.String({
  pattern: '^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$',
  description: 'A UUID, in either case; answered in lower case.',
});
export const Slug = Type.String({ pattern: SLUG.source, description: 'Lower-case letters, digits and inner dashes.' });
/** What providers take, too: ASCII, with a dot in the domain. */
export const Email = Type.String({
  pattern: `^(?=.{1,254}$)(?=[^@]{1,64}@)${LOCAL}(?:\\.${LOCAL})*@(?:${LABEL}\\.)+[A-Za-z]${LABEL}$`,
  description: 'An e-mail address in ASCII.',
});
export const HttpsUrl = Type.String({
  pattern: '^https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][\\x21-\\x7e]*)?$',
  maxLength: 2048,
  description: 'An https URL.',
});
/** Counted in code points; control characters and half characters can't be stored or shown. */
export const text = (max: number, description: string) =>
  Type.String({ pattern: `^[^\\p{Cc}\\p{Cs}]{1,${max}}$`, description });
export const Printable = Type.String({ pattern: '^[\\x21-\\x7e]{1,512}$', description: 'Visible ASCII characters.' });
export const MinorAmount = Type.Integer({
  minimum: 1,
  maximum: MAX_MINOR,
  description: "In the currency's minor unit: 1000 JPY is 1000, 10.00 USD is 1000.",
});
export const LowerCurrency = Type.String({ pattern: '^[a-z]{3}$', description: 'An ISO 4217 code in lower case.' });
export const UpperCurrency = Type.String({ pattern: '^[A-Z]{3}$', description: 'An ISO 4217 code in upper case.' });

/** One word of several. */
export const oneOf = <const Word extends string>(words: readonly Word[], description: string) =>
  Type.Unsafe<Word>({ type: 'string', enum: words, description });

/** A body field that may be left out; null is the same as leaving it out. */
export const optional = <Schema extends TSchema>(schema: Schema) => Type.Optional(Type.Union([schema, Type.Null()]));

/** In answers: a text, or null where there is none. */
export const textOrNull = (description: string) =>
  Type.Unsafe<string | null>({ type: ['string', 'null'], description });

export const Timestamp = Type.String({
  description: 'UTC, without zone and fraction.',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$',
});

type Told<Data> = { readonly description: string; readonly example: Data };

/** The envelope that the orders API puts its answers in, with what the document tells about it. */
export function success<Schema extends TSchema>(data: Schema, { description, example }: Told<Static<Schema>>) {
  const told = { 'x-response-description': description, examples: [succeed(example)] };
  return Type.Object({ status: Type.Literal('success'), data }, told);
}

export type Success<Data> = { readonly status: 'success'; readonly data: Data };
export function succeed<Data>(data: Data): Success<Data> {
  return { status: 'success', data };
}

/** `2026-03-01T12:00:00`: UTC, no zone, no fraction. */
export function timestamp(date: Date): string {
  return date.toISOString().slice(0, 19);
}

export function timestampOrNull(date: Date | null): string | null {
  return date === null ? null : timestamp(date);
}
