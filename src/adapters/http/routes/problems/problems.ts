import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, Type } from 'typebox';
import type { App } from '../../../../app/app.ts';
import type { OpenProblem } from '../../../../app/problems/read-problems.ts';
import { actorOf } from '../../auth/auth.ts';
import { docs } from '../../openapi/route-docs.ts';
import { Slug, succeed, success, text, Uuid } from '../../wire/fields.ts';
import { ONLY_KNOWN, PageQuery, page, paginationOf } from '../../wire/pagination.ts';
import { CALLS_PROVIDER, PAYMENTS_SCOPE, READING_SCOPE } from '../payments/words.ts';
import { PROBLEM_EXAMPLE, ProblemKindView, ProblemView, showProblem } from './problem-view.ts';

const LIST_PROBLEMS = docs({
  id: 'listProblems',
  tag: 'Problems and figures',
  summary: 'List problems',
  description:
    'Open anomalies, checks and webhooks that the schedule has given up, overdue refunds, gyms whose credentials are not ' +
    'taken any more, endpoints that their answers disabled: oldest first, in pages, each with what can be done about it.',
  scope: 'payments:read',
  fails: ['invalid', 'scope_missing'],
  field: 'kind',
  says: READING_SCOPE,
});

const GET_PROBLEM_SUMMARY = docs({
  id: 'getProblemSummary',
  tag: 'Problems and figures',
  summary: 'Count problems',
  description: 'How many problems of each kind there are; kinds without any are left out.',
  scope: 'payments:read',
  fails: ['invalid', 'scope_missing'],
  says: READING_SCOPE,
});

const RETRY_PROBLEM = docs({
  id: 'retryProblem',
  tag: 'Problems and figures',
  summary: 'Retry a problem',
  description:
    'Asks the provider about an anomaly or the credentials of a gym, and makes an abandoned check or an overdue refund go ' +
    'on now. The problem as it is then; null when it is gone.',
  scope: 'payments:manage',
  fails: ['invalid', 'scope_missing', 'problem_not_found', 'payment_not_found', 'conflict', ...CALLS_PROVIDER],
  field: 'problem_id',
  says: { ...PAYMENTS_SCOPE, conflict: 'The payment is being opened; try again in a moment' },
});

const RESOLVE_PROBLEM = docs({
  id: 'resolveProblem',
  tag: 'Problems and figures',
  summary: 'Resolve a problem',
  description:
    'Anomalies, `check_abandoned` and `delivery_abandoned` are closed so. The others end when their cause does, and so do ' +
    'anomalies whose cause the service sees go, such as money that is refunded. The problem as it is then; null when it is gone.',
  scope: 'payments:manage',
  fails: ['invalid', 'scope_missing', 'problem_not_found', 'payment_not_found', 'anomaly_not_found', 'conflict'],
  field: 'reason',
  says: { ...PAYMENTS_SCOPE, conflict: 'No word closes refund_overdue: it ends when its cause does' },
});

const filters = {
  kind: Type.Optional(ProblemKindView),
  gym_id: Type.Optional({ ...Slug, description: 'Only problems of this gym.' }),
  payment_id: Type.Optional({ ...Uuid, description: 'Only problems of this payment.' }),
};
const ListQuery = Type.Object({ ...filters, ...PageQuery.properties }, ONLY_KNOWN);

const ListAnswer = success(page(ProblemView, 'ProblemPage'), {
  description: 'A page of problems.',
  example: { items: [PROBLEM_EXAMPLE], next_cursor: null },
});
export type ProblemList = Static<typeof ListAnswer>['data'];

const Count = Type.Object({ kind: ProblemKindView, count: Type.Integer({ minimum: 1 }) }, { title: 'ProblemCount' });
const SummaryAnswer = success(Type.Object({ items: Type.Array(Count) }, { title: 'ProblemSummary' }), {
  description: 'The kinds of problems that there are.',
  example: { items: [{ kind: 'paid_twice', count: 1 }] },
});
export type ProblemSummary = Static<typeof SummaryAnswer>['data'];

const ProblemParams = Type.Object({ problem_id: text(1000, 'The `id` of the problem.') });
const ResolveBody = Type.Object(
  { reason: text(500, 'What the operator found, and did about it.') },
  { title: 'ResolveProblemRequest', examples: [{ reason: 'Paid twice by mistake, the second payment was refunded' }] },
);
const ProblemAnswer = success(Type.Union([ProblemView, Type.Null()]), {
  description: 'The problem as it is now; null when it is gone.',
  example: null,
});

type ProblemsOptions = { readonly app: App; readonly program: string };

export const problems: FastifyPluginAsyncTypebox<ProblemsOptions> = async (scope, { app, program }) => {
  const shown = (problem: OpenProblem | null) => problem && showProblem(problem, program);

  const list = { ...LIST_PROBLEMS, querystring: ListQuery, response: { 200: ListAnswer } };
  scope.get('', { schema: list }, async (request) => {
    const { kind, gym_id, payment_id } = request.query;
    const filter = { kind: kind ?? null, gymSlug: gym_id ?? null, paymentId: payment_id?.toLowerCase() ?? null };
    const { items, nextCursor } = await app.listProblems(actorOf(request), filter, paginationOf(request.query));
    return succeed({ items: items.map((problem) => showProblem(problem, program)), next_cursor: nextCursor });
  });

  const summary = {
    ...GET_PROBLEM_SUMMARY,
    querystring: Type.Object({}, ONLY_KNOWN),
    response: { 200: SummaryAnswer },
  };
  scope.get('/summary', { schema: summary }, async (request) => {
    const items = await app.countProblems(actorOf(request));
    return succeed({ items: [...items] });
  });

  const retry = { ...RETRY_PROBLEM, params: ProblemParams, response: { 200: ProblemAnswer } };
  scope.post('/:problem_id/retry', { schema: retry, config: { idempotent: true } }, async (request) =>
    succeed(shown(await app.retryProblem(actorOf(request), request.params.problem_id))),
  );

  const resolve = { ...RESOLVE_PROBLEM, params: ProblemParams, body: ResolveBody, response: { 200: ProblemAnswer } };
  scope.post('/:problem_id/resolve', { schema: resolve, config: { idempotent: true } }, async (request) => {
    const { reason } = request.body;
    return succeed(shown(await app.resolveProblem(actorOf(request), { id: request.params.problem_id, reason })));
  });
};
