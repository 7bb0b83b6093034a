import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { App } from '../../../app/app.ts';
import { AUDITED_ACTIONS, type AuditedValue } from '../../../domain/operator/audit.ts';
import type { AuditFilter, KeptAudit } from '../../../ports/store/audit.ts';
import { actorOf } from '../auth/auth.ts';
import { docs } from '../openapi/route-docs.ts';
import { Moment, momentOf, oneOf, succeed, success, text, textOrNull } from '../wire/fields.ts';
import { ShownMoment, showMoment } from '../wire/moments.ts';
import { ONLY_KNOWN, PageQuery, page, paginationOf } from '../wire/pagination.ts';

const LIST_AUDIT = docs({
  id: 'listAudit',
  tag: 'Access',
  summary: 'List audit entries',
  description:
    'Every change that a person or a key made to orders, gyms, endpoints and API keys, every refund, capture, cancellation ' +
    'and resolution, and what they had looked at or sent again, newest first, in pages. An entry is written together with ' +
    'its change, and stays.',
  scope: 'audit:read',
  fails: ['invalid', 'scope_missing'],
  field: 'since',
  says: { scope_missing: 'This needs the scope audit:read' },
});

const Action = oneOf(AUDITED_ACTIONS, 'What was done, as `<noun>.<verb>`.', 'AuditAction');

const AuditQuery = Type.Object(
  {
    actor: Type.Optional(text(255, 'Only what this user did; `key:<id>` is an API key.')),
    action: Type.Optional(Action),
    subject: Type.Optional(text(1_000, 'Only changes of this thing: `<noun>:<id>`, such as `gym:iron-temple`.')),
    since: Type.Optional({ ...Moment, description: 'Only what was done then or later.' }),
    until: Type.Optional({ ...Moment, description: 'Only what was done before.' }),
    ...PageQuery.properties,
  },
  ONLY_KNOWN,
);

const value = (description: string) =>
  Type.Unsafe<AuditedValue>({ type: ['string', 'number', 'boolean', 'null'], description });

const ChangeView = Type.Object(
  {
    field: Type.String({ description: 'The name that the field has in the API.' }),
    from: value('Null where there was none.'),
    to: value('Of a secret or an email address only that it was `set` or `replaced`.'),
  },
  { title: 'AuditedChange' },
);

const AuditView = Type.Object(
  {
    at: ShownMoment,
    actor: Type.String({ description: 'The user; `key:<id>` is an API key.' }),
    action: Action,
    subject: Type.String({ description: 'What was changed: `<noun>:<id>`.' }),
    changes: Type.Array(ChangeView),
    request_id: textOrNull('The `x-request-id` of the request; null where it was none.'),
  },
  { title: 'AuditEntry' },
);
type AuditView = Static<typeof AuditView>;

const EXAMPLE: AuditView = {
  at: '2026-03-01T12:00:00.000Z',
  actor: 'key:770e8400-e29b-41d4-a716-446655440000',
  action: 'order.put',
  subject: 'order:550e8400-e29b-41d4-a716-446655440000',
  changes: [{ field: 'description', from: null, to: 'Two towels' }],
  request_id: 'req-1',
};

const AuditAnswer = success(page(AuditView, 'AuditPage'), {
  description: 'A page of entries.',
  example: { items: [EXAMPLE], next_cursor: null },
});

/** Who changed what. */
export const audit: FastifyPluginAsyncTypebox<{ app: App }> = async (scope, { app }) => {
  const list = { ...LIST_AUDIT, querystring: AuditQuery, response: { 200: AuditAnswer } };
  scope.get('', { schema: list }, async (request) => {
    const { query } = request;
    const { items, nextCursor } = await app.listAudit(actorOf(request), filterOf(query), paginationOf(query));
    return succeed({ items: items.map(showEntry), next_cursor: nextCursor });
  });
};

function filterOf({ actor, action, subject, since, until }: Static<typeof AuditQuery>): AuditFilter {
  return {
    actor: actor ?? null,
    action: action ?? null,
    subject: subject ?? null,
    since: since === undefined ? null : momentOf(since),
    until: until === undefined ? null : momentOf(until),
  };
}

function showEntry({ at, actor, action, subject, changes, requestId }: KeptAudit): AuditView {
  return { at: showMoment(at), actor, action, subject, changes: [...changes], request_id: requestId };
}
