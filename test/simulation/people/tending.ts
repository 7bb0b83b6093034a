import type { OpenProblem } from '../../../src/app/problems/read-problems.ts';
import { isClosedByWord } from '../../../src/domain/operator/problem.ts';
import { OPERATOR } from './clients.ts';
import { type Asking, insist } from './insist.ts';
import { sendBack } from './operators.ts';

/** All that wait for a person. */
async function problemsSeen(asking: Asking): Promise<readonly OpenProblem[]> {
  const filter = { kind: null, gymSlug: null, paymentId: null };
  const page = await insist(asking, (app) => app.listProblems(OPERATOR, filter, { limit: 100, cursor: null }));
  if (page !== null && page.items.length > 0) asking.sim.ledger.seen.add('a problem was seen to');
  return page?.items ?? [];
}

/** An operator sends back money that is beyond an amount or was not wanted, or has the service look again at a problem. */
export async function tend(asking: Asking): Promise<void> {
  for (const { id, remedies, paymentId, about: providerPaymentId } of await problemsSeen(asking))
    if (paymentId !== null && remedies.includes('refund') && asking.chance.isLucky(0.5))
      await sendBack(asking, `refund for ${id}`, { paymentId, providerPaymentId, amount: null });
    else await insist(asking, (app) => app.retryProblem(OPERATOR, id));
}

/** An operator closes by a word what can be closed so, and has the service look again at the rest. */
export async function settle(asking: Asking): Promise<void> {
  const reason = 'It is as it should be';
  for (const { id, kind } of await problemsSeen(asking))
    await insist(asking, (app) =>
      isClosedByWord(kind) ? app.resolveProblem(OPERATOR, { id, reason }) : app.retryProblem(OPERATOR, id),
    );
}
