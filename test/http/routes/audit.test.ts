import { expect, test } from 'vitest';
import type { KeptAudit } from '../../../src/ports/store/audit.ts';
import { aServer, bearer, recording } from '../harness.ts';

const URL = '/api/v1/audit';
const AUDITOR = bearer({ scope: 'audit:read' });
const ALL = { actor: null, action: null, subject: null, since: null, until: null };

const ENTRY: KeptAudit = {
  at: new Date('2026-03-01T12:00:00Z'),
  actor: 'key:770e8400-e29b-41d4-a716-446655440000',
  action: 'gym.put',
  subject: 'gym:iron-temple',
  changes: [
    { field: 'payments_enabled', from: true, to: false },
    { field: 'credentials', from: 'set', to: 'replaced' },
  ],
  requestId: 'request-1',
};

test('entries are shown with who, what, when and the request', async () => {
  const listAudit = recording({ items: [ENTRY], nextCursor: 'next' });

  const query = '?actor=anna&action=gym.put&subject=gym:iron-temple&since=2026-03-01T00:00:00Z&limit=1&cursor=abc';
  const server = aServer({ listAudit: listAudit.behaviour });
  const response = await server.inject({ url: URL + query, headers: AUDITOR });

  expect(response.statusCode).toBe(200);
  const { requestId, ...entry } = ENTRY;
  const shown = { ...entry, at: '2026-03-01T12:00:00.000Z', request_id: requestId };
  expect(response.json()).toEqual({ status: 'success', data: { items: [shown], next_cursor: 'next' } });
  const since = new Date('2026-03-01T00:00:00Z');
  const filter = { ...ALL, actor: 'anna', action: 'gym.put', subject: 'gym:iron-temple', since };
  const actor = { userId: 'user-1', scopes: ['audit:read'] };
  expect(listAudit.calls).toEqual([[actor, filter, { limit: 1, cursor: 'abc' }]]);
});

test.each([
  ['since', 'since=yesterday'],
  ['until', 'until=2026-02-30T00:00:00Z'],
  ['action', 'action=everything'],
  ['actor', 'actor='],
  ['who', 'who=anna'],
  ['limit', 'limit=101'],
])('the audit is refused naming %s: %s', async (field, query) => {
  const response = await aServer().inject({ url: `${URL}?${query}`, headers: AUDITOR });

  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ status: 'error', code: 400, details: { field } });
});

test('the audit needs a token', async () => {
  expect((await aServer().inject({ url: URL })).statusCode).toBe(401);
});
