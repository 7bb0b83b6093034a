import type { TSchema } from 'typebox';
import { type Static, Type } from 'typebox';
import { Printable, TextOrNull } from './fields.ts';

/** 1–100. Query parameters are texts and stay so until here: nothing is coerced on the way. */
const Limit = Type.String({ pattern: '^(?:[1-9][0-9]?|100)$' });
const DEFAULT_LIMIT = 20;

export const PageQuery = Type.Object({
  limit: Type.Optional(Limit),
  cursor: Type.Optional(Printable),
});

export function pageOf({ limit, cursor }: Static<typeof PageQuery>): { limit: number; cursor: string | null } {
  return { limit: limit === undefined ? DEFAULT_LIMIT : Number(limit), cursor: cursor ?? null };
}

export const page = <Schema extends TSchema>(item: Schema) =>
  Type.Object({ items: Type.Array(item), next_cursor: TextOrNull });
