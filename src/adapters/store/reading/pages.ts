import { invalid } from '../../../domain/error.ts';
import type { Page } from '../../../ports/store/queries.ts';
import { isUuid } from '../postgres/database.ts';

/** `rows` are one more than the limit if there are so many: that shows whether there is a next page. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  itemOf: (row: Row) => Item,
  cursorOf: (last: Row) => string,
): Page<Item> {
  const last = rows[limit - 1];
  const nextCursor = rows.length > limit && last !== undefined ? cursorOf(last) : null;
  return { items: rows.slice(0, limit).map(itemOf), nextCursor };
}

/** How a position in a list becomes a cursor in the API, and back. */
export type Cursors<Position> = {
  cursorOf(position: Position): string;
  /** @throws DomainError `invalid` for a text that `cursorOf` did not make, even if it decodes to a position. */
  positionOf(cursor: string): Position;
};

/** `read` returns null for a text that `write` can't have written. */
export function cursors<Position>(
  write: (position: Position) => string,
  read: (text: string) => Position | null,
): Cursors<Position> {
  const cursorOf = (position: Position) => Buffer.from(write(position)).toString('base64url');
  return {
    cursorOf,
    positionOf(cursor) {
      const position = read(Buffer.from(cursor, 'base64url').toString());
      if (position === null || cursorOf(position) !== cursor)
        throw invalid('cursor', 'cursor must be the next_cursor of the page before');
      return position;
    },
  };
}

/** Null for a text that is no date, or is of a year that the database can't compare. */
export function momentOf(text: string): Date | null {
  const moment = new Date(text);
  return /^[12]\d{3}-/.test(text) && !Number.isNaN(moment.getTime()) ? moment : null;
}

/** A row's position in a list with the newest first: by its time, then by its id. */
type Position = { readonly createdAt: Date; readonly id: string };

export const NEWEST_FIRST = [{ createdAt: 'desc' as const }, { id: 'desc' as const }];

/** The cursors of one such list; another list's cursors are refused. The list's name has no blank. */
export function newestFirst(list: string): Cursors<Position> {
  return cursors<Position>(
    ({ createdAt, id }) => `${list} ${createdAt.toISOString()} ${id}`,
    (text) => {
      const [, moment = '', id = ''] = text.split(' ');
      const createdAt = momentOf(moment);
      return createdAt !== null && isUuid(id) ? { createdAt, id } : null;
    },
  );
}

/** The first condition is where an index can begin to read; the second leaves out those of the same moment. */
export function olderThan({ createdAt, id }: Position) {
  return { createdAt: { lte: createdAt }, OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }] };
}
