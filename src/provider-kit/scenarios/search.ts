import type { Flow } from '../../ports/payment-provider/capabilities.ts';
import type { Harness } from '../harness.ts';
import { declared, notDeclared, type Scenario } from '../scenario.ts';
import { EPOCH, eachFlow, HOUR_MS, MINUTE_MS, open } from '../tools/builders.ts';
import { equals, must, unsupported } from '../tools/expect.ts';
import { becomes, findIds, finds } from '../tools/found.ts';

/** The service asks from so long before the payment was made: clocks differ. */
const CLOCKS_DIFFER_MS = 10 * MINUTE_MS;

export const SEARCH: readonly Scenario[] = [
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
    {
      id: 'find.newer-parents',
      promise: 'Find shows what was made since, or fails, however many parents of others were made after it',
      advice: 'Read a list by time from its newest page to `since`, and return `unknown` where you stop before it.',
      run: (harness) =>
        eachFlow(harness, async (flow) => {
          const { provider, credentials } = harness;
          const [reference, since] = [crypto.randomUUID(), sinceFor()];
          const { parentId } = await open(harness, { flow, reference });
          await openOthers(harness, flow);

          const isShown = async () => {
            const outcome = await provider.find(credentials, reference, since);
            return outcome.kind === 'unknown' || (outcome.kind === 'ok' && outcome.value[0]?.parentId === parentId);
          };
          must('the parent behind a page of newer ones is found, or the outcome is unknown', await becomes(isShown));
        }),
    },
    {
      id: 'find.since',
      promise: 'Find needs nothing that was made before `since`, and shows what was made after it',
      advice:
        'Let a list by time begin at `since`: what is older is of no use, and would make the list too long one day.',
      async run(harness) {
        for (const flow of harness.provider.capabilities.flows) await openOthers(harness, flow);
        harness.passTime(HOUR_MS);
        const [reference, since] = [crypto.randomUUID(), sinceFor(HOUR_MS)];
        const { parentId } = await open(harness, { reference });

        const isFound = async () => (await findIds(harness, reference, since)).join() === parentId;
        must('the parent that was made after `since` is found', await becomes(isFound));
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

/** Parents of other references, one more than a page of the provider's list shows. */
async function openOthers(harness: Harness, flow: Flow): Promise<void> {
  for (let count = 0; count <= harness.pageSize; count += 1) await open(harness, { flow });
}

/** What the service asks from for a payment that is made so much later than now, in milliseconds. */
function sinceFor(laterMs = 0): Date {
  return new Date(Date.now() + laterMs - CLOCKS_DIFFER_MS);
}
