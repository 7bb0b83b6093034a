/**
 * The beginning of a text that fits a provider's limit. Providers don't say what they count, so the largest
 * measure is held, UTF-16 units; a character of two of them is never cut in half.
 */
export function shortened(text: string, maxUnits: number): string {
  const cut = text.slice(0, maxUnits);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}
