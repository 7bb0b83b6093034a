import { type Static, type TSchema, Type } from 'typebox';
import { formed } from './expected.ts';
import { Printable, textOrNull } from './fields.ts';

const DEFAULT_LIMIT = 20;

const Limit = Type.Integer({ minimum: 1, maximum: 100, default: DEFAULT_LIMIT, description: 'The size of a page.' });
const Cursor = formed('must be the next_cursor of the page before', {
  ...Printable,
  description: 'Where the page starts: `next_cursor` of the page before.',
});

/** A filter that a list ignored would look as if it had matched: unknown parameters are refused. */
export const ONLY_KNOWN = { additionalProperties: false } as const;

export const PageQuery = Type.Object({ limit: Type.Optional(Limit), cursor: Type.Optional(Cursor) }, ONLY_KNOWN);

export function paginationOf({ limit = DEFAULT_LIMIT, cursor }: Static<typeof PageQuery>) {
  return { limit, cursor: cursor ?? null };
}

/** A page of a list, as a type with a name of its own in generated clients. */
export const page = <Schema extends TSchema>(item: Schema, title: string) =>
  Type.Object({ items: Type.Array(item), next_cursor: NextCursor }, { title });

const NextCursor = textOrNull('The `cursor` of the next page; null on the last page.');
