import { expect, test } from 'vitest';
import type { OpenProblem } from '../../../src/app/problems/read-problems.ts';
import { DomainError, type ErrorCode } from '../../../src/domain/error.ts';
import { FAKE_CREDENTIALS } from '../../app/fake-credentials.ts';
import { at } from '../../domain/builders.ts';
import { aServer, bearer, PAYMENT_ID, recording } from '../harness.ts';

const ANOMALY_ID = '880e8400-e29b-41d4-a716-446655440000';
const PROBLEM: OpenProblem = {
  id: `paid_twice:${ANOMALY_ID}`,
  kind: 'paid_twice',
  since: at(6),
  gymSlug: 'iron-temple',
  paymentId: PAYMENT_ID,
  subject: ANOMALY_ID,
  about: "try-2'; reboot",
  detail: { left: 100, provider: 'somepay' },
  remedies: ['explain', 'refund', 'retry', 'resolve'],
  credentials: [],
};
const NOTE = '‹what you found, and did about it›';
const SHOWN = {
  id: PROBLEM.id,
  kind: 'paid_twice',
  since: '2026-03-01T12:00:06.000Z',
  gym_id: 'iron-temple',
  payment_id: PAYMENT_ID,
  summary: "More than its amount was paid: try-2'; reboot",
  remedies: [
    {
      label: 'Look at the payment and its story',
      method: 'GET',
      path: `/api/v1/payments/${PAYMENT_ID}/details`,
      body: null,
      command: `npm run cli -- explain ${PAYMENT_ID}`,
    },
    {
      label: 'Send back what is beyond its amount, which ends it (needs an Idempotency-Key)',
      method: 'POST',
      path: `/api/v1/payments/${PAYMENT_ID}/refunds`,
      body: { amount: '‹how much, in minor units›', provider_payment_id: "try-2'; reboot", reason: '‹why›' },
      command: `npm run cli -- payment refund ${PAYMENT_ID} --attempt 'try-2'\\''; reboot'`,
    },
    {
      label: 'Look again now',
      method: 'POST',
      path: `/api/v1/problems/paid_twice%3A${ANOMALY_ID}/retry`,
      body: null,
      command: `npm run cli -- problems retry paid_twice:${ANOMALY_ID}`,
    },
    {
      label: 'Keep the money: say why, and close it',
      method: 'POST',
      path: `/api/v1/problems/paid_twice%3A${ANOMALY_ID}/resolve`,
      body: { reason: NOTE },
      command: `npm run cli -- problems resolve paid_twice:${ANOMALY_ID} --reason '${NOTE}'`,
    },
  ],
};
const MANAGER = bearer({ scope: 'payments:manage' });
const ALL = { kind: null, gymSlug: null, paymentId: null };

test.each([
  ['', ALL, { limit: 20, cursor: null }],
  ['?kind=endpoint_disabled&limit=5&cursor=abc', { ...ALL, kind: 'endpoint_disabled' }, { limit: 5, cursor: 'abc' }],
  ['?gym_id=iron-temple', { ...ALL, gymSlug: 'iron-temple' }, { limit: 20, cursor: null }],
  [`?payment_id=${PAYMENT_ID.toUpperCase()}`, { ...ALL, paymentId: PAYMENT_ID }, { limit: 20, cursor: null }],
])('problems are listed with what can be done about each: %s', async (query, filter, page) => {
  const listProblems = recording({ items: [PROBLEM], nextCursor: 'next' });
  const server = aServer({ listProblems: listProblems.behaviour });

  const response = await server.inject({ url: `/api/v1/problems${query}`, headers: MANAGER });

  expect(response.json()).toEqual({ status: 'success', data: { items: [SHOWN], next_cursor: 'next' } });
  expect(listProblems.calls).toEqual([[{ userId: 'user-1', scopes: ['payments:manage'] }, filter, page]]);
});

test('commands of remedies begin with the program as it is installed', async () => {
  const listProblems = async () => ({ items: [PROBLEM], nextCursor: null });
  const server = aServer({ listProblems }, { program: 'npx payments' });

  const response = await server.inject({ url: '/api/v1/problems', headers: MANAGER });

  const [{ remedies }] = response.json().data.items;
  expect(remedies[0].command).toBe(`npx payments explain ${PAYMENT_ID}`);
});

test.each([
  ['kind', '?kind=trouble'],
  ['kind', '?kind='],
  ['gym_id', '?gym_id=Iron%20Temple'],
  ['payment_id', '?payment_id=5'],
  ['limit', '?limit=0'],
  ['status', '?status=open'],
])('problems are not listed for a request that is wrong about %s: %s', async (field, query) => {
  const response = await aServer().inject({ url: `/api/v1/problems${query}`, headers: MANAGER });

  expect(response.json()).toMatchObject({ code: 400, details: { field } });
});

test('problems are counted by their kind', async () => {
  const items = [{ kind: 'paid_twice', count: 2 }] as const;
  const countProblems = async () => items;

  const response = await aServer({ countProblems }).inject({ url: '/api/v1/problems/summary', headers: MANAGER });

  expect(response.json()).toEqual({ status: 'success', data: { items } });
});

test('the count of problems takes no parameters', async () => {
  const response = await aServer().inject({ url: '/api/v1/problems/summary?kind=paid_twice', headers: MANAGER });

  expect(response.json()).toMatchObject({ code: 400, details: { field: 'kind' } });
});

test.each([
  ['as it is then', PROBLEM, SHOWN],
  ['as null when it is gone', null, null],
])('a problem that was looked at again is answered %s', async (_how, problem, data) => {
  const retryProblem = recording(problem);
  const url = `/api/v1/problems/${encodeURIComponent('check_abandoned:parent/x/y')}/retry`;

  const response = await aServer({ retryProblem: retryProblem.behaviour }).inject({
    ...{ method: 'POST', url, headers: MANAGER },
  });

  expect(response.json()).toEqual({ status: 'success', data });
  expect(retryProblem.calls).toMatchObject([[{ userId: 'user-1' }, 'check_abandoned:parent/x/y']]);
});

test('a problem is closed with a reason', async () => {
  const resolveProblem = recording(null);
  const server = aServer({ resolveProblem: resolveProblem.behaviour });
  const url = `/api/v1/problems/${PROBLEM.id}/resolve`;

  const response = await server.inject({ method: 'POST', url, headers: MANAGER, payload: { reason: 'Refunded' } });

  expect(response.json()).toEqual({ status: 'success', data: null });
  expect(resolveProblem.calls).toMatchObject([[{ userId: 'user-1' }, { id: PROBLEM.id, reason: 'Refunded' }]]);
});

test.each([{}, { reason: '' }, { reason: 5 }, { reason: 'x'.repeat(501) }])(
  'a problem is not closed without a reason: %j',
  async (payload) => {
    const url = `/api/v1/problems/${PROBLEM.id}/resolve`;

    const response = await aServer().inject({ method: 'POST', url, headers: MANAGER, payload });

    expect(response.json()).toMatchObject({ code: 400, details: { field: 'reason' } });
  },
);

test.each([
  ['scope_missing', 403],
  ['problem_not_found', 404],
  ['conflict', 409],
] satisfies [ErrorCode, number][])('a problem that is not settled because of %s is %i', async (code, status) => {
  const refuse = async () => {
    throw new DomainError(code, 'No');
  };
  const server = aServer({ retryProblem: refuse, resolveProblem: refuse });
  const path = `/api/v1/problems/${PROBLEM.id}`;

  const retried = await server.inject({ method: 'POST', url: `${path}/retry`, headers: MANAGER });
  const payload = { reason: 'x' };
  const resolved = await server.inject({ method: 'POST', url: `${path}/resolve`, headers: MANAGER, payload });

  for (const response of [retried, resolved])
    expect(response.json()).toEqual({ status: 'error', error: 'No', code: status });
});

test.each([
  ['GET', ''],
  ['GET', '/summary'],
  ['POST', '/x/retry'],
  ['POST', '/x/resolve'],
] as const)('no caller sees or settles problems without a token: %s %s', async (method, path) => {
  expect((await aServer().inject({ method, url: `/api/v1/problems${path}` })).statusCode).toBe(401);
});

test('a gym whose credentials are refused shows those that its provider requires, each to be filled in', async () => {
  const detail = { name: 'Iron Temple', payments_enabled: true, provider: 'somepay' };
  const refused = { kind: 'gym_credentials_refused', subject: 'iron-temple', detail } as const;
  const problem: OpenProblem = {
    ...{ ...PROBLEM, ...refused, credentials: FAKE_CREDENTIALS.fields, remedies: ['put_credentials'] },
  };
  const { behaviour } = recording({ items: [problem], nextCursor: null });

  const response = await aServer({ listProblems: behaviour }).inject({ url: '/api/v1/problems', headers: MANAGER });

  const [{ remedies }] = response.json().data.items;
  expect(remedies).toMatchObject([
    {
      path: '/api/v1/gyms/iron-temple',
      body: { ...detail, credentials: { access_token: '‹access token›', webhook_secrets: ['‹webhook secrets›'] } },
      command: 'npm run cli -- gym put iron-temple --credentials-stdin',
    },
  ]);
});
