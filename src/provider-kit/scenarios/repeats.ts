import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenRequest } from '../../ports/payment-provider/requests.ts';
import type { Harness } from '../harness.ts';
import { declared, notDeclared, type Scenario } from '../scenario.ts';
import { EPOCH, eachFlow, open, requestFor, value } from '../tools/builders.ts';
import { equals, must, unsupported } from '../tools/expect.ts';

/** A simulator's index may lag, too: it is asked again until it shows all, for so long. */
const PATIENCE_MS = 3_000;
const PAUSE_MS = 50;

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
  ...declared('search', 'search', [
    {
      id: 'find.by-reference',
      promise: 'The adapter finds parents by our reference, and no others',
      advice: 'Filter what the provider lists once more by the reference.',
      run: (harness) =>
        eachFlow(harness, async (flow) => {
          const reference = crypto.randomUUID();
          const { parentId } = await open(harness, { flow, reference });
          await open(harness, { flow });

          await finds(harness, reference, [parentId]);
          equals(
            'what is found of a reference that no parent carries',
            await findIds(harness, crypto.randomUUID()),
            [],
          );
        }),
    },
    {
      id: 'find.long-list',
      promise: 'What find shows is whole, or a failure: never the first page of it',
      advice: 'Read the list page by page to its end, and return `unknown` where you stop before it.',
      async run(harness) {
        const { provider, credentials } = harness;
        const reference = crypto.randomUUID();
        const made: string[] = [];
        for (let count = 0; count <= harness.pageSize; count += 1)
          made.push((await open(harness, { reference })).parentId);

        const isWhole = async () => {
          const outcome = await provider.find(credentials, reference, EPOCH);
          return outcome.kind === 'unknown' || (outcome.kind === 'ok' && outcome.value.length === made.length);
        };
        must(
          `all ${made.length} parents of one reference are found, or the outcome is unknown`,
          await becomes(isWhole),
        );
      },
    },
  ]),
  ...notDeclared('search', 'what-the-provider-cant-do', [
    {
      id: 'find.refused',
      promise: 'Find refuses with unsupported, before any request',
      advice: 'Throw `unsupported` from `find` where `searchLagMs` is null.',
      run: (harness) =>
        unsupported(harness, ({ provider, credentials }) => provider.find(credentials, crypto.randomUUID(), EPOCH)),
    },
  ]),
  ...declared('late search', 'search', [
    {
      id: 'find.in-the-end',
      promise:
        'The adapter says how long a search may lag, in whole milliseconds, and find shows in the end what was made',
      advice: 'Declare the provider’s documented delay as `searchLagMs`.',
      async run(harness) {
        must('searchLagMs is a whole number', Number.isSafeInteger(harness.provider.capabilities.searchLagMs));
        const reference = crypto.randomUUID();
        const { parentId } = await open(harness, { reference });

        await finds(harness, reference, [parentId]);
      },
    },
  ]),
  ...notDeclared('late search', 'search', [
    {
      id: 'find.at-once',
      promise: 'Find shows at once what was made',
      advice: 'Declare a `searchLagMs` above 0 where the provider’s index lags.',
      async run(harness) {
        const reference = crypto.randomUUID();
        const { parentId } = await open(harness, { reference });

        equals('what is found', await findIds(harness, reference), [parentId]);
      },
    },
  ]),
];

async function findIds({ provider, credentials }: Harness, reference: string): Promise<readonly string[]> {
  return value(await provider.find(credentials, reference, EPOCH)).map(({ parentId }) => parentId);
}

/** Waits until a search shows these parents, and no others. */
async function finds(harness: Harness, reference: string, ids: readonly string[]): Promise<void> {
  let found: readonly string[] = [];
  await becomes(async () => {
    found = (await findIds(harness, reference)).toSorted();
    return found.join() === ids.toSorted().join();
  });
  equals('what is found', found, ids.toSorted());
}

/** Whether it is so at last. */
async function becomes(isSo: () => Promise<boolean>): Promise<boolean> {
  const begun = performance.now();
  while (!(await isSo())) {
    if (performance.now() - begun > PATIENCE_MS) return false;
    await sleep(PAUSE_MS);
  }
  return true;
}

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
