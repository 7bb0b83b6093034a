import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { html } from '../../src/adapters/http/html.ts';
import { pageOf } from '../../src/adapters/http/openapi/page/page.ts';
import { prose } from '../../src/adapters/http/openapi/page/prose.ts';
import type { Document } from '../../src/adapters/http/openapi/types.ts';
import { OPENAPI_FILE } from '../../src/openapi.ts';
import { aServer } from './harness.ts';

const document: Document = JSON.parse(await readFile(OPENAPI_FILE, 'utf8'));

const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

test('the page is HTML, and allows nothing but its own style', async () => {
  const response = await aServer().inject('/docs');

  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
  const style = /<style>(.*?)<\/style>/s.exec(response.body)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = String(response.headers['content-security-policy']).split('; ');
  expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", `style-src 'sha256-${hash}'`]));
});

test('the page needs nothing from anywhere, so it works without a network', () => {
  const page = pageOf(document);

  expect(page).not.toMatch(/<(script|link|img|iframe|object)\b|\bsrc=|@import|url\(|\bon\w+=|\bstyle=/i);
  const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, target = '']) => target);
  expect(links).toContain('openapi.json');
  expect(links.filter((target) => target !== 'openapi.json' && !target.startsWith('#'))).toEqual([]);
});

test('the page shows every operation, once, and links to it', () => {
  const page = pageOf(document);

  expect(operations.length).toBeGreaterThan(10);
  for (const { operationId, summary } of operations) {
    expect(page.split(`id="${operationId}"`)).toHaveLength(2);
    expect(page).toContain(`href="#${operationId}"`);
    expect(page).toContain(html`${summary}`.markup);
  }
});

test('under a base path the page is below it, and its link leads to the document there', async () => {
  const server = aServer({}, { basePath: '/payments' });

  expect((await server.inject('/payments/docs')).body).toContain('href="openapi.json"');
  expect((await server.inject('/docs')).statusCode).toBe(404);
});

test('a description is text: markup in it is shown, not obeyed', () => {
  const [operation] = operations;
  const evil = { ...operation, summary: '<script>alert(1)</script>', description: '`"><img src=x>`' };

  const page = pageOf({ ...document, paths: { '/"><b>': { post: evil as typeof operation & object } } });

  expect(page).not.toMatch(/<script>|<img|"><b>/);
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

test('descriptions have paragraphs, lists, code and bold words', () => {
  const markup = prose('One `code`.\n\n- a\n- **b**').map((block) => block.markup);

  expect(markup).toEqual(['<p>One <code>code</code>.</p>', '<ul><li>a</li><li><strong>b</strong></li></ul>']);
});
