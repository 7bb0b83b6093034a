import { EXPAND, type Form, integer, type Parameters, text } from './params.ts';

/** What every list of an intent's objects takes. */
export const LIST: Parameters = {
  payment_intent: { check: text(255) },
  limit: { check: integer },
  starting_after: { check: text(255) },
  ...EXPAND,
};

/** A page, in the shape of all lists: the newest first, given the oldest first. */
export function toPage<T extends { readonly id: string }>(url: string, form: Form, oldestFirst: readonly T[]) {
  const limit = Number(form.get('limit') ?? 10);
  const matching = oldestFirst.toReversed();
  const start = matching.findIndex(({ id }) => id === form.get('starting_after')) + 1;
  return { object: 'list', url, has_more: matching.length > start + limit, data: matching.slice(start, start + limit) };
}

/** A page of a search, which names the next one (https://docs.stripe.com/api/pagination/search, 2026-11-29). */
export function toFound<T>(url: string, form: Form, oldestFirst: readonly T[]) {
  const limit = Number(form.get('limit') ?? 10);
  const start = Number(form.get('page') ?? 0);
  const end = start + limit;
  const has_more = oldestFirst.length > end;
  const data = oldestFirst.toReversed().slice(start, end);
  return { object: 'search_result', url, has_more, next_page: has_more ? String(end) : null, data };
}

/** The objects of the requested intent, or all objects. */
export function ofIntent<T extends { readonly payment_intent: string | null }>(
  form: Form,
  objects: Readonly<Record<string, T>>,
): T[] {
  const wanted = form.get('payment_intent');
  return Object.values(objects).filter(({ payment_intent }) => wanted === undefined || payment_intent === wanted);
}
