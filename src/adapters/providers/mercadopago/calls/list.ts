import { type Outcome, ok } from '../../../../ports/outcome.ts';
import { type Page, readAll as readPages } from '../../shared/pages.ts';
import type { Client } from './client.ts';
import { unanswered } from './errors.ts';

/** One page as it is answered. `total` is how many items there are in all; null where the answer doesn't say. */
export type Answered = { readonly items: readonly unknown[]; readonly total: number | null };
export type PageParameters = { readonly limit: number; readonly offset: number };

type List = {
  /** What is listed, for the reason of a failure. */
  readonly what: string;
  readonly ask: (parameters: PageParameters) => Parameters<Client['call']>[0];
  /** Null when the answer is no page of the list. */
  readonly read: (answer: Readonly<Record<string, unknown>>) => Answered | null;
};

/**
 * The page size that the search has by default, and that its examples ask for; a larger one may be refused ("Number of
 * rows exceeded the limits", cause 1000, of which no number is documented).
 * https://www.mercadopago.com.co/developers/en/reference/payments/_payments_search/get, 2026-11-28
 */
const PAGE_SIZE = 30;

/**
 * Reads a list to its end. Pages move while things are added, so a list with an item twice and another one missing was cut,
 * too.
 */
export async function readAll(client: Client, { what, ask, read }: List): Promise<Outcome<readonly unknown[]>> {
  let total: number | null = null;

  async function pageAt(offset: number): Promise<Outcome<Page<number>>> {
    const answer = await client.call(ask({ limit: PAGE_SIZE, offset }));
    if (answer.kind !== 'ok') return answer;
    const page = read(Object(answer.value));
    if (page === null) return unanswered(`the answer is not a list of ${what}`);
    total = page.total;
    const count = offset + page.items.length;
    return ok({ items: page.items, next: isLast(page, count) ? null : count });
  }

  const listed = await readPages({ what, first: 0, read: pageAt });
  if (listed.kind !== 'ok') return listed;
  return wholeOf(listed.value, total) ?? unanswered(`a part of the ${what} is missing`);
}

export function countOrNull(value: unknown): number | null {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : null;
}

function isLast({ items, total }: Answered, count: number): boolean {
  return total === null ? items.length < PAGE_SIZE : count >= total;
}

/** Each once; null when so many are not there. */
function wholeOf(items: readonly unknown[], total: number | null): Outcome<readonly unknown[]> | null {
  const byId = new Map(items.map((item, index) => [Object(item).id ?? `#${index}`, item]));
  return byId.size < (total ?? 0) ? null : ok([...byId.values()]);
}
