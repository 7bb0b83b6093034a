import { apiError } from './errors.ts';

/** The default, and the most that a search shows at once; the real limit is documented only by its error (cause 1000). */
const PAGE = { usual: 30, most: 100 } as const;

/** Which page of a list a query asks for. @throws ApiError */
export function placeIn(query: Readonly<Record<string, string | undefined>>): { limit: number; offset: number } {
  const limit = wholeIn(query['limit']) ?? PAGE.usual;
  const offset = wholeIn(query['offset']) ?? 0;
  if (limit > PAGE.most) throw apiError(400, 'bad_request', 'Number of rows exceeded the limits', [{ code: 1000 }]);
  return { limit, offset };
}

/** @throws ApiError */
function wholeIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw apiError(400, 'bad_request', 'Params Error', [{ code: 1 }]);
  return Number(text);
}
