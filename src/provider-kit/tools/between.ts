import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Wire } from '../harness.ts';
import { serving } from './server.ts';

/** A request on its way to the upstream. */
export type Passing = {
  /** The first one of a call is 0. */
  readonly index: number;
  readonly method: string;
  readonly url: string;
  readonly body: string;
};

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What the adapter gets instead of the upstream's answer, which `pass` fetches; null: the connection is closed. */
export type Meddle = (request: Passing, pass: () => Promise<Answer>) => Promise<Answer | null>;

/** Of one connection, and not of the next. */
const HOP = [
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
  'content-encoding',
  'keep-alive',
];

/** Stands between an adapter and its upstream for as long as it is used, and notes what passed. */
export async function between<T>(
  upstream: string,
  meddle: Meddle,
  use: (url: string, seen: readonly Passing[]) => Promise<T>,
): Promise<T> {
  const seen: Passing[] = [];
  const behave = async (request: IncomingMessage, reply: ServerResponse) => {
    const body = await textOf(request);
    const { method = 'GET', url = '/' } = request;
    const passing = { index: seen.length, method, url, body };
    seen.push(passing);
    const answer = await meddle(passing, () => ask(upstream, request, passing));
    if (answer === null) request.socket.destroy();
    else reply.writeHead(answer.status, answer.headers).end(answer.body);
  };
  return serving(
    (request, reply) => void behave(request, reply).catch(() => request.socket.destroy()),
    (url) => use(url, seen),
  );
}

/** Behaves so, and lets pass to the upstream what only prepares a call. */
export function behindPreparation({ url, onlyPrepares }: Wire, behave: RequestListener): RequestListener {
  return (request, reply) => {
    const { method = 'GET', url: path = '/' } = request;
    if (!onlyPrepares?.({ method, url: path })) return behave(request, reply);
    void passOn(url, request, reply).catch(() => request.socket.destroy());
  };
}

async function passOn(upstream: string, request: IncomingMessage, reply: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const { status, headers, body } = await ask(upstream, request, { method, url, body: await textOf(request) });
  reply.writeHead(status, headers).end(body);
}

async function textOf(request: IncomingMessage): Promise<string> {
  return (await buffer(request)).toString();
}

/** Everything passes. */
export const PASSES: Meddle = (_, pass) => pass();

/** Requests that change something, and were sent more than once. */
export function repeatedIn(seen: readonly Passing[]): readonly string[] {
  const changing = seen.filter(({ method }) => !isReading(method));
  const texts = changing.map(({ method, url, body }) => `${method} ${url} ${body}`);
  return texts.filter((text, index) => texts.indexOf(text) !== index).map((text) => text.slice(0, 120));
}

export function isReading(method: string): boolean {
  return ['GET', 'HEAD'].includes(method);
}

async function ask(
  upstream: string,
  { headers }: IncomingMessage,
  { method, url, body }: Omit<Passing, 'index'>,
): Promise<Answer> {
  const sent = Object.entries(headers).filter(([name]) => !HOP.includes(name));
  const answer = await fetch(`${upstream}${url}`, {
    method,
    headers: sent.map(([name, text]): [string, string] => [name, String(text)]),
    redirect: 'manual',
    ...(!isReading(method) && { body }),
  });
  const received = [...answer.headers].filter(([name]) => !HOP.includes(name));
  return { status: answer.status, headers: Object.fromEntries(received), body: await answer.text() };
}
