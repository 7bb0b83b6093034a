import { createHash } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { describe, expect, test } from 'vitest';
import { prefersHtml } from '../../../src/adapters/http/wire/accept.ts';
import type { App } from '../../../src/app/app.ts';
import { DomainError, invalid } from '../../../src/domain/error.ts';
import type { Gym } from '../../../src/domain/gym/gym.ts';
import { aGym, aServer, recording } from '../harness.ts';

const CALLBACK = '/api/v1/oauth/somepay/callback?state=a-state&code=a-code';
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';

/** What the callback answers to a browser when the app does this. */
function visit(finishConnection: App['finishConnection'], url = CALLBACK): Promise<LightMyRequestResponse> {
  return aServer({ finishConnection }).inject({ url, headers: { accept: BROWSER, 'x-request-id': 'visit-1' } });
}

/** A gym that was connected with a grant that can be renewed. */
function connected(changes: Partial<Gym> = {}) {
  return { ...aGym(changes), reconnectBefore: null };
}

function failing(error: Error): App['finishConnection'] {
  return () => Promise.reject(error);
}

function titleOf({ body }: LightMyRequestResponse): string {
  return /<h1>(.*?)<\/h1>/.exec(body)?.[1] ?? '';
}

describe('the reader of the page after the provider', () => {
  test('the reader of the page after the provider reads that the gym is connected', async () => {
    const response = await visit(async () => connected());

    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(titleOf(response)).toBe('Iron Temple is connected');
    expect(response.body).not.toContain('switched off');
  });

  test('the reader of the page after the provider reads, too, that its payments are switched off', async () => {
    expect((await visit(async () => connected({ paymentsEnabled: false }))).body).toContain('switched off');
  });

  test.each([
    [400, invalid('state', 'Used'), 'This link no longer works'],
    [400, invalid('code', 'No consent'), 'Your account is not connected'],
    [409, new DomainError('conflict', 'Not possible'), 'Your account is not connected'],
    [409, new DomainError('another_holder', 'x', { field: 'account' }), 'Your account is not connected'],
    [502, new DomainError('connection_failed', 'Not connected'), 'Something went wrong'],
    [503, new DomainError('store_unavailable', 'Away'), 'Please try again in a minute'],
    [500, new Error('an internal <secret>'), 'Something went wrong'],
  ])(
    'the reader of the page after the provider reads what went wrong, with the status %i of the answer to programs: %s',
    async (status, error, title) => {
      const response = await visit(failing(error));

      expect(response.statusCode).toBe(status);
      expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(titleOf(response)).toBe(title);
      expect(response.body).toContain('<code>visit-1</code>');
      expect(response.body).not.toContain('secret');
    },
  );

  test('the reader of the page after the provider reads the same of a request that the app never saw', async () => {
    const unseen = await visit(failing(new Error('unseen')), '/api/v1/oauth/somepay/callback?code=a-code');

    expect([unseen.statusCode, titleOf(unseen)]).toEqual([400, 'This link no longer works']);
  });

  test('the reader of the page after the provider reads to wait after too many requests', async () => {
    const rateLimit = { max: 1, webhookMax: 1, windowMs: 60_000, redisUrl: null };
    const server = aServer({ finishConnection: async () => connected() }, { rateLimit });
    await server.inject({ url: CALLBACK, headers: { accept: BROWSER } });

    const response = await server.inject({ url: CALLBACK, headers: { accept: BROWSER } });

    expect([response.statusCode, titleOf(response)]).toEqual([429, 'Too many visits']);
    expect(response.headers['retry-after']).toBeDefined();
  });

  test('the reader of the page after the provider reads a name as text, whatever it says', async () => {
    const { body } = await visit(async () => connected({ name: '<script>alert("1")</script> & Sons' }));

    expect(body).not.toContain('<script');
    expect(body).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; Sons is connected');
  });

  test.each([async () => connected(), failing(invalid('state', 'Used'))])(
    'the reader of the page after the provider gets a page that loads and runs nothing, and that is neither kept nor framed (%#)',
    async (finishConnection) => {
      const { headers, body } = await visit(finishConnection);

      const style = /<style>(.*?)<\/style>/s.exec(body)?.[1] ?? '';
      const hash = createHash('sha256').update(style).digest('base64');
      expect(String(headers['content-security-policy']).split('; ').toSorted()).toEqual([
        "base-uri 'none'",
        "default-src 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        `style-src 'sha256-${hash}'`,
      ]);
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
      expect(body).not.toMatch(/<(script|link|img|iframe|object)\b|\bsrc=|@import|url\(|\bon\w+=|\bstyle=/i);
    },
  );
});

describe('the owner of a gym whose grant can not be renewed', () => {
  const reconnectBefore = new Date('2027-05-27T12:00:00Z');

  test.each([
    ['en', 'Iron Temple is connected', 'before May 27, 2027', 'permission to renew'],
    ['es', 'Iron Temple está conectado', 'antes del 27 de mayo de 2027', 'permiso para renovar'],
    ['pt', 'Iron Temple está conectada', 'antes de 27 de maio de 2027', 'permissão para renovar'],
    ['ja', 'Iron Templeの連携が完了しました', '2027年5月27日より前に', '更新する権限'],
  ])(
    'the owner of a gym whose grant can not be renewed reads in %s until when to connect it again, and why',
    async (language, title, before, why) => {
      const finishConnection = async () => ({ ...aGym({ needsReconnect: true }), reconnectBefore });
      const headers = { accept: BROWSER, 'accept-language': language };

      const response = await aServer({ finishConnection }).inject({ url: CALLBACK, headers });

      expect([response.statusCode, titleOf(response)]).toEqual([200, title]);
      expect(response.body).toContain(before);
      expect(response.body).toContain(why);
      const program = await aServer({ finishConnection }).inject({ url: CALLBACK });
      expect(program.json()).toMatchObject({ status: 'success', data: { needs_reconnect: true } });
    },
  );
});

describe('the owner of a gym', () => {
  test.each([
    ['es-AR,es;q=0.9,en;q=0.8', 'es', 'Iron Temple está conectado', 'Tu cuenta no está conectada'],
    ['pt-BR', 'pt', 'Iron Temple está conectada', 'Sua conta não está conectada'],
    ['ja', 'ja', 'Iron Templeの連携が完了しました', 'アカウントは連携されていません'],
    ['fr, de;q=0.9', 'en', 'Iron Temple is connected', 'Your account is not connected'],
    ['en;q=0.5, es;q=0.7', 'es', 'Iron Temple está conectado', 'Tu cuenta no está conectada'],
    ['es;q=0, x, ;q=1, *', 'en', 'Iron Temple is connected', 'Your account is not connected'],
  ])(
    'the owner of a gym who reads %s gets the page in that language (%s)',
    async (accepted, language, agreed, declined) => {
      const headers = { accept: BROWSER, 'accept-language': accepted };
      const good = await aServer({ finishConnection: async () => connected() }).inject({ url: CALLBACK, headers });
      const bad = await aServer({ finishConnection: failing(invalid('code', 'No')) }).inject({
        url: CALLBACK,
        headers,
      });

      expect([titleOf(good), titleOf(bad)]).toEqual([agreed, declined]);
      expect(good.body).toContain(`<html lang="${language}">`);
      expect(good.headers).toMatchObject({
        'content-language': language,
        vary: expect.stringContaining('accept-language'),
      });
    },
  );
});

describe('a link to connect an account', () => {
  const START = '/api/v1/oauth/somepay/start?link=a-link';

  test('a link to connect an account binds the browser that opens it, and leads on to the provider', async () => {
    const startConnection = recording('https://provider.example/agree?state=x');

    const response = await aServer({ startConnection: startConnection.behaviour }).inject(START);

    expect(response.statusCode).toBe(303);
    expect(response.headers.location).toBe('https://provider.example/agree?state=x');
    expect(response.headers['set-cookie']).toBe(
      '__Host-fitstack-connect=a-link; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=3600',
    );
    expect(startConnection.calls).toEqual([[{ provider: 'somepay', link: 'a-link' }]]);
  });

  test('a link to connect an account that works no more sets no cookie, and says so on a page', async () => {
    const startConnection = () => Promise.reject(invalid('link', 'Used'));

    const response = await aServer({ startConnection }).inject({ url: START, headers: { accept: BROWSER } });

    expect([response.statusCode, titleOf(response)]).toEqual([400, 'This link no longer works']);
    expect(response.headers['set-cookie']).toBeUndefined();
  });

  test.each([
    ['__Host-fitstack-connect=a-link', 'a-link'],
    ['a=b; __Host-fitstack-connect=a-link; c=d', 'a-link'],
    ['__Host-fitstack-connect=a-link; __Host-fitstack-connect=another', null],
    ['fitstack-connect=a-link', null],
    ['', null],
  ])('a link to connect an account is known by the cookie %j when the browser comes back', async (cookie, link) => {
    const finishConnection = recording(connected());

    await aServer({ finishConnection: finishConnection.behaviour }).inject({ url: CALLBACK, headers: { cookie } });

    expect(finishConnection.calls).toMatchObject([[{ link }]]);
  });
});

describe('a callback', () => {
  test.each([
    [
      'with a code',
      '?state=a-state&code=a-code',
      [{ provider: 'somepay', state: 'a-state', code: 'a-code', link: null }],
    ],
    [
      'with an error',
      '?state=a-state&error=access_denied',
      [{ provider: 'somepay', state: 'a-state', code: null, link: null }],
    ],
    [
      'with both',
      '?state=a-state&code=a-code&error=no',
      [{ provider: 'somepay', state: 'a-state', code: null, link: null }],
    ],
  ])('a callback %s is an answer of the provider', async (_what, query, calls) => {
    const finishConnection = recording(connected());

    await aServer({ finishConnection: finishConnection.behaviour }).inject(`/api/v1/oauth/somepay/callback${query}`);

    expect(finishConnection.calls).toEqual([calls]);
  });

  test('a callback without an answer of the provider uses nothing up', async () => {
    const response = await aServer().inject('/api/v1/oauth/somepay/callback?state=a-state');

    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ error: 'code is required', details: { field: 'code' } });
  });

  test.each(['', '?state=a-state&code=a-code'])(
    'a callback from a provider that is not one leads nowhere: %j',
    async (query) => {
      const response = await aServer().inject(`/api/v1/oauth/nopay/callback${query}`);

      expect(response.json()).toEqual({ status: 'error', error: 'Not found', code: 404 });
    },
  );

  test('a callback that failed does not ask to come back', async () => {
    const response = await aServer({ finishConnection: failing(new DomainError('connection_failed', 'x')) }).inject(
      CALLBACK,
    );

    expect(response.headers['retry-after']).toBeUndefined();
    expect(response.json()).toMatchObject({ code: 502, error: expect.stringContaining('a new link') });
  });
});

describe('a program', () => {
  test.each([undefined, '*/*', 'application/json', 'application/json, text/html;q=0.9'])(
    'a program that accepts %s gets JSON',
    async (accept) => {
      const headers = accept === undefined ? {} : { accept };
      const good = await aServer({ finishConnection: async () => connected() }).inject({ url: CALLBACK, headers });
      const bad = await aServer({ finishConnection: failing(invalid('state', 'Used')) }).inject({
        url: CALLBACK,
        headers,
      });

      expect(good.json()).toMatchObject({ status: 'success', data: { slug: 'iron-temple' } });
      expect(bad.json()).toEqual({ status: 'error', error: 'Used', code: 400, details: { field: 'state' } });
    },
  );
});

test.each([
  ['text/html', true],
  ['TEXT/HTML;level=1;q=0.5', true],
  ['text/*', true],
  ['text/html, */*', true],
  ['text/html, application/json', false],
  ['text/html;q=0', false],
  ['text/html, */*;q=0.9', true],
  ['text/html;q=0, application/json', false],
  ['application/json;q=0.1, text/html;q=0.2', true],
  ['text/html;q=much', false],
  ['', false],
  [',;,q=1', false],
])('Accept: %s means HTML: %s', (accept, isPreferred) => {
  expect(prefersHtml(accept)).toBe(isPreferred);
});
