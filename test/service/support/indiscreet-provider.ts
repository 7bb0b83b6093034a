import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../../../src/provider-kit/tools/server.ts';

/** How a provider can fail, each time repeating the request's key and body wherever there is room for words. */
export const INDISCRETIONS = {
  'an unknown key': (received) => error(401, received),
  'a forbidden key': (received) => error(403, received),
  'a bad request': (received) => error(400, received),
  'too many requests': (received) => error(429, received),
  'its own fault': (received) => error(500, received),
  'a page of a proxy': (received) => ({ status: 502, type: 'text/html', body: `<html>${received}</html>` }),
  'a redirection': (received) => ({
    status: 302,
    location: `/elsewhere?${encodeURIComponent(received)}`,
    body: received,
  }),
  'another shape': (received) => ({
    status: 200,
    body: JSON.stringify({ id: received, status: received, init_point: received }),
  }),
  'half a body': (received) => ({ status: 200, body: `{"id":"${JSON.stringify(received).slice(1, -1)}` }),
  'a broken connection': () => null,
} as const satisfies Record<string, Misdeed>;

type Misdeed = (received: string) => Answer | null;
type Answer = {
  readonly status: number;
  readonly type?: string;
  readonly location?: string;
  readonly body: string;
};

function error(status: number, received: string): Answer {
  const words = { type: received, code: received, message: received, param: received };
  const body = { error: words, message: received, status, cause: [{ code: received, description: received }] };
  return { status, body: JSON.stringify(body) };
}

/** In front of the simulated providers: lets everything through, or fails in the way that is switched on. */
export async function anIndiscreetProvider(behind: string) {
  let misdeed: Misdeed | null = null;
  const { url, stop } = await listen((request, response) => {
    void text(request).then(async (body) => {
      const received = `${request.headers.authorization} ${body}`;
      if (misdeed === null) return pass(behind, request, body, response);
      const answer = misdeed(received);
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
