import { DomainError } from '../../domain/error.ts';
import { type Problem, type RemedyKind, remediesOf } from '../../domain/operator/problem.ts';
import type { CredentialField } from '../../ports/payment-provider/credentials.ts';
import type { ProblemCount, ProblemFilter } from '../../ports/store/problems.ts';
import type { Page, PageRequest } from '../../ports/store/queries.ts';
import { type Actor, requireScope } from '../actor.ts';
import type { Context } from '../context.ts';

/** A problem, and what can be done about it now, in the order in which a person would try it. */
export type OpenProblem = Problem & {
  readonly remedies: readonly RemedyKind[];
  /** What its provider's accounts are opened with. */
  readonly credentials: readonly CredentialField[];
};

/** What waits for a person, oldest first. @throws DomainError `scope_missing`; `invalid` with field `cursor` */
export async function listProblems(
  context: Context,
  actor: Actor,
  filter: ProblemFilter,
  page: PageRequest,
): Promise<Page<OpenProblem>> {
  requireScope(actor, 'payments:read');
  const { items, nextCursor } = await context.store.listProblems(filter, page);
  return { items: items.map((problem) => withRemedies(context, problem)), nextCursor };
}

/** How many there are, of the kinds that there are any of. @throws DomainError `scope_missing` */
export async function countProblems({ store }: Context, actor: Actor): Promise<readonly ProblemCount[]> {
  requireScope(actor, 'payments:read');
  return store.countProblems();
}

/** For those who settle it. @throws DomainError `scope_missing`, `problem_not_found` */
export async function findProblemToSettle({ store }: Context, actor: Actor, id: string): Promise<Problem> {
  requireScope(actor, 'payments:manage');
  const problem = await store.findProblem(id);
  if (problem === null) throw new DomainError('problem_not_found', 'Problem not found');
  return problem;
}

/** The problem as it is now; null when it is gone. */
export async function findOpenProblem(context: Context, id: string): Promise<OpenProblem | null> {
  const problem = await context.store.findProblem(id);
  return problem && withRemedies(context, problem);
}

function withRemedies({ providers }: Context, problem: Problem): OpenProblem {
  const provider = providers.get(String(problem.detail['provider']));
  const refunds = provider?.capabilities.refunds === true;
  const connects = provider !== undefined && provider.connecting !== null;
  const searches = provider !== undefined && provider.capabilities.searchLagMs !== null;
  const remedies = remediesOf(problem, { refunds, connects, searches });
  return { ...problem, remedies, credentials: provider?.credentials ?? [] };
}
