import type { Problem, ProblemKind } from '../../domain/operator/problem.ts';
import type { Page, PageRequest } from './queries.ts';

/** Which problems: all that match every field that is not null. */
export type ProblemFilter = {
  readonly kind: ProblemKind | null;
  readonly gymSlug: string | null;
  readonly paymentId: string | null;
};

export type ProblemCount = { readonly kind: ProblemKind; readonly count: number };

/** What waits for a person, as it is now (src/domain/operator/problem.ts). Nothing here changes anything. */
export type Problems = {
  /** Oldest first. @throws DomainError `invalid` with field `cursor` */
  listProblems(filter: ProblemFilter, page: PageRequest): Promise<Page<Problem>>;
  findProblem(id: string): Promise<Problem | null>;
  /** Of the kinds that there are any of. */
  countProblems(): Promise<readonly ProblemCount[]>;
};
