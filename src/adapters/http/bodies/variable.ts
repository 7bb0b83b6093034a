import type { TSchema } from 'typebox';

/** Which schema a value must have, by what it says of itself. */
export type Variants = {
  readonly by: (value: unknown) => string;
  readonly schemas: ReadonlyMap<string, TSchema>;
  /** For a value that says anything else. */
  readonly other: TSchema;
};

/**
 * A schema for the document and for the type, of which one of several others is checked: a refusal then names the fields of
 * that one alone.
 */
export function variable<Schema extends TSchema>(schema: Schema, variants: Variants): Schema {
  return { ...schema, '~variants': variants };
}

export function variantsOf(schema: TSchema & { readonly '~variants'?: Variants }): Variants {
  return schema['~variants'] ?? { by: () => '', schemas: new Map(), other: schema };
}
