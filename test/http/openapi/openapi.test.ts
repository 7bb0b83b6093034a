import { readFile } from 'node:fs/promises';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { type RulesetDefinition, Spectral } from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';
import { RE2JS } from 're2js';
import { expect, test } from 'vitest';
import { CLIENT_TYPES_FILE, clientTypesText } from '../../../scripts/client-types.ts';
import { OPENAPI_FILE, openApiText } from '../../../scripts/openapi.ts';
import type { Document } from '../../../src/adapters/http/openapi/types.ts';
import { aServer } from '../harness.ts';

async function documentOf(changes: Parameters<typeof aServer>[1] = {}): Promise<Document> {
  const response = await aServer({}, changes).inject('/openapi.json');
  expect(response.statusCode).toBe(200);
  return response.json();
}

test('docs/openapi.json is what the service serves; `npm run openapi` writes it', async () => {
  expect(await readFile(OPENAPI_FILE, 'utf8')).toBe(await openApiText());
});

test('the types of the TypeScript client are those of docs/openapi.json; `npm run openapi` writes them', async () => {
  expect(await readFile(CLIENT_TYPES_FILE, 'utf8')).toBe(await clientTypesText());
});

async function redocly(source: string): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended-strict'] });
  const problems = await lintFromString({ source, absoluteRef: '/openapi.json', config });
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`);
}

async function spectral(source: string): Promise<string[]> {
  const linter = new Spectral();
  linter.setRuleset({ extends: [rulesets.oas as RulesetDefinition] });
  const problems = await linter.run(JSON.parse(source));
  return problems.map(({ code, message, path }) => `${code}: ${message} ${path.join('/')}`);
}

test('Redocly finds nothing, examples that break their schema included', async () => {
  expect(await redocly(await openApiText())).toEqual([]);
});

test('Spectral finds nothing', async () => {
  expect(await spectral(await openApiText())).toEqual([]);
});

test('the linters do look', async () => {
  const document = await documentOf();
  const path = '/api/v1/payments/intent';
  // Of one path only: looking at all of them takes its time.
  const text = JSON.stringify({ ...document, unknown: 1, webhooks: {}, paths: { [path]: document.paths[path] } });
  const broken = text.replaceAll('"currency":"jpy"', '"currency":5');

  const problems = await redocly(broken);
  expect(problems).toContainEqual(expect.stringMatching(/^struct: /));
  expect(problems).toContainEqual(expect.stringMatching(/^no-invalid-media-type-examples: /));
  expect(await spectral(broken)).toContainEqual(expect.stringMatching(/^oas3-valid-media-example: /));
});

/** Every value under a key, wherever in the document. */
function valuesOf(key: string, node: unknown): unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => [...(name === key ? [value] : []), ...valuesOf(key, value)]);
}

test('every pattern compiles without look-ahead and Unicode classes, as RE2 and Python have it', async () => {
  const patterns = [...new Set(valuesOf('pattern', await documentOf()))].map(String);

  expect(patterns.length).toBeGreaterThan(5);
  for (const pattern of patterns) {
    expect(pattern).not.toMatch(/\\[pP]\{/);
    expect(RE2JS.compile(pattern).pattern()).toBe(pattern);
  }
});

test('a field says its form: ids, addresses, URLs, amounts and timestamps', async () => {
  const { components } = await documentOf();
  const fieldsOf = (name: string) => components.schemas[name]?.properties ?? {};

  const { id, amount, created_at } = fieldsOf('Payment');
  expect([id?.format, amount?.type, amount?.format]).toEqual(['uuid', 'integer', 'int64']);
  expect('2024-01-01T00:00:00').toMatch(new RegExp(created_at?.pattern ?? 'none'));
  expect(fieldsOf('Checkout')['init_point']?.format).toBe('uri');
  expect(fieldsOf('CreateCheckoutRequest')['payer_email']?.format).toBe('email');
  expect(components.parameters['Limit']?.schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 100 });
});

test('operation ids are verbs in camel case, and what only providers call comes last', async () => {
  const { paths, tags } = await documentOf();
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const receivers = operations.filter(({ tags: [tag] }) => tag === 'Webhook receivers');

  for (const { operationId } of operations)
    expect(operationId).toMatch(
      /^(?:cancel|capture|connect|create|delete|deliver|get|handle|list|put|receive|redeliver|refund|resolve|retry|revoke|rotate|sync|test)[A-Z]\w*$/,
    );
  expect(tags.at(-1)?.name).toBe('Webhook receivers');
  expect(operations.slice(-receivers.length)).toEqual(receivers);
});

test('every route is described, but for the document, its page, and the link that owners of gyms open', async () => {
  const server = aServer({}, {});
  const routes: string[] = [];
  server.addHook('onRoute', ({ method, url, config }) => {
    if (method !== 'HEAD' && url !== '*' && config?.access !== 'none') routes.push(`${method} ${url}`);
  });

  const { paths } = (await server.inject('/openapi.json')).json<Document>();

  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  const files = ['start.js', 'style.css', 'swagger-ui-bundle.js', 'swagger-ui.css'];
  const docs = ['GET /openapi.json', 'GET /docs', ...files.map((name) => `GET /docs/${name}`)];
  const undescribed = [...docs, 'GET /api/v1/oauth/:provider/start'];
  expect(routes.toSorted()).toEqual([...described, ...undescribed].toSorted());
});

test('under a base path the document is there, and says where its paths are', async () => {
  const server = aServer({}, { basePath: '/payments' });

  const { servers, paths } = (await server.inject('/payments/openapi.json')).json<Document>();

  expect(servers).toEqual([{ url: '/payments', description: expect.any(String) }]);
  expect(paths).toEqual((await documentOf()).paths);
  expect((await server.inject('/openapi.json')).statusCode).toBe(404);
});

test('both need no token, and count as any request does', async () => {
  const rateLimit = { max: 1, webhookMax: 1, windowMs: 60_000, redisUrl: null };
  for (const url of ['/openapi.json', '/docs']) {
    const server = aServer({}, { rateLimit });
    expect((await server.inject(url)).statusCode).toBe(200);
    const again = await server.inject(url);
    expect(again.statusCode).toBe(429);
    expect(again.json()).toEqual({ status: 'error', error: 'Too many requests', code: 429 });
  }
});

test('each operation says how to authenticate: with a token, with a scope, or not at all', async () => {
  const { paths } = await documentOf();

  expect(paths['/api/v1/payments/intent']?.['post']?.security).toEqual([{ bearer: [] }]);
  expect(paths['/api/v1/gyms/{slug}']?.['put']?.security).toEqual([{ bearer: [] }]);
  expect(paths['/api/v1/gyms/{slug}']?.['put']?.description).toContain('Requires the scope `gyms:write`.');
  expect(paths['/webhook/{gym_slug}']?.['post']?.security).toEqual([]);
  expect(paths['/health']?.['get']?.security).toEqual([]);
});

test('every POST but the webhooks takes an Idempotency-Key', async () => {
  const { paths } = await documentOf();
  const posts = Object.entries(paths).flatMap(([path, { post }]) => (post === undefined ? [] : [{ path, ...post }]));
  const webhooks = posts.filter(({ tags }) => tags.includes('Webhook receivers'));

  const keys = ['IdempotencyKey', 'RequiredIdempotencyKey'].map((name) => `{"$ref":"#/components/parameters/${name}"}`);
  expect(webhooks.length).toBeGreaterThan(0);
  expect(posts.length).toBeGreaterThan(webhooks.length);
  for (const post of posts)
    expect([post.path, post.parameters?.some((each) => keys.includes(JSON.stringify(each)))]).toEqual([
      post.path,
      !webhooks.includes(post),
    ]);
});

test('the codes of the gyms API are listed', async () => {
  const { components } = await documentOf();

  const codes = components.schemas['GymsError']?.properties?.['code']?.enum;
  const documented = ['VALIDATION_ERROR', 'UNAUTHORIZED', 'PAYMENT_NOT_ENABLED', 'GYM_NOT_FOUND', 'INVALID_TOKEN'];
  expect(codes).toEqual(expect.arrayContaining([...documented, 'GATEWAY_ERROR', 'INTERNAL_ERROR']));
});

const INTENT_STATUSES = [
  '201',
  '400',
  '401',
  '403',
  '404',
  '408',
  '409',
  '413',
  '415',
  '422',
  '429',
  '500',
  '502',
  '503',
];

test.each([
  ['post', '/api/v1/payments/intent', INTENT_STATUSES],
  ['get', '/api/v1/payments/{payment_id}', ['200', '400', '401', '403', '404', '429', '500', '503']],
  ['post', '/api/v1/payments/webhook', ['200', '400', '408', '413', '429', '500', '502', '503']],
  ['post', '/api/v1/payments/checkout', ['200', ...INTENT_STATUSES.slice(1)]],
  ['post', '/webhook/{gym_slug}', ['200', '400', '401', '404', '408', '413', '429', '500', '502', '503']],
  ['get', '/ready', ['200', '500', '503', '4XX']],
])('%s %s has exactly these statuses: %s', async (method, path, statuses) => {
  const { paths } = await documentOf();

  expect(Object.keys(paths[path]?.[method]?.responses ?? {})).toEqual(statuses);
});
