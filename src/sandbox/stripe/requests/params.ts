import { invalidRequest } from './fault.ts';

/** What is wrong with a value, or null. */
type Check = (value: string) => string | null;

/**
 * The parameters of an endpoint by their path as it is written in a form; `[]` stands for any index and
 * `[*]` for any key. What isn't in the table is refused, as Stripe does.
 */
export type Parameters = Readonly<Record<string, { readonly check: Check; readonly required?: true }>>;

/** Checked parameters by their path, indexes included. */
export type Form = ReadonlyMap<string, string>;

const MAX_METADATA_KEYS = 50;

/** @throws FaultError `parameter_unknown`, `parameter_missing`, `parameter_invalid_…` */
export function readParams(encoded: string, parameters: Parameters): Form {
  const form = new Map(new URLSearchParams(encoded));
  for (const [path, value] of form) requireValid(path, value, parameters);
  for (const [pattern, { required }] of Object.entries(parameters))
    if (required && !has(form, pattern))
      throw invalidRequest(`Missing required param: ${pattern}.`, { code: 'parameter_missing', param: pattern });
  if (metadataOf(form).length > MAX_METADATA_KEYS)
    throw invalidRequest(`Metadata can have up to ${MAX_METADATA_KEYS} keys.`, { param: 'metadata' });
  return form;
}

/** The key and value pairs of `metadata`, or of another parameter of that shape. */
export function metadataOf(form: Form, name = 'metadata'): [string, string][] {
  const prefix = `${name}[`;
  return [...form]
    .filter(([path]) => path.startsWith(prefix))
    .map(([path, value]) => [path.slice(prefix.length, -1), value]);
}

function listOf(form: Form, name: string): string[] {
  return [...form].filter(([path]) => patternOf(path) === `${name}[]`).map(([, value]) => value);
}

/** Whether a form asks for this object inside another, or for one inside this. */
export function expands(form: Form, path: string): boolean {
  return listOf(form, 'expand').some((asked) => asked === path || asked.startsWith(`${path}.`));
}

export const text =
  (max: number): Check =>
  (value) =>
    value.length > 0 && value.length <= max ? null : `must be 1 to ${max} characters`;

/** What may be shown inside another object; every endpoint takes it. */
export const EXPAND: Parameters = { 'expand[]': { check: text(100) } };

export const integer: Check = (value) => (/^-?\d{1,15}$/.test(value) ? null : 'Invalid integer');
export const boolean: Check = (value) => oneOf('true', 'false')(value);
/** https://docs.stripe.com/get-started/account/statement-descriptors, 2026-11-28 */
export const descriptor: Check = (value) =>
  value.length <= 22 && /^[\x20-\x7e]*$/.test(value) && /[A-Za-z]/.test(value) && !/[<>\\'"*]/.test(value)
    ? null
    : 'Invalid statement descriptor';
/** Narrower than what is allowed in an address, as Stripe's is, whose rule is not documented. */
export const email: Check = (value) =>
  /^[A-Za-z0-9._%+'-]+@(?:[A-Za-z0-9-]+\.)+(?:[A-Za-z]{2,}|xn--[A-Za-z0-9-]+)$/.test(value)
    ? null
    : 'Invalid email address';
export const url: Check = (value) => (/^https?:\/\/\S+$/.test(value) ? null : 'Not a valid URL');
export const oneOf =
  (...allowed: readonly string[]): Check =>
  (value) =>
    allowed.includes(value) ? null : `must be one of ${allowed.join(', ')}`;

/** https://docs.stripe.com/error-codes, 2026-11-28. */
const CODES: ReadonlyMap<Check, string> = new Map([
  [integer, 'parameter_invalid_integer'],
  [email, 'email_invalid'],
  [url, 'url_invalid'],
]);

function requireValid(path: string, value: string, parameters: Parameters): void {
  const pattern = patternOf(path);
  const wildcard = /^(.+)\[([^\]]+)\]$/.exec(pattern);
  const parameter = own(parameters, pattern) ?? (wildcard && own(parameters, `${wildcard[1]}[*]`));
  if (!parameter)
    throw invalidRequest(`Received unknown parameter: ${path}`, { code: 'parameter_unknown', param: path });
  if (wildcard !== null && own(parameters, pattern) === undefined && (wildcard[2] ?? '').length > 40)
    throw invalidRequest('Metadata keys can be up to 40 characters.', { param: path });
  const problem = parameter.check(value);
  if (problem === null) return;
  const code = CODES.get(parameter.check);
  throw invalidRequest(`${problem}: ${path}`, { ...(code !== undefined && { code }), param: path });
}

function own(parameters: Parameters, pattern: string) {
  return Object.hasOwn(parameters, pattern) ? parameters[pattern] : undefined;
}

function has(form: Form, pattern: string): boolean {
  return [...form.keys()].some((path) => patternOf(path) === pattern);
}

function patternOf(path: string): string {
  return path.replace(/\[\d*\]/g, '[]');
}
