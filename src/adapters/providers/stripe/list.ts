/** As many as Stripe gives at once. */
export const PAGE = { limit: 100 };

/** Ten pages: of one payment, or of one day's open pages; where there are more, what was looked for is not known. */
export const AT_MOST = { limit: 1000 };

/** Undefined when the answer isn't a whole list: one that was cut off can't say that something isn't there. */
export function itemsIn(answer: unknown): readonly unknown[] | undefined {
  return Array.isArray(answer) && answer.length < AT_MOST.limit ? answer : undefined;
}

/** The same where every item has to be readable: one that isn't can't say what it isn't, either. */
export function allIn<T>(answer: unknown, read: (item: unknown) => T | undefined): readonly T[] | undefined {
  const items = itemsIn(answer);
  const found = items?.map(read).filter((item) => item !== undefined);
  return found?.length === items?.length ? found : undefined;
}
