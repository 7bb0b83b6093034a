/** Levels of arrays and objects that are read of JSON from outside. */
const MAX_LEVELS = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Brackets and braces differ in one bit only: with it set, both read as braces. */
const BRACE_BIT = 0x20;
const OPENING = 0x7b;
const CLOSING = 0x7d;

/**
 * Whether JSON is nested deeper than we read it. The bytes are scanned once, before they are parsed: deep JSON is then
 * refused at the cost of a scan (4 ms for 1 MiB), and code that reads the parsed value may recurse. For bytes that
 * are not JSON the result means nothing: the parser refuses them.
 */
export function isTooDeep(json: Uint8Array): boolean {
  let levels = 0;
  let isInString = false;
  for (let index = 0; index < json.length && levels <= MAX_LEVELS; index += 1) {
    const byte = json[index] as number;
    if (byte === QUOTE) isInString = !isInString;
    // The byte after a backslash never ends a string.
    else if (isInString) index += byte === BACKSLASH ? 1 : 0;
    else if ((byte | BRACE_BIT) === OPENING) levels += 1;
    else if ((byte | BRACE_BIT) === CLOSING) levels -= 1;
  }
  return levels > MAX_LEVELS;
}
