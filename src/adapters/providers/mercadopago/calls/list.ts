import { type Outcome, ok } from '../../../../ports/outcome.ts';
import type { Client } from './client.ts';
import { unanswered } from './errors.ts';

/** One page of a list. `total` is how many there are in all; null where the answer doesn't say. */
export type Page = { readonly items: readonly unknown[]; readonly total: number | null };
export type PageParameters = { readonly limit: number; readonly offset: number };

type List = {
  /** What is listed, for the reason of a failure. */
  readonly what: string;
  readonly ask: (parameters: PageParameters) => Parameters<Client['call']>[0];
  /** Null when the answer is no page of the list. */
  readonly read: (answer: Readonly<Record<string, unknown>>) => Page | null;
};

/**
 * The page size that the search has by default, and that its examples ask for; a larger one may be refused ("Number of
 * rows exceeded the limits", cause 1000, of which no number is documented).
 * https://www.mercadopago.com.co/developers/en/reference/payments/_payments_search/get, 2026-11-28
 */
const PAGE_SIZE = 30;

/** So much about one payment is a fault, or an attack; the deadline of the call ends most lists before. */
const MAX_ITEMS = 1_000;

/**
 * Reads a list to its end. A list that was cut off is a failure with an unknown outcome: it can't say that something is
 * not there. Pages move while things are added, so a list with an item twice and another one missing was cut, too.
 */
export async function readAll(client: Client, { what, ask, read }: List): Promise<Outcome<readonly unknown[]>> {
  const items: unknown[] = [];
  for (;;) {
    const answer = await client.call(ask({ limit: PAGE_SIZE, offset: items.length }));
    if (answer.kind !== 'ok') return answer;
    const page = read(Object(answer.value));
    if (page === null) return unanswered(`the answer is not a list of ${what}`);
    items.push(...page.items);
    if (isLast(page, items.length)) return wholeOf(items, page.total) ?? unanswered(`a part of the ${what} is missing`);
    if (page.items.length === 0) return unanswered(`the list of ${what} ended early`);
    if (items.length >= MAX_ITEMS) return unanswered(`there are more than ${MAX_ITEMS} ${what}`);
  }
}

export function countOrNull(value: unknown): number | null {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : null;
}

function isLast({ items, total }: Page, count: number): boolean {
  return total === null ? items.length < PAGE_SIZE : count >= total;
}

/** Each once; null when so many are not there. */
function wholeOf(items: readonly unknown[], total: number | null): Outcome<readonly unknown[]> | null {
  const byId = new Map(items.map((item, index) => [Object(item).id ?? `#${index}`, item]));
  return byId.size < (total ?? 0) ? null : ok([...byId.values()]);
}
