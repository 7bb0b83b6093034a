import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../conformance/payment-provider/server.ts';

/** How a provider can fail, each time repeating the request's key and body wherever there is room for words. */
export const INDISCRETIONS = {
  'an unknown key': (reported) => error(401, reported),
  'a forbidden key': (reported) => error(403, reported),
  'a bad request': (reported) => error(400, reported),
  'too many requests': (reported) => error(429, reported),
  'its own fault': (reported) => error(500, reported),
  'a page of a proxy': (reported) => ({ status: 502, type: 'text/html', body: `<html>${reported}</html>` }),
  'a redirection': (reported) => ({
    status: 302,
    location: `/elsewhere?${encodeURIComponent(reported)}`,
    body: reported,
  }),
  'another shape': (reported) => ({
    status: 200,
    body: JSON.stringify({ id: reported, status: reported, init_point: reported }),
  }),
  'half a body': (reported) => ({ status: 200, body: `{"id":"${JSON.stringify(reported).slice(1, -1)}` }),
  'a broken connection': () => null,
} as const satisfies Record<string, Misdeed>;

type Misdeed = (reported: string) => Answer | null;
type Answer = {
  readonly status: number;
  readonly type?: string;
  readonly location?: string;
  readonly body: string;
};

function error(status: number, reported: string): Answer {
  const words = { type: reported, code: reported, message: reported, param: reported };
  const body = { error: words, message: reported, status, cause: [{ code: reported, description: reported }] };
  return { status, body: JSON.stringify(body) };
}

/** In front of the simulated providers: lets everything through, or fails in the way that is switched on. */
export async function aTellingProvider(behind: string) {
  let misdeed: Misdeed | null = null;
  const { url, stop } = await listen((request, response) => {
    void text(request).then(async (body) => {
      const reported = `${request.headers.authorization} ${body}`;
      if (misdeed === null) return pass(behind, request, body, response);
      const answer = misdeed(reported);
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
