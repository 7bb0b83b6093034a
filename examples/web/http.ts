import { readFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Refused } from './payments.ts';

/** `id` is what stands in the place of `:id` in the path. */
export type Route = (request: IncomingMessage, response: ServerResponse, id: string) => Promise<void>;

/** What Stripe.js needs (https://docs.stripe.com/security/guide#content-security-policy, 2026-11-28), and nothing else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' https://js.stripe.com https://*.js.stripe.com",
  'frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com',
  "connect-src 'self' https://api.stripe.com",
  "style-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The longest body: an event has about a thousand characters. */
const MAX_BODY = 65_536;

const ID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/;

/** Answers by method and path, such as `GET /purchases/:id`; a refusal becomes its status, with words for the buyer. */
export function listenerOf(routes: Readonly<Record<string, Route>>): RequestListener {
  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    const route = routes[`${request.method} ${path.replace(ID, ':id')}`];
    if (route === undefined) return void response.writeHead(404).end();
    route(request, response, ID.exec(path)?.[0] ?? '').catch((error: unknown) => fail(response, error));
  };
}

/** A file of the page. */
export function file(name: string, type: string): Route {
  const content = readFileSync(join(import.meta.dirname, 'page', name));
  return async (_, response) => {
    const headers = { 'content-type': type, 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff' };
    response.writeHead(200, { ...headers, 'cache-control': 'no-cache' }).end(content);
  };
}

/** @throws Refused */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk;
    if (body.length > MAX_BODY) throw new Refused('This is too long', 413);
  }
  return body;
}

export function json(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}

/** Of a fault of ours the buyer reads no details. */
export function fail(response: ServerResponse, error: unknown): void {
  const { status, message } = error instanceof Refused ? error : new Refused('Something went wrong here', 500);
  console.error(status === 500 ? error : message);
  if (response.headersSent) response.end();
  else json(response, status, { error: message });
}
