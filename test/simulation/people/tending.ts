import type { Problem } from '../../../src/domain/operator/problem.ts';
import { isClosedByWord } from '../../../src/domain/operator/problem.ts';
import { OPERATOR } from './clients.ts';
import { type Asking, insist } from './insist.ts';

/** All that wait for a person. */
async function problemsSeen(asking: Asking): Promise<readonly Problem[]> {
  const filter = { kind: null, gymSlug: null, paymentId: null };
  const page = await insist(asking, (app) => app.listProblems(OPERATOR, filter, { limit: 100, cursor: null }));
  if (page !== null && page.items.length > 0) asking.sim.ledger.seen.add('a problem was seen to');
  return page?.items ?? [];
}

/** An operator has the service look again at each problem. */
export async function tend(asking: Asking): Promise<void> {
  for (const { id } of await problemsSeen(asking)) await insist(asking, (app) => app.retryProblem(OPERATOR, id));
}

/** An operator closes by a word what can be closed so, and has the service look again at the rest. */
export async function settle(asking: Asking): Promise<void> {
  const reason = 'It is as it should be';
  for (const { id, kind } of await problemsSeen(asking))
    await insist(asking, (app) =>
      isClosedByWord(kind) ? app.resolveProblem(OPERATOR, { id, reason }) : app.retryProblem(OPERATOR, id),
    );
}
