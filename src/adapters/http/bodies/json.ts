import { isTooDeep } from '../../../app/notifications/nesting.ts';
import { refuse } from '../errors/errors.ts';

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a JSON body. Too deep, or made to poison prototypes: refused. A number that a double can't hold becomes
 * NaN, which no schema takes: an amount is refused, never rounded, and in an ignored field it does no harm.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = textOf(bytes);
  // Before it is parsed: the reviver is called as deep as the value goes.
  if (isTooDeep(bytes)) throw refuse('bad_request', 'Request body is nested too deeply');
  try {
    return JSON.parse(text, revive);
  } catch (error) {
    throw error instanceof SyntaxError ? refuse('bad_request', notJson(text, error)) : error;
  }
}

/** Where it breaks off being JSON, in the parser's own count; nothing of what was sent. */
function notJson(text: string, { message }: SyntaxError): string {
  if (text.trim() === '') return 'Request body must be valid JSON: it is empty';
  const [place] = /line \d+ column \d+/.exec(message) ?? [];
  return `Request body must be valid JSON${place === undefined ? '' : `: the error is at ${place}`}`;
}

function textOf(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    throw refuse('bad_request', 'Request body must be UTF-8');
  }
}

function revive(key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (key === '__proto__' || (key === 'constructor' && isObject(value) && Object.hasOwn(value, 'prototype')))
    throw refuse('bad_request', 'Request body must not contain __proto__ or constructor.prototype');
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined) return value;
  return canonical(source) === canonical(String(value)) ? value : Number.NaN;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i;

/** One text for each number, however it was written: 1.10, 11e-1 and 1.1 are `11e-1`. */
function canonical(text: string): string {
  const [, sign = '', whole = text, fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  if (digits === '') return '0';
  const significant = withoutTrailingZeros(digits);
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

/** By hand: an expression that looks for the last zeros tries anew at each one. */
function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}
