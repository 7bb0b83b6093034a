import type { AuditRecord, Author } from '../../domain/operator/audit.ts';
import { abandonedCheck, isAnomalyKind, type Problem, type ProblemKind } from '../../domain/operator/problem.ts';
import { problemRetried } from '../../domain/operator/problem-audit.ts';
import type { AnomalyKind } from '../../domain/payment/anomaly.ts';
import { type Actor, authorOf } from '../actor.ts';
import { makeCheckNow } from '../background/sweep.ts';
import type { Context } from '../context.ts';
import { syncPayment } from '../payments/sync-payment.ts';
import { accessById } from '../providers/access.ts';
import { findOpenProblem, findProblemToSettle, type OpenProblem } from './read-problems.ts';

/**
 * Looks again, now, at what waits for a person. The problem as it is then; null when it is gone.
 * @throws DomainError `scope_missing`, `problem_not_found`; what a provider's failure becomes, where it was asked.
 */
export async function retryProblem(context: Context, actor: Actor, id: string): Promise<OpenProblem | null> {
  const problem = await findProblemToSettle(context, actor, id);
  const { kind, paymentId } = problem;
  const by = authorOf(context, actor);
  if (!isAnomalyKind(kind)) await LOOKS[kind](context, problem, by);
  else if (paymentId !== null) await syncPayment(context, actor, paymentId);
  return findOpenProblem(context, id);
}

type Look = (context: Context, problem: Problem, by: Author) => Promise<void>;

/** How each kind that is no anomaly is looked at. */
const LOOKS: Readonly<Record<Exclude<ProblemKind, AnomalyKind>, Look>> = {
  check_abandoned: (context, problem, by) =>
    makeCheckNow(context, abandonedCheck(problem.subject), retried(problem, by)),
  delivery_abandoned: (context, problem, by) =>
    makeCheckNow(context, { kind: 'delivery', subject: problem.subject }, retried(problem, by)),
  async refund_overdue(context, problem, by) {
    const check = { kind: 'refund', subject: problem.subject } as const;
    await context.store.rememberCheck(check.kind, check.subject);
    await makeCheckNow(context, check, retried(problem, by));
  },
  // Only another consent or other credentials help.
  gym_needs_reconnect: async () => {},
  gym_credentials_refused: tryCredentials,
  // Only its receiver can show that it is well: an operator sends it a test.
  endpoint_disabled: async () => {},
};

function retried({ id }: Problem, by: Author): AuditRecord {
  return { ...problemRetried(id), ...by };
}

/** Asks the provider for what this account can't have: that it answers shows that it takes the credentials. */
async function tryCredentials(context: Context, { subject: slug }: Problem, by: Author): Promise<void> {
  const { store, world } = context;
  const gym = await store.findGym(slug);
  if (gym === null || gym.accountId === null) return;
  const { account, provider, credentials } = await accessById(context, gym.accountId);
  // Without a search only the next call of a customer shows it.
  if (provider.capabilities.searchLagMs === null) return;
  const outcome = await provider.find(credentials, world.newId(), world.now());
  if (outcome.kind === 'ok' && account.sealed !== null)
    await store.acceptCredentials({ accountId: account.id, read: account.sealed }, by);
}
