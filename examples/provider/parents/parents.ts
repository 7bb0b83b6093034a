import {
  type JsonObject,
  type OpenRequest,
  type Outcome,
  ok,
  type Page,
  type Parent,
  readAll,
  shortened,
  textOrNull,
} from 'fitstack-payments/provider-kit';
import type { Client } from '../calls/client.ts';
import { rejected } from '../calls/errors.ts';
import { refusal, toWire } from '../money.ts';
import { parentIn } from '../payments/status.ts';

const MAX_TITLE = 100;

export async function open(client: Client, request: OpenRequest): Promise<Outcome<Parent>> {
  const refused = refusal(request.amount);
  if (refused !== null) return rejected('amount', refused.reason);
  const { flow, reference, returnUrl: return_url, expiresAt: expires_at, notificationUrl: webhook_url } = request;
  const kind = flow === 'redirect' ? 'page' : 'embedded';
  const body = { ...toWire(request.amount), kind, reference, title: shortened(request.title, MAX_TITLE) };
  return client.post(
    '/payments',
    { ...body, return_url, expires_at, webhook_url },
    request.idempotencyKey,
    readBy(client),
  );
}

export function retrieve(client: Client, id: string): Promise<Outcome<Parent | null>> {
  return client.get(pathOf(id), readBy(client));
}

/** The list is searched by reference, page by page. */
export async function find(client: Client, reference: string): Promise<Outcome<readonly Parent[]>> {
  const search = `/payments?reference=${encodeURIComponent(reference)}`;
  async function read(after: string): Promise<Outcome<Page<string>>> {
    const path = after === '' ? search : `${search}&after=${encodeURIComponent(after)}`;
    const page = await client.get(path, (json) => pageIn(json, readBy(client)));
    return page.kind === 'ok' ? ok(page.value ?? { items: [], next: null }) : page;
  }
  const found = await readAll({ what: 'payments', first: '', read });
  if (found.kind !== 'ok') return found;
  return ok((found.value as readonly Parent[]).filter(({ report }) => report.reference === reference));
}

/** What has ended, or is being paid, is reported as it is. */
export async function close(client: Client, id: string): Promise<Outcome<Parent>> {
  const ended = await client.post(`${pathOf(id)}/cancel`, {}, `cancel-${id}`.slice(0, 64), readBy(client));
  if (ended.kind !== 'rejected' || ended.about !== 'request') return ended;
  const seen = await retrieve(client, id);
  if (seen.kind !== 'ok') return seen;
  return seen.value === null ? rejected('request', 'Acme Pay has no such payment') : ok(seen.value);
}

export function pathOf(id: string): string {
  return `/payments/${encodeURIComponent(id)}`;
}

function readBy({ holder }: Client) {
  return (json: JsonObject) => parentIn(json, holder);
}

/** Null when one of the items can't be read: the list would not be whole. */
function pageIn(json: JsonObject, read: (item: JsonObject) => Parent | null): Page<string> | null {
  if (!Array.isArray(json['items'])) return null;
  const items = json['items'].map((item: JsonObject) => read(item));
  return items.includes(null) ? null : { items, next: textOrNull(json['next']) };
}
