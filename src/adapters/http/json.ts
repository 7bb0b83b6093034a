import { refuse } from './errors.ts';

const MAX_LEVELS = 32;
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a JSON body. Too deep, or made to poison prototypes: refused. A number that a double can't hold becomes
 * NaN, which no schema takes: an amount is refused, never rounded, and a field that nobody reads does no harm.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = textOf(bytes);
  const value = jsonOf(text);
  if (value === undefined) throw refuse('bad_request', 'Request body must be valid JSON');
  // Before the second pass, which goes as deep as the value does.
  if (isTooDeep(value)) throw refuse('bad_request', 'Request body is nested too deeply');
  return JSON.parse(text, revive);
}

/** Whether bytes are JSON of more levels than are taken anywhere. Other bytes are for others to judge. */
export function isDeepJson(bytes: Uint8Array): boolean {
  return isTooDeep(jsonOf(Buffer.from(bytes).toString()));
}

function textOf(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    throw refuse('bad_request', 'Request body must be UTF-8');
  }
}

/** Undefined, which JSON doesn't have, when it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Looks no deeper than asked, so that depth itself can't hurt. */
function isTooDeep(value: unknown, levels = MAX_LEVELS): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1));
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
