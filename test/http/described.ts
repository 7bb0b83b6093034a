import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Document, Header, Reference, Response, Schema } from '../../src/adapters/http/openapi/types.ts';

export type Answer = {
  /** In lower case. */
  readonly method: string;
  /** As the document writes it; null for what is no path of ours. */
  readonly path: string | null;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Empty where a method has none. */
  readonly body: string;
};

/** What is answered outside of all operations: unknown paths, too many of them, what is not HTTP, what comes late. */
const UNROUTED = [400, 404, 405, 417, 429, 503];

/** How an answer differs from what the document says of it, or null. A field that isn't described is a difference. */
export function faultIn(document: Document, answer: Answer): string | null {
  const { method, path, status } = answer;
  const place = `${method} ${path ?? 'elsewhere'} ${status}`;
  if (path === null) return UNROUTED.includes(status) ? bodyFault(document, anyError, answer, place) : place;
  const operation = document.paths[path]?.[method === 'head' ? 'get' : method];
  const response = operation?.responses[status] ?? operation?.responses[`${Math.trunc(status / 100)}XX`];
  if (response === undefined) return `${place} is not described`;
  const { headers = {}, content = {} } = resolved<Response>(document, response);
  const missing = Object.entries(headers).filter(
    ([name, header]) => resolved<Header>(document, header).required && answer.headers[name] === undefined,
  );
  if (missing.length > 0) return `${place} lacks the header ${missing[0]?.[0]}`;
  if (Object.keys(content).length === 0) return answer.body === '' ? null : `${place} is described as empty`;
  const [type = ''] = String(answer.headers['content-type']).split(';');
  const schema = content[type]?.schema;
  return schema === undefined ? `${place} is not described as ${type}` : bodyFault(document, schema, answer, place);
}

const anyError: Schema = {
  anyOf: [{ $ref: '#/components/schemas/OrdersError' }, { $ref: '#/components/schemas/GymsError' }],
};

function bodyFault(
  document: Document,
  schema: Schema,
  { method, headers, body }: Answer,
  place: string,
): string | null {
  if (method === 'head') return null;
  const check = checkOf(document, schema);
  const isJson = String(headers['content-type']).startsWith('application/json');
  return check(isJson ? JSON.parse(body) : body) ? null : `${place} is described otherwise than ${body}`;
}

const checks = new WeakMap<Schema, (value: unknown) => boolean>();

/** Whether a value is what a schema of the document describes, and has no field besides. */
export function checkOf(document: Document, schema: Schema): (value: unknown) => boolean {
  const known = checks.get(schema);
  if (known !== undefined) return known;
  const validator = Compile(inlined(document, schema, closed) as TSchema);
  const check = (value: unknown) => validator.Check(value);
  checks.set(schema, check);
  return check;
}

/** Every object closed: the document names every field, so another one is a fault. */
function closed(schema: Schema): Schema {
  const isClosed = schema.type === 'object' && schema.properties !== undefined;
  return { ...schema, ...(isClosed && { additionalProperties: false }) };
}

/** A schema without references, and each schema within it `finished`. */
export function inlined(
  document: Document,
  node: unknown,
  finished: (schema: Schema) => Schema = (schema) => schema,
): unknown {
  if (Array.isArray(node)) return node.map((item) => inlined(document, item, finished));
  if (typeof node !== 'object' || node === null) return node;
  const schema: Schema = resolved(document, node);
  const entries = Object.entries(schema).map(([key, value]) => [key, inlined(document, value, finished)]);
  return finished(Object.fromEntries(entries));
}

/** The path of the document that a request's path is one of. */
export function describedPath(document: Document, path: string): string | null {
  if (document.paths[path] !== undefined) return path;
  const fits = (template: string) => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
  return Object.keys(document.paths).find(fits) ?? null;
}

/** What a reference into the document's components stands for; anything else stands for itself. */
export function resolved<Item extends object>(document: Document, item: Item | Reference): Item {
  if (!('$ref' in item) || typeof item.$ref !== 'string') return item as Item;
  const [, , kind = '', name = ''] = item.$ref.split('/');
  const components: Readonly<Record<string, Readonly<Record<string, object>>>> = document.components;
  return components[kind]?.[name] as Item;
}
