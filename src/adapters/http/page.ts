import type { TSchema } from 'typebox';
import { type Static, Type } from 'typebox';
import { Printable, textOrNull } from './fields.ts';

/** 1–100. Query parameters are texts and stay so until here: nothing is coerced on the way. */
const Limit = Type.String({
  pattern: '^(?:[1-9][0-9]?|100)$',
  description: 'How many there are on a page: 1 to 100, and 20 unless told.',
});
const DEFAULT_LIMIT = 20;

export const PageQuery = Type.Object({
  limit: Type.Optional(Limit),
  cursor: Type.Optional({ ...Printable, description: 'Where the page begins: `next_cursor` of the page before.' }),
});

export function pageOf({ limit, cursor }: Static<typeof PageQuery>): { limit: number; cursor: string | null } {
  return { limit: limit === undefined ? DEFAULT_LIMIT : Number(limit), cursor: cursor ?? null };
}

export const page = <Schema extends TSchema>(item: Schema) =>
  Type.Object({ items: Type.Array(item), next_cursor: textOrNull('Null on the last page.') });
