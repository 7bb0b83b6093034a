import { type Outcome, ok } from '../../../../ports/outcome.ts';

/** As many as Stripe gives at once. */
export const PAGE = { limit: 100 };

/** Ten pages: of one payment, or of one day's open pages; where there are more, what was looked for is not known. */
export const AT_MOST = { limit: 1000 };

/** Undefined when the answer isn't a whole list: one that was cut off can't say that something isn't there. */
function itemsIn(answer: unknown): readonly unknown[] | undefined {
  return Array.isArray(answer) && answer.length < AT_MOST.limit ? answer : undefined;
}

/** The same where every item has to be readable: one that isn't can't say what it isn't, either. */
export function allIn<T>(answer: unknown, read: (item: unknown) => T | undefined): readonly T[] | undefined {
  const items = itemsIn(answer);
  const found = items?.map(read).filter((item) => item !== undefined);
  return found?.length === items?.length ? found : undefined;
}

/** What was read of a list; `isCut` when there is more of it than is ever read. */
export type Listed<T> = { readonly items: readonly T[]; readonly isCut: boolean };

/** Undefined when the answer is no list. What it holds of what was looked for is worth something though it was cut. */
export function listedIn<T>(answer: unknown, read: (item: unknown) => readonly T[]): Listed<T> | undefined {
  if (!Array.isArray(answer)) return undefined;
  return { items: answer.flatMap(read), isCut: answer.length >= AT_MOST.limit };
}

const CUT = { kind: 'unknown', reason: 'a list is longer than what is read of it' } as const;

/** That nothing is there is only known of a whole list. */
export function unlessCut<T>(listed: Outcome<Listed<T>>): Outcome<readonly T[]> {
  if (listed.kind !== 'ok') return listed;
  const { items, isCut } = listed.value;
  return isCut && items.length === 0 ? CUT : ok(items);
}
