import { invalid } from '../../../domain/error.ts';
import type { Page } from '../../../ports/queries.ts';
import { isUuid } from '../postgres/database.ts';

/** `rows` are one more than asked for where there are so many: that shows whether there is a next page. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  itemOf: (row: Row) => Item,
  cursorOf: (last: Row) => string,
): Page<Item> {
  const last = rows[limit - 1];
  const nextCursor = rows.length > limit && last !== undefined ? cursorOf(last) : null;
  return { items: rows.slice(0, limit).map(itemOf), nextCursor };
}

/** How a place in a list is told to those who turn its pages. */
export type Cursors<Place> = {
  cursorOf(place: Place): string;
  /** @throws DomainError `invalid` for what `cursorOf` did not make, also where it decodes to a place. */
  placeOf(cursor: string): Place;
};

/** `read` answers null for what `write` can't have written. */
export function cursors<Place>(write: (place: Place) => string, read: (text: string) => Place | null): Cursors<Place> {
  const cursorOf = (place: Place) => Buffer.from(write(place)).toString('base64url');
  return {
    cursorOf,
    placeOf(cursor) {
      const place = read(Buffer.from(cursor, 'base64url').toString());
      if (place === null || cursorOf(place) !== cursor)
        throw invalid('cursor', 'cursor must be the next_cursor of the page before');
      return place;
    },
  };
}

/** Of years that the database can compare, too; null for what is no moment. */
export function momentOf(text: string): Date | null {
  const moment = new Date(text);
  return /^[12]\d{3}-/.test(text) && !Number.isNaN(moment.getTime()) ? moment : null;
}

/** Where a row stands in a list that shows the newest first: its moment, and its id among those of one moment. */
type Place = { readonly createdAt: Date; readonly id: string };

export const NEWEST_FIRST = [{ createdAt: 'desc' as const }, { id: 'desc' as const }];

/** The cursors of one such list; another one's are none. Its name has no blank. */
export function newestFirst(list: string): Cursors<Place> {
  return cursors<Place>(
    ({ createdAt, id }) => `${list} ${createdAt.toISOString()} ${id}`,
    (text) => {
      const [, moment = '', id = ''] = text.split(' ');
      const createdAt = momentOf(moment);
      return createdAt !== null && isUuid(id) ? { createdAt, id } : null;
    },
  );
}

/** The first condition is where an index can begin to read; the second leaves out those of the same moment. */
export function olderThan({ createdAt, id }: Place) {
  return { createdAt: { lte: createdAt }, OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }] };
}
