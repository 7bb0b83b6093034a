import type { OpenRequest } from '../../ports/payment-provider/requests.ts';
import type { Harness } from '../harness.ts';
import { declared, notDeclared, type Scenario } from '../scenario.ts';
import { eachFlow, requestFor, value } from '../tools/builders.ts';
import { equals, must } from '../tools/expect.ts';
import { finds } from '../tools/found.ts';

export const REPEATS: readonly Scenario[] = [
  ...declared('repeatsAreSafeForMs', 'repeats', [
    {
      id: 'open.once-for-one-key',
      promise: 'Open makes one parent for one idempotency key, and another for another',
      advice: 'Pass `idempotencyKey` on, unchanged, or declare `repeatsAreSafeForMs: 0`.',
      run: (harness) =>
        eachFlow(harness, async (flow) => {
          const request = requestFor(harness, { flow });

          const { first, again, other } = await openThrice(harness, request);

          equals('the parent of the repeated call', again, first);
          must('another key makes another parent', other !== first);
          equals('how many parents the provider has', madeFor(harness, request), 2);
          if (harness.provider.capabilities.searchLagMs !== null)
            await finds(harness, request.reference, [first, other]);
        }),
    },
  ]),
  ...notDeclared('repeatsAreSafeForMs', 'repeats', [
    {
      id: 'open.all-is-found',
      promise: 'Whatever open makes under one key and others, find shows all of it',
      advice: 'Search by our reference, and show every parent that carries it.',
      run: (harness) =>
        eachFlow(harness, async (flow) => {
          const request = requestFor(harness, { flow });

          const { first, again, other } = await openThrice(harness, request);

          must('another key makes another parent', other !== first);
          await finds(harness, request.reference, [...new Set([first, again, other])]);
        }),
    },
  ]),
];

/** What was made by the same request twice, and once more with another key. */
async function openThrice({ provider, credentials }: Harness, request: OpenRequest) {
  const { parentId: first } = value(await provider.open(credentials, request));
  const { parentId: again } = value(await provider.open(credentials, request));
  const next = { ...request, idempotencyKey: crypto.randomUUID() };
  const { parentId: other } = value(await provider.open(credentials, next));
  return { first, again, other };
}

function madeFor(harness: Harness, { reference }: OpenRequest): number {
  return harness.effects().parents.filter((parent) => parent.reference === reference).length;
}
