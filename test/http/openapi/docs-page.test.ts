import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { aServer } from '../harness.ts';

const FILES = ['start.js', 'style.css', 'swagger-ui-bundle.js', 'swagger-ui.css'];

test('the page runs nothing but scripts of the service, and nothing that stands in the page itself', async () => {
  const { statusCode, headers, body } = await aServer().inject('/docs');

  expect(statusCode).toBe(200);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  const policy = String(headers['content-security-policy']).split('; ');
  expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "script-src 'self'", "style-src 'self'"]));
  expect(policy.join()).not.toMatch(/unsafe|https?:|\*/);
  expect(body).not.toMatch(/<script>|<style|\bstyle=|\bon\w+=/i);
});

test('every address in the page is relative to it, so that the page works under any base path', async () => {
  const server = aServer({}, { basePath: '/payments' });
  const { body } = await server.inject('/payments/docs');

  const targets = [...body.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, target = '']) => target);
  const files = targets.filter((target) => target.startsWith('docs/'));
  expect(files.toSorted()).toEqual(FILES.map((name) => `docs/${name}`));
  expect(targets.filter((target) => !files.includes(target)).toSorted()).toEqual(['data:,', 'openapi.json']);
  for (const file of files) expect((await server.inject(`/payments/${file}`)).statusCode).toBe(200);
  expect((await server.inject('/docs')).statusCode).toBe(404);
});

test.each(FILES)('%s is compressed for those who can read it, and sent again only when it changed', async (name) => {
  const server = aServer();
  const url = `/docs/${name}`;

  const plain = await server.inject({ url });
  const gzipped = await server.inject({ url, headers: { 'accept-encoding': 'gzip, br' } });
  const again = await server.inject({ url, headers: { 'if-none-match': String(plain.headers['etag']) } });

  expect(plain.headers).not.toHaveProperty('content-encoding');
  expect(gzipped.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(gzipped.rawPayload).equals(plain.rawPayload)).toBe(true);
  expect(plain.headers['content-type']).toMatch(name.endsWith('.js') ? /^text\/javascript/ : /^text\/css/);
  expect([again.statusCode, again.body]).toEqual([304, '']);
});
