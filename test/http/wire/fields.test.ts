import Fastify from 'fastify';
import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { setCompilers } from '../../../src/adapters/http/bodies/validation.ts';
import { Email, ReturnUrl, text, Uuid } from '../../../src/adapters/http/wire/fields.ts';
import { ORDER_ID } from '../harness.ts';

// What the document says by a format, or not at all, the service checks in code; also in a copy with other words.

const BODY = Type.Object({
  id: Type.Optional({ ...Uuid, description: 'Another.' }),
  email: Type.Optional({ ...Email, description: 'Another.' }),
  url: Type.Optional({ ...ReturnUrl, description: 'Another.' }),
  words: Type.Optional({ ...text(3, 'Some.'), description: 'Another.' }),
});

async function statusOf(body: object): Promise<number> {
  const server = Fastify();
  setCompilers(server);
  server.post('/', { schema: { body: BODY } }, async () => 'taken');
  server.setErrorHandler((_error, _request, reply) => reply.code(400).send('refused'));
  return (await server.inject({ method: 'POST', url: '/', payload: body })).statusCode;
}

const LOCAL_64 = 'l'.repeat(64);
const DOMAIN_189 = `${'d'.repeat(63)}.${'d'.repeat(63)}.${'d'.repeat(57)}.com`;

test.each([
  [{ id: ORDER_ID.toUpperCase() }],
  [{ email: `${LOCAL_64}@${DOMAIN_189}` }],
  [{ url: 'https://shop.example/done?session={CHECKOUT_SESSION_ID}' }],
  [{ url: 'HTTPS://SHOP.example' }],
  [{ words: '💪é𝒳' }],
])('%j is taken', async (body) => {
  expect(await statusOf(body)).toBe(200);
});

test.each([
  [{ id: ORDER_ID.replaceAll('-', '') }],
  [{ id: `{${ORDER_ID}}` }],
  [{ id: `urn:uuid:${ORDER_ID}` }],
  [{ email: 'user@localhost' }],
  [{ email: `l${LOCAL_64}@example.com` }],
  [{ email: `${LOCAL_64}@d${DOMAIN_189}` }],
  [{ email: '"quoted words"@example.com' }],
  [{ url: 'http://shop.example/' }],
  [{ url: 'https://user:password@shop.example/' }],
  [{ url: 'https://shop.example/with space' }],
  [{ words: '' }],
  [{ words: 'four' }],
  [{ words: 'a\u0000' }],
  [{ words: 'a\u007f' }],
  [{ words: 'a\u009f' }],
  [{ words: 'a\n' }],
  [{ words: 'a\ud83d' }],
])('%j is refused', async (body) => {
  expect(await statusOf(body)).toBe(400);
});
