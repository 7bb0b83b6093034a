import type { Delivery } from '../../../../ports/payment-provider/deliveries.ts';
import { isObject, type JsonObject, objectIn } from '../../shared/json.ts';
import { exactId } from '../calls/ids.ts';

/**
 * The shapes in which notifications arrive. A webhook has `?data.id=…&type=…` and a body with `data.id`; the
 * older IPN has `?topic=…&id=…`, or a body `{resource, topic}`, is never signed over its id, and doubles the other.
 */
export type Body = JsonObject;

const RESOURCE_ID = /(?:^|\/)(\d{1,20})$/;

/** Bytes of a body that are looked into before anything is verified. Real ones have some hundred. */
const MAX_UNVERIFIED_BYTES = 16 * 1024;

/** Each delivery's body, parsed once, whichever accounts it is held against. */
const parsed = new WeakMap<Delivery, Body | null>();

/** The body as a JSON object; null when it is anything else. */
export function bodyOf(delivery: Delivery): Body | null {
  const known = parsed.get(delivery);
  if (known !== undefined) return known;
  const body = objectIn(delivery.body);
  parsed.set(delivery, body);
  return body;
}

/** The same before the signature is verified: the body is a stranger's then, so a long one is not read. */
function shortBodyOf(delivery: Delivery): Body | null {
  return delivery.body.byteLength > MAX_UNVERIFIED_BYTES ? null : bodyOf(delivery);
}

export function queryValues({ query }: Delivery, name: string): string[] {
  return query.filter(([found]) => found === name).map(([, value]) => value);
}

/**
 * The id that a signature covers: the query's only `data.id`, else the body's. Empty when the delivery carries none,
 * as card updates and fraud alerts do; null when there are several, or it can't be read.
 */
export function signedId(delivery: Delivery): string | null {
  const [id, ...more] = queryValues(delivery, 'data.id');
  if (id === undefined) return bodyId(shortBodyOf(delivery));
  return more.length === 0 && id !== '' ? id : null;
}

function bodyId(body: Body | null): string | null {
  if (body === null) return null;
  const id = isObject(body['data']) ? (body['data']['id'] ?? '') : '';
  if (id === '' && !isObject(body['data'] ?? {})) return null;
  return typeof id === 'string' ? id : exactId(id);
}

export function isUnsignedShape(delivery: Delivery): boolean {
  if (queryValues(delivery, 'data.id').length > 0 || queryValues(delivery, 'type').length > 0) return false;
  if (queryValues(delivery, 'topic').length > 0) return true;
  const body = shortBodyOf(delivery);
  return body !== null && 'topic' in body && 'resource' in body && !('data' in body);
}

/** The body of an IPN: its query says everything, so some have no body. */
export function unsignedBodyOf(delivery: Delivery): Body | null {
  return delivery.body.byteLength === 0 ? {} : bodyOf(delivery);
}

/** What an IPN is about: the query's `id`, else the digits that end the body's `resource`. */
export function unsignedId(delivery: Delivery, body: Body): string | null {
  const [id, ...more] = queryValues(delivery, 'id');
  if (id !== undefined) return more.length === 0 ? id : null;
  const resource = body['resource'];
  return typeof resource === 'string' ? (RESOURCE_ID.exec(resource)?.[1] ?? null) : exactId(resource);
}
