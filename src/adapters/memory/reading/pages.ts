import { invalid } from '../../../domain/error.ts';
import type { Page, PageRequest } from '../../../ports/store/queries.ts';

type Listed<Row> = {
  /** In order, including the rows that a filter leaves out: a page may end with one that has changed since. */
  readonly rows: readonly Row[];
  /** Names a row among all lists, so that a list refuses the cursor of another. */
  readonly nameOf: (row: Row) => string;
  readonly isShown?: (row: Row) => boolean;
};

/** A page begins behind the row that its cursor names. @throws DomainError `invalid` with field `cursor` */
export function toPage<Row, Item>(
  { rows, nameOf, isShown = () => true }: Listed<Row>,
  { limit, cursor }: PageRequest,
  itemOf: (row: Row) => Item,
): Page<Item> {
  const cursorOf = (row: Row) => Buffer.from(nameOf(row)).toString('base64url');
  const last = cursor === null ? -1 : rows.findIndex((row) => cursorOf(row) === cursor);
  if (cursor !== null && last === -1) throw invalid('cursor', 'cursor must be the next_cursor of the page before');
  const rest = rows.slice(last + 1).filter(isShown);
  const shown = rest.slice(0, limit);
  const end = shown.at(-1);
  return {
    items: shown.map(itemOf),
    nextCursor: rest.length > shown.length && end !== undefined ? cursorOf(end) : null,
  };
}

/** Newest first; of one moment the greater id. */
export function newestFirst<Row>(partOf: (row: Row) => { readonly createdAt: Date; readonly id: string }) {
  return (a: Row, b: Row): number => {
    const [one, other] = [partOf(a), partOf(b)];
    return other.createdAt.getTime() - one.createdAt.getTime() || (one.id < other.id ? 1 : -1);
  };
}
