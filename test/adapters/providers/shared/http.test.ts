import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { createHttpClient, type HttpRequest, type Refusal } from '../../../../src/adapters/providers/shared/http.ts';
import { ok } from '../../../../src/ports/outcome.ts';
import { listen } from '../../../../src/provider-kit/tools/server.ts';

const AMPLE_MS = 60_000;
const TOKEN = 'a-token-that-no-reason-repeats';
const POST: HttpRequest = {
  method: 'POST',
  path: '/pay',
  headers: { authorization: TOKEN },
  body: JSON.stringify({ amount: '10.00' }),
};

const rejected = () => ({ kind: 'rejected', about: 'credentials', reason: 'refused' }) as const;

/** Says so of what it doesn't know: nothing is judged. */
const unjudged = () => null;

async function serverThat(behave: (reply: ServerResponse, request: IncomingMessage, count: number) => void) {
  const seen: IncomingMessage[] = [];
  const listener: RequestListener = (request, reply) => behave(reply, request, seen.push(request));
  const { url, stop } = await listen(listener);
  onTestFinished(stop);
  return { url, seen };
}

function clientOf(apiBase: string, timeoutMs = AMPLE_MS) {
  return createHttpClient({ name: 'Some Pay', apiBase, timeoutMs });
}

function answer(reply: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  reply.writeHead(status, headers).end(body);
}

test('a request goes out as JSON with its headers, and a JSON object comes back with its long ids exact', async () => {
  const bodies: string[] = [];
  const { url, seen } = await serverThat((reply, request) => {
    request.on('data', (chunk) => bodies.push(String(chunk)));
    request.on('end', () => answer(reply, 201, '{"id":9007199254740993}'));
  });

  expect(await clientOf(`${url}/`).send(POST, unjudged)).toEqual(ok({ id: 9007199254740993n }));
  expect(seen[0]).toMatchObject({ method: 'POST', url: '/pay' });
  expect(seen[0]?.headers).toMatchObject({ authorization: TOKEN, 'content-type': 'application/json' });
  expect(JSON.parse(bodies.join(''))).toEqual({ amount: '10.00' });
});

test('a form goes out as a form', async () => {
  const { url, seen } = await serverThat((reply) => answer(reply, 200, '{}'));
  const body = new URLSearchParams({ grant_type: 'client_credentials' });

  expect(await clientOf(url).send({ method: 'POST', path: '/token', body }, unjudged)).toEqual(ok({}));
  expect(seen[0]?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
});

test('a connection that was used is used again', async () => {
  const { url, seen } = await serverThat((reply) => answer(reply, 200, '{}'));
  const client = clientOf(url);

  for (let calls = 0; calls < 6; calls += 1) await client.send(POST, unjudged);

  expect(new Set(seen.map(({ socket }) => socket.remotePort)).size).toBeLessThan(4);
});

test.each([
  ['a web page', 200, '<html>'],
  ['nothing', 200, ''],
  ['a list', 200, '[]'],
  ['null', 200, 'null'],
  ['a text that is not UTF-8 JSON', 200, '\u{fffd}'],
  ['more than any answer has', 200, `{"padding":"${'x'.repeat(17 * 1024 * 1024)}"}`],
  ['a server error', 500, '{"name":"INTERNAL"}'],
  ['a conflict', 409, '{}'],
  ['a refusal that is no JSON object', 403, '<html>'],
])(
  'the outcome is unknown when the provider answers with %s, and nothing is sent twice',
  async (_what, status, body) => {
    const { url, seen } = await serverThat((reply) => answer(reply, status, body));

    const outcome = await clientOf(url).send(POST, unjudged);

    expect(outcome).toMatchObject({ kind: 'unknown', reason: expect.stringContaining(`Some Pay answered ${status}`) });
    expect(JSON.stringify(outcome)).not.toContain(TOKEN);
    expect(seen).toHaveLength(1);
  },
);

test('what only prepares a call leaves open nothing: it was not sent, unless the provider refuses it', async () => {
  const { url } = await serverThat((reply, { url: path }) =>
    path === '/hangs-up' ? reply.destroy() : answer(reply, path === '/refused' ? 401 : 503, '{}'),
  );
  const prepared = async (path: string) => {
    const send = clientOf(url).send({ ...POST, path, onlyPrepares: true }, rejected);
    return (await send).kind;
  };

  expect(await Promise.all(['/fails', '/hangs-up', '/refused'].map(prepared))).toEqual([
    ...['not_sent', 'not_sent', 'rejected'],
  ]);
});

test('a redirect is not followed, and leaves open what was done', async () => {
  const { url, seen } = await serverThat((reply, { url: path }) => answer(reply, 307, '', { location: path ?? '/' }));

  expect(await clientOf(url).send(POST, unjudged)).toMatchObject({ kind: 'unknown' });
  expect(seen).toHaveLength(1);
});

test('a provider that has too many requests says when to come back', async () => {
  const { url } = await serverThat((reply) => answer(reply, 429, '{}', { 'retry-after': '7' }));

  expect(await clientOf(url).send(POST, unjudged)).toMatchObject({ kind: 'unknown', retryAfterSeconds: 7 });
});

test('a refusal means what the judge makes of it, and is unknown where the judge says nothing', async () => {
  const refusal: Refusal = { status: 422, json: { name: 'UNPROCESSABLE_ENTITY' } };
  const { url } = await serverThat((reply) => answer(reply, refusal.status, JSON.stringify(refusal.json)));
  const judged: Refusal[] = [];

  const missing = await clientOf(url).send(POST, (given) => {
    judged.push(given);
    return ok(null);
  });

  expect(missing).toEqual(ok(null));
  expect(judged).toEqual([refusal]);
  expect(await clientOf(url).send(POST, unjudged)).toMatchObject({ kind: 'unknown' });
});

test('a connection that was never made is not sent; one that breaks leaves open what was done, and is not made again', async () => {
  const { url, stop } = await listen((_, reply) => reply.end());
  await stop();
  const broken = await serverThat((reply) => void reply.socket?.destroy());

  expect(await clientOf(url).send(POST, unjudged)).toEqual({
    kind: 'not_sent',
    reason: 'Some Pay could not be reached (ECONNREFUSED)',
  });
  expect(await clientOf(broken.url).send(POST, unjudged)).toMatchObject({ kind: 'unknown' });
  expect(broken.seen).toHaveLength(1);
});

test('a broken connection that was kept alive does not make a request go out again', async () => {
  const { url, seen } = await serverThat((reply, request, count) =>
    count === 1 ? answer(reply, 200, '{}') : void request.socket.destroy(),
  );
  const client = clientOf(url);

  expect(await client.send(POST, unjudged)).toEqual(ok({}));
  expect(await client.send(POST, unjudged)).toMatchObject({ kind: 'unknown' });
  expect(seen).toHaveLength(2);
});

test('a token that can’t stand in a header is not repeated by the reason', async () => {
  const { url, seen } = await serverThat((reply) => answer(reply, 200, '{}'));
  const headers = { authorization: `${TOKEN}\n` };

  const outcome = await clientOf(url).send(
    { ...POST, headers: { authorization: `é${headers.authorization}x` } },
    unjudged,
  );

  expect(outcome.kind).toBe('unknown');
  expect(JSON.stringify(outcome)).not.toContain(TOKEN);
  expect(seen).toEqual([]);
});

test('one deadline ends all calls of a client together, a body that never ends included', async () => {
  const { url, seen } = await serverThat((reply, _, count) => {
    if (count === 1) setTimeout(() => answer(reply, 200, '{}'), 100);
    else reply.writeHead(200).write('{');
  });
  const client = clientOf(url, 400);
  const begun = performance.now();

  expect((await client.send(POST, unjudged)).kind).toBe('ok');
  const late = { kind: 'unknown', reason: 'Some Pay did not answer in time' };
  expect(await client.send(POST, unjudged)).toEqual(late);
  expect(await client.send(POST, unjudged)).toEqual(late);

  expect(performance.now() - begun).toBeLessThan(2_000);
  expect(seen).toHaveLength(2);
});
