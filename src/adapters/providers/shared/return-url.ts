/** What a return URL says of how it came to be opened. */
type Result = 'success' | 'failure' | 'pending';

const PARTS = /^([^?#]*)\??([^#]*)(#.*)?$/s;

/**
 * A return URL that says which payment it is about and how it went, before whatever it has in its query, and what the
 * provider adds there: the first `payment_id` is ours. The scheme is written in lower case: a provider may compare it.
 */
export function returnUrlWith(returnUrl: string, paymentId: string, result: Result): string {
  const [, page = '', query = '', fragment = ''] = PARTS.exec(returnUrl) ?? [];
  const own = new URLSearchParams({ payment_id: paymentId, result }).toString();
  const address = page.replace(/^[a-z]+:/i, (scheme) => scheme.toLowerCase());
  return `${address}?${query === '' ? own : `${own}&${query}`}${fragment}`;
}
