import { DomainError } from '../../domain/error.ts';
import type { Problem } from '../../domain/operator/problem.ts';
import type { ProblemCount, ProblemFilter } from '../../ports/store/problems.ts';
import type { Page, PageRequest } from '../../ports/store/queries.ts';
import { type Actor, requireScope } from '../actor.ts';
import type { Context } from '../context.ts';

/** What waits for a person, oldest first. @throws DomainError `scope_missing`; `invalid` with field `cursor` */
export async function listProblems(
  { store }: Context,
  actor: Actor,
  filter: ProblemFilter,
  page: PageRequest,
): Promise<Page<Problem>> {
  requireScope(actor, 'payments:read');
  return store.listProblems(filter, page);
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
