import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { SCOPES } from '../../../app/actor.ts';
import type { App } from '../../../app/app.ts';
import { type ApiKey, KEY_FORM } from '../../../domain/operator/api-key.ts';
import { actorOf } from '../auth/auth.ts';
import { docs } from '../openapi/route-docs.ts';
import { Moment, momentOf, oneOf, optional, succeed, success, text, Uuid } from '../wire/fields.ts';
import { ShownMoment, showMoment, showMomentOrNull, shownMomentOrNull } from '../wire/moments.ts';
import { PageQuery, page, paginationOf } from '../wire/pagination.ts';

const SAYS = { scope_missing: 'This needs the scope keys:manage' };

const CREATE_KEY = docs({
  id: 'createApiKey',
  tag: 'Access',
  summary: 'Create an API key',
  description:
    'The key is in this response and in no other; with an `Idempotency-Key` the same response is given again for 24 hours, ' +
    'as long as the key works. It is sent as a bearer token wherever a JWT is, and its user is ' +
    '`key:<id>`. It grants its scopes, which its maker must have, until it expires or is revoked.',
  scope: 'keys:manage',
  fails: ['invalid', 'scope_missing', 'conflict'],
  field: 'expires_at',
  says: { ...SAYS, conflict: 'The key that this idempotency key made was revoked or has expired' },
});

const LIST_KEYS = docs({
  id: 'listApiKeys',
  tag: 'Access',
  summary: 'List API keys',
  description: 'Newest first, in pages: those that are not revoked, without the keys themselves.',
  scope: 'keys:manage',
  fails: ['invalid', 'scope_missing'],
  field: 'limit',
  says: SAYS,
});

const REVOKE_KEY = docs({
  id: 'revokeApiKey',
  tag: 'Access',
  summary: 'Revoke an API key',
  description: 'Every process of the service refuses it within 5 seconds.',
  scope: 'keys:manage',
  fails: ['invalid', 'scope_missing', 'api_key_not_found'],
  field: 'key_id',
  says: SAYS,
});

const name = text(200, 'What people call it: the program that has it, for example.');
const KeyScope = oneOf(SCOPES, 'What a token or a key can grant beyond its own payments.', 'Scope');

const KeyBody = Type.Object(
  {
    name,
    scopes: Type.Array(KeyScope, { maxItems: SCOPES.length, description: 'What the key grants.' }),
    expires_at: optional({ ...Moment, description: 'When it stops working; by default never.' }),
  },
  {
    title: 'CreateApiKeyRequest',
    examples: [{ name: 'Shop back end', scopes: ['orders:write'], expires_at: '2027-01-01T00:00:00Z' }],
  },
);

const FIELDS = {
  id: Uuid,
  name,
  scopes: Type.Array(KeyScope),
  created_at: ShownMoment,
  expires_at: shownMomentOrNull('When it stops working; null: never.'),
  last_used_at: shownMomentOrNull('When it was used last, to the minute; null: never.'),
};
const KeyView = Type.Object(FIELDS, { title: 'ApiKey' });
type KeyView = Static<typeof KeyView>;

const NewKeyView = Type.Object(
  {
    ...FIELDS,
    key: Type.String({ pattern: KEY_FORM.source, description: 'The key itself. It is never shown again.' }),
  },
  { title: 'NewApiKey' },
);

const EXAMPLE: KeyView = {
  id: '770e8400-e29b-41d4-a716-446655440000',
  name: 'Shop back end',
  scopes: ['orders:write'],
  created_at: '2026-03-01T12:00:00.000Z',
  expires_at: '2027-01-01T00:00:00.000Z',
  last_used_at: null,
};
/** Of zeros, and with the wrong checksum: it works nowhere. */
const NO_KEY = `fsp_${'0'.repeat(43)}00000000`;

const NewKeyAnswer = success(NewKeyView, { description: 'The key.', example: { ...EXAMPLE, key: NO_KEY } });
const KeyListAnswer = success(page(KeyView, 'ApiKeyPage'), {
  description: 'A page of API keys.',
  example: { items: [EXAMPLE], next_cursor: null },
});

const NOTHING = Type.Unsafe<undefined>({ type: 'null', description: 'The key is revoked.' });
const KeyParams = Type.Object({ key_id: Uuid });

/** Keys of programs, which are sent as bearer tokens. */
export const apiKeys: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const create = { ...CREATE_KEY, body: KeyBody, response: { 201: NewKeyAnswer } };
  const mayReplay = (_request: FastifyRequest, operationId: string) => app.requireLiveKey(operationId);
  scope.post('', { schema: create, config: { idempotent: true, mayReplay } }, async (request, reply) => {
    const { name, scopes, expires_at } = request.body;
    const expiresAt = expires_at ? momentOf(expires_at) : null;
    const input = { keyId: request.operation?.id ?? null, name, scopes: [...new Set(scopes)], expiresAt };
    const { key, text } = await app.makeKey(actorOf(request), input);
    return reply.code(201).send(succeed({ ...showKey(key), key: text }));
  });

  const list = { ...LIST_KEYS, querystring: PageQuery, response: { 200: KeyListAnswer } };
  scope.get('', { schema: list }, async (request) => {
    const { items, nextCursor } = await app.listKeys(actorOf(request), paginationOf(request.query));
    return succeed({ items: items.map(showKey), next_cursor: nextCursor });
  });

  const revoke = { ...REVOKE_KEY, params: KeyParams, response: { 204: NOTHING } };
  scope.delete('/:key_id', { schema: revoke }, async (request, reply) => {
    await app.revokeKey(actorOf(request), request.params.key_id.toLowerCase());
    return reply.code(204).send();
  });
};

function showKey({ id, name, scopes, createdAt, expiresAt, lastUsedAt }: ApiKey): KeyView {
  return {
    id,
    name,
    scopes: SCOPES.filter((scope) => scopes.includes(scope)),
    created_at: showMoment(createdAt),
    expires_at: showMomentOrNull(expiresAt),
    last_used_at: showMomentOrNull(lastUsedAt),
  };
}
