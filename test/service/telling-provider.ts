import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../conformance/payment-provider/server.ts';

/** How a provider can fail, each time repeating the request's key and body wherever there is room for words. */
export const INDISCRETIONS = {
  'an unknown key': (told) => error(401, told),
  'a forbidden key': (told) => error(403, told),
  'a bad request': (told) => error(400, told),
  'too many requests': (told) => error(429, told),
  'its own fault': (told) => error(500, told),
  'a page of a proxy': (told) => ({ status: 502, type: 'text/html', body: `<html>${told}</html>` }),
  'a redirection': (told) => ({ status: 302, location: `/elsewhere?${encodeURIComponent(told)}`, body: told }),
  'another shape': (told) => ({ status: 200, body: JSON.stringify({ id: told, status: told, init_point: told }) }),
  'half a body': (told) => ({ status: 200, body: `{"id":"${JSON.stringify(told).slice(1, -1)}` }),
  'a broken connection': () => null,
} as const satisfies Record<string, Misdeed>;

type Misdeed = (told: string) => Answer | null;
type Answer = {
  readonly status: number;
  readonly type?: string;
  readonly location?: string;
  readonly body: string;
};

function error(status: number, told: string): Answer {
  const words = { type: told, code: told, message: told, param: told };
  const body = { error: words, message: told, status, cause: [{ code: told, description: told }] };
  return { status, body: JSON.stringify(body) };
}

/** In front of the simulated providers: lets everything through, or fails in the way that it is told to. */
export async function aTellingProvider(behind: string) {
  let misdeed: Misdeed | null = null;
  const { url, stop } = await listen((request, response) => {
    void text(request).then(async (body) => {
      const told = `${request.headers.authorization} ${body}`;
      if (misdeed === null) return pass(behind, request, body, response);
      const answer = misdeed(told);
      if (answer === null) return request.socket.destroy();
      const { status, type = 'application/json', location } = answer;
      return response.writeHead(status, { 'content-type': type, ...(location && { location }) }).end(answer.body);
    });
  });
  const misbehave = (how: Misdeed | null) => {
    misdeed = how;
  };
  return { url, stop, misbehave };
}

async function pass(
  behind: string,
  { url, method = 'GET', headers }: IncomingMessage,
  body: string,
  to: ServerResponse,
) {
  const { host, connection, 'content-length': _length, 'transfer-encoding': _encoding, ...sent } = headers;
  const content = method === 'GET' ? {} : { body };
  const answer = await fetch(behind + url, { method, headers: sent as Record<string, string>, ...content });
  const type = answer.headers.get('content-type') ?? 'application/json';
  to.writeHead(answer.status, { 'content-type': type }).end(await answer.text());
}
