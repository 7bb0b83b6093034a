import { DomainError } from '../../domain/error.ts';
import { abandonedCheck, isAnomalyKind, isClosedByWord, type Problem } from '../../domain/operator/problem.ts';
import { problemResolved } from '../../domain/operator/problem-audit.ts';
import { type Actor, authorOf } from '../actor.ts';
import type { Context } from '../context.ts';
import { resolveAnomaly } from '../payments/resolve-anomaly.ts';
import { findOpenProblem, findProblemToSettle, type OpenProblem } from './read-problems.ts';

/**
 * Closes by an operator's word what nothing else ends. The problem as it is then; null when it is gone.
 * @throws DomainError `scope_missing`, `problem_not_found`; `conflict` where it ends with what it is about, or has just ended.
 */
export async function resolveProblem(
  context: Context,
  actor: Actor,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<OpenProblem | null> {
  const problem = await findProblemToSettle(context, actor, id);
  if (!isClosedByWord(problem.kind))
    throw new DomainError('conflict', `No word closes ${problem.kind}: it ends when its cause does`);
  await close(context, actor, problem, reason);
  context.world.log.info({ problem: id, by: actor.userId }, 'a problem was resolved');
  return findOpenProblem(context, id);
}

async function close(context: Context, actor: Actor, problem: Problem, reason: string): Promise<void> {
  const { kind, subject, paymentId } = problem;
  if (isAnomalyKind(kind)) {
    await resolveAnomaly(context, actor, { paymentId: paymentId ?? '', anomalyId: subject, reason });
    return;
  }
  const check = kind === 'delivery_abandoned' ? ({ kind: 'delivery', subject } as const) : abandonedCheck(subject);
  const audit = { ...problemResolved(problem.id, reason), ...authorOf(context, actor) };
  const isClosed = await context.store.resolveCheck(check.kind, check.subject, { by: actor.userId, reason }, audit);
  if (!isClosed) throw new DomainError('conflict', 'The problem is resolved already, or is looked at again');
}
