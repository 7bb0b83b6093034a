import type { TSchema } from 'typebox';
import { type Static, Type } from 'typebox';
import { Printable, textOrNull } from './fields.ts';

const DEFAULT_LIMIT = 20;

const Limit = Type.Integer({ minimum: 1, maximum: 100, default: DEFAULT_LIMIT, description: 'The size of a page.' });
const Cursor = { ...Printable, description: 'Where the page starts: `next_cursor` of the page before.' };

export const PageQuery = Type.Object({ limit: Type.Optional(Limit), cursor: Type.Optional(Cursor) });

export function pageOf({ limit = DEFAULT_LIMIT, cursor }: Static<typeof PageQuery>) {
  return { limit, cursor: cursor ?? null };
}

/** A page of a list, as a type with a name of its own in generated clients. */
export const page = <Schema extends TSchema>(item: Schema, title: string) =>
  Type.Object({ items: Type.Array(item), next_cursor: NextCursor }, { title });

const NextCursor = textOrNull('The `cursor` of the next page; null on the last page.');
