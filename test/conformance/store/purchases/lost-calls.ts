import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Lease } from '../../../../src/domain/purchase/calls.ts';
import type { OpeningEnd } from '../../../../src/domain/purchase/openings.ts';
import type { StoreAndCommands as Store } from '../../../stores.ts';
import { anOpened, facts, LEASE_MS } from '../builders.ts';
import type { CheckClock } from '../checks.ts';

type Step = 'lease' | 'look' | 'parent' | OpeningEnd;
const STEPS: readonly Step[] = ['lease', 'look', 'refused', 'unknown', 'unchanged', 'lease', 'look', 'parent'];

/**
 * Whatever is done to a payment in whatever order, also while a process looks at it: as long as a call for its parent
 * may be going on, or may have made one, there is a check that comes back to it; and not any longer.
 */
export function describeLostCalls(given: () => CheckClock & { readonly store: Store }): void {
  test('a check for a lost call is there for as long as the call may have made something', async () => {
    const life = fc.array(fc.constantFrom(...STEPS), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(life, (steps) => live(given(), steps)),
      { numRuns: 40 },
    );
  }, 60_000);
}

async function live({ store, waits, makeDue }: ReturnType<Parameters<typeof describeLostCalls>[0]>, steps: Step[]) {
  const { payment, lease: first } = await anOpened(store);
  let [lease, isUnknown, hasParent]: [Lease | null, boolean, boolean] = [first, false, false];
  for (const step of steps) {
    if (step === 'lease') lease = (await store.leaseOpening(payment.id, LEASE_MS)).lease ?? lease;
    else if (step === 'parent') {
      await store.recordFacts(facts(payment.id, { parentId: `parent-of-${payment.id}` }));
      [lease, isUnknown, hasParent] = [null, false, true];
    } else if (step === 'look') {
      // A worker that looks finds it as it is, and says that there is more to do: the last try is never reached here.
      if ((await waits('opening', payment.id)) !== 'forgotten') await makeDue('opening', payment.id);
      const checks = await store.takeChecks(['opening'], 1_000, LEASE_MS);
      for (const check of checks) if (check.subject === payment.id) await store.endCheck(check, { by: new Date(0) });
    } else if (lease !== null) {
      await store.endOpening(payment.id, lease, step);
      isUnknown = step === 'unknown' || (step === 'unchanged' && isUnknown);
      lease = null;
    }
    const mayHaveMade = !hasParent && (lease !== null || isUnknown);
    expect([step, (await waits('opening', payment.id)) !== 'forgotten']).toEqual([step, mayHaveMade]);
  }
}
