import type { TSchema } from 'typebox';

/** Under which a schema says in words what a value has to be. A symbol, so that no document of the schemas shows it. */
const FORM = Symbol('the form that a value has to have');

/** Adds the words that a refusal uses: they complete a sentence that begins with the field's name ("must be a UUID"). */
export function formed<Schema extends TSchema>(form: string, schema: Schema): Schema {
  return { ...schema, [FORM]: form };
}

/** Visible ASCII, and at least a character of it. */
export const VISIBLE = '^[\\x21-\\x7e]+$';

/** As far as it is looked at here. */
export type Shape = {
  readonly [FORM]?: string;
  readonly type?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
};

/** What a value has to be: its schema's own words, else what its keywords say. */
export function expected(schema: Shape): string {
  const { [FORM]: form, type, const: only, enum: words, items } = schema;
  if (form !== undefined) return form;
  if (words !== undefined) return `must be one of ${words.join(', ')}`;
  if (only !== undefined) return `must be ${JSON.stringify(only)}, or left out`;
  if (items !== undefined)
    return `must be a list${range('of', schema.minItems, schema.maxItems)}, of which each ${expected(withoutNull(items))}`;
  return WORDS[String(type)]?.(schema) ?? 'is not valid';
}

const WORDS: Readonly<Record<string, (schema: Shape) => string>> = {
  boolean: () => 'must be true or false',
  integer: ({ minimum, maximum }) => `must be an integer${range('from', minimum, maximum)}`,
  number: ({ exclusiveMinimum: above }) => `must be a number${above === undefined ? '' : ` greater than ${above}`}`,
  string: ({ pattern, minLength, maxLength }) =>
    pattern === VISIBLE
      ? `must be a string${range('of', minLength, maxLength)} visible ASCII characters`
      : 'must be a string',
  object: () => 'must be an object',
};

function range(word: 'from' | 'of', min: number | undefined, max: number | undefined): string {
  return min === undefined || max === undefined ? '' : ` ${word} ${min} to ${max}`;
}

/** The schema of the value itself, where null is allowed besides. */
export function withoutNull(schema: Shape): Shape {
  return schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;
}
