import { type Outcome, ok } from '../../../ports/outcome.ts';

/** One page of a list. */
export type Page<Place> = {
  readonly items: readonly unknown[];
  /** Where the next page is; null on the last one. */
  readonly next: Place | null;
};

type List<Place> = {
  /** What is listed, for the reason of a failure. */
  readonly what: string;
  readonly first: Place;
  /** Reads one page. A failure ends the list. */
  readonly read: (place: Place) => Promise<Outcome<Page<Place>>>;
};

/** So much about one payment is a fault, or an attack; the deadline of the call ends most lists before. */
const MAX_ITEMS = 1_000;

/**
 * Reads a list to its end. A list that was cut off is a failure with an unknown outcome: it can't say that something is
 * not there.
 */
export async function readAll<Place>({ what, first, read }: List<Place>): Promise<Outcome<readonly unknown[]>> {
  const items: unknown[] = [];
  let place: Place | null = first;
  while (place !== null) {
    const page: Outcome<Page<Place>> = await read(place);
    if (page.kind !== 'ok') return page;
    const { items: more, next } = page.value;
    items.push(...more);
    if (next !== null && more.length === 0) return cut(`the list of ${what} ended early`);
    if (next !== null && items.length >= MAX_ITEMS) return cut(`there are more than ${MAX_ITEMS} ${what}`);
    place = next;
  }
  return ok(items);
}

function cut(reason: string): Outcome<never> {
  return { kind: 'unknown', reason };
}
