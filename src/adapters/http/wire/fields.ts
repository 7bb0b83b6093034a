import { type Static, type TSchema, type TStringOptions, Type } from 'typebox';
import { invalid } from '../../../domain/error.ts';
import { SLUG } from '../../../domain/gym/gym.ts';
import { toCurrency } from '../../../domain/money/currency.ts';
import { MAX_MINOR } from '../../../domain/money/money.ts';
import { formed, VISIBLE } from './expected.ts';

// What fields look like on the wire. A pattern is a text that every common engine compiles (ECMAScript, Python, RE2):
// clients are generated from it. What a pattern can't say, or a format says better, is checked by a function.

/**
 * A schema with a check that its keywords can't say. TypeBox's own `Refine` hides its key, so that a copy with another
 * description (`{ ...Email, description }`) would lose the check.
 */
const checked = <Schema extends TSchema>(schema: Schema, check: (value: string) => boolean): Schema => ({
  ...schema,
  '~refine': [{ check, error: () => '' }],
});

/** A text with a format that readers and generated clients know; this service's own expression checks it. */
const formatted = (format: 'uuid' | 'email' | 'uri', expression: RegExp, more: TStringOptions) =>
  checked(Type.String({ format, ...more }), (value) => expression.test(value));

const LOCAL = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';

const UUID = /^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/;
/** What providers take, too: ASCII, with a dot in the domain. Lengths are those of RFC 5321 §4.5.3.1. */
const EMAIL = new RegExp(`^(?=.{1,254}$)(?=[^@]{1,64}@)${LOCAL}(?:\\.${LOCAL})*@(?:${LABEL}\\.)+[A-Za-z]${LABEL}$`);
/** A scheme's letter case means nothing (RFC 3986 §3.1). */
const WEB_URL =
  /^(?:https:\/\/[a-z0-9.-]+|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]))(?::[0-9]{1,5})?(?:[/?#][\x21-\x7e]*)?$/i;

export const Uuid = formed(
  'must be a UUID',
  formatted('uuid', UUID, {
    description: 'A UUID. Requests may write it in either case; answers write it in lower case.',
  }),
);
export const Slug = formed(
  'must be a slug: 1 to 64 lower-case letters, digits and inner hyphens',
  Type.String({
    pattern: SLUG.source,
    description: 'Lower-case letters, digits and inner hyphens, at most 64 characters.',
  }),
);
export const Email = formed(
  'must be an email address in ASCII, such as user@example.com',
  formatted('email', EMAIL, { maxLength: 254, description: 'An email address in ASCII.' }),
);

const HTTPS_FORM = 'must be an https URL of at most 2048 visible ASCII characters, without a user name or password';
/** Where payment pages send people back to; `requireReturnable` has the last word on http. */
export const ReturnUrl = formed(
  HTTPS_FORM,
  formatted('uri', WEB_URL, {
    maxLength: 2048,
    description: 'An https URL; in the sandbox also an http URL of a loopback host.',
  }),
);

/** Pages of a developer's own machine have no certificate. @throws DomainError `invalid` with field `return_url`. */
export function requireReturnable(url: string | null | undefined, { sandbox }: { readonly sandbox: boolean }): void {
  if (typeof url === 'string' && !sandbox && /^http:/i.test(url))
    throw invalid('return_url', `return_url ${HTTPS_FORM}`);
}

/** Counted in code points. Control characters and unpaired surrogates can't be stored or shown. */
export const text = (max: number, description: string) =>
  formed(
    `must be a string of 1 to ${max} characters without control characters`,
    checked(Type.String({ pattern: `^[^\\x00-\\x1f\\x7f-\\x9f]{1,${max}}$`, description }), (value) =>
      value.isWellFormed(),
    ),
  );
export const Printable = Type.String({
  pattern: VISIBLE,
  minLength: 1,
  maxLength: 512,
  description: 'Visible ASCII characters.',
});
const int64 = { type: 'integer', format: 'int64' } as const;
export const MinorAmount = formed(
  `must be an integer in minor units from 1 to ${MAX_MINOR}: 10.00 USD is 1000, 1000 JPY is 1000`,
  Type.Integer({
    ...int64,
    minimum: 1,
    maximum: MAX_MINOR,
    description: 'In minor units of the currency: 1000 JPY is 1000, 10.00 USD is 1000.',
  }),
);
/** In answers: an amount in minor units, or nothing. */
export const minorTotal = (description: string) => Type.Integer({ ...int64, minimum: 0, description });
export const minorOrNull = (description: string) =>
  Type.Unsafe<number | null>({ type: ['integer', 'null'], format: 'int64', minimum: 0, description });
export const LowerCurrency = Type.String({ pattern: '^[a-z]{3}$', description: 'An ISO 4217 code in lower case.' });
export const lowerCurrencyOrNull = Type.Unsafe<string | null>({
  type: ['string', 'null'],
  pattern: '^[a-z]{3}$',
  description: 'An ISO 4217 code in lower case; null when the provider does not say.',
});
export const UpperCurrency = Type.String({ pattern: '^[A-Z]{3}$', description: 'An ISO 4217 code in upper case.' });

/** In requests; answers have one case each. */
export const AnyCurrency = formed(
  'must be the three-letter ISO 4217 code of a supported currency, in lower or upper case, such as usd or USD',
  checked(
    Type.String({ pattern: '^[A-Za-z]{3}$', description: 'An ISO 4217 code in lower or upper case.' }),
    (code) => toCurrency(code.toUpperCase()) !== undefined,
  ),
);

/** One word of several. With a title it is a type of its own in generated clients. */
export const oneOf = <const Word extends string>(words: readonly Word[], description: string, title?: string) =>
  Type.Unsafe<Word>({ type: 'string', enum: words, description, ...(title !== undefined && { title }) });

/** A body field that may be left out; null is the same as leaving it out. */
export const optional = <Schema extends TSchema>(schema: Schema) => Type.Optional(Type.Union([schema, Type.Null()]));

/** In answers: a text, or null where there is none. */
export const textOrNull = (description: string, form: { readonly format?: string; readonly pattern?: string } = {}) =>
  Type.Unsafe<string | null>({ type: ['string', 'null'], ...form, description });

const TIMESTAMP = '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$';

/** Not RFC 3339's `date-time`, which requires a zone. */
export const Timestamp = Type.String({
  pattern: TIMESTAMP,
  description: 'Date and time in UTC, as `YYYY-MM-DDTHH:MM:SS`, without a zone or a fraction.',
});
export const timestampField = (description: string) => ({ ...Timestamp, description });
export const timestampFieldOrNull = (description: string) => textOrNull(description, { pattern: TIMESTAMP });

/** The 24th hour, which `Date` reads as the next day, is none; nor is a leap second, which `Date` does not read. */
const RFC_3339 = /^\d{4}-(\d{2})-(\d{2})T(?:[01]\d|2[0-3]):\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/i;

/** In requests: a moment with its zone. `momentOf` reads it. */
export const Moment = formed(
  'must be a date and time with a zone (RFC 3339), such as 2026-03-01T12:00:00Z; in a URL + is written %2B',
  checked(Type.String({ format: 'date-time', description: 'A moment with its zone, as in RFC 3339.' }), isMoment),
);

export function momentOf(text: string): Date {
  return new Date(text.toUpperCase());
}

/** A day that its month doesn't have would be read as one of the next month. The database knows the years 1 to 9999. */
function isMoment(text: string): boolean {
  const [, month, day] = RFC_3339.exec(text) ?? [];
  const date = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  const year = momentOf(text).getUTCFullYear();
  return month !== undefined && date.getUTCDate() === Number(day) && year >= 1 && year <= 9999;
}

/** In answers of what is newer than the two APIs: RFC 3339 in UTC. */
export const Instant = Type.String({ format: 'date-time', description: 'A moment in UTC, as in RFC 3339.' });

/** `2026-03-01T12:00:00.000Z` */
export function instant(date: Date): string {
  return date.toISOString();
}

type Described<Data> = { readonly description: string; readonly example: Data };

/** The envelope of the orders API's answers, with the description and example that the document shows. */
export function success<Schema extends TSchema>(data: Schema, { description, example }: Described<Static<Schema>>) {
  const remarks = { 'x-response-description': description, examples: [succeed(example)] };
  return Type.Object({ status: Type.Literal('success'), data }, remarks);
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
