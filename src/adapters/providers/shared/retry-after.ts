const LONGEST_SECONDS = 3600;

/**
 * When the provider wants to be asked again, from a `retry-after` header: whole seconds, an hour at most; left out if the
 * header has no number. The other form of the header, a date (RFC 9110 §10.2.3), is not read: clocks differ.
 */
export function retryAfterIn(header: string | number | null | undefined): { retryAfterSeconds?: number } {
  const text = String(header ?? '').trim();
  if (!/^\d{1,9}(?:\.\d{1,9})?$/.test(text)) return {};
  return { retryAfterSeconds: Math.min(Math.ceil(Number(text)), LONGEST_SECONDS) };
}
