import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '../../ports/outcome.ts';
import type { Parent } from '../../ports/payment-provider/requests.ts';
import type { Harness } from '../harness.ts';
import { declared, type Scenario } from '../scenario.ts';
import type { Meddle } from '../tools/between.ts';
import { paid } from '../tools/builders.ts';
import { realCalls } from '../tools/calls.ts';
import { equals, must } from '../tools/expect.ts';
import { play } from '../tools/struck.ts';

const DEADLINE_MS = 1_000;
/** Two of them are over the deadline by more than `LATE_MS`. */
const SLOW_MS = 700;
/** How late a call may begin its deadline on a busy machine, on which all calls begin at once. */
const LATE_MS = 250;

const WORD = 'a_word_of_next_year';

export const ANSWERS: readonly Scenario[] = [
  ...declared('HTTP API', 'outcomes', [
    {
      id: 'outcome.total-deadline',
      promise: 'The adapter has one deadline for all the requests of a call together',
      advice: 'Begin the deadline with the call, and give each request what is left of it.',
      async run(harness) {
        const calls = realCalls(harness);
        const prepared = [];
        for (const { name, prepare } of calls) prepared.push({ name, call: await prepare(harness) });

        // All at once: it is all waiting.
        const ended = prepared.map(async ({ name, call }) => {
          const begun = performance.now();
          let lastMs = 0;
          const slowly: Meddle = async (_, pass) => {
            const answer = await pass();
            await sleep(SLOW_MS);
            lastMs = performance.now() - begun;
            return answer;
          };
          const { outcome } = await play(harness, call, slowly, DEADLINE_MS);
          const isLate = outcome.kind === 'ok' && lastMs > DEADLINE_MS + LATE_MS;
          must(`${name} uses no answer that came ${Math.round(lastMs)} ms after it began`, !isLate);
        });
        await Promise.all(ended);
      },
    },
    {
      id: 'outcome.unknown-status',
      promise: 'The adapter takes a status word that it does not know for no end, and names it',
      advice: 'Leave `fact` null, or what it was, for a word that your table lacks, and report it as `unknownStatus`.',
      async run(harness) {
        const { parentId } = await paid(harness);

        const outcome = await fetchedOver(harness, parentId, (body) => harness.wire.withStatus(body, WORD));

        if (outcome.kind !== 'ok') return equals('the outcome', outcome.kind, 'unknown');
        const { fact, unknownStatus } = outcome.value?.report ?? {};
        must('the word is no end', !['succeeded', 'cancelled', 'failed'].includes(fact?.kind ?? ''));
        equals('the word that is reported as unknown', unknownStatus, WORD);
      },
    },
  ]),
  ...declared('owner in answers', 'parents', [
    {
      id: 'outcome.other-owner',
      promise: 'The adapter reports an object of another account, or of another mode, as such',
      advice: 'Compare the owner and the mode in each answer with the credentials: `accountMatches: false`.',
      async run(harness) {
        const { parentId } = await paid(harness);

        const outcome = await fetchedOver(harness, parentId, harness.wire.ofAnotherOwner);

        const isOwn = outcome.kind === 'ok' && outcome.value?.report.accountMatches === true;
        must('it is not reported as one of this account', !isOwn);
      },
    },
  ]),
];

/** A parent as it is shown when each answer of the upstream is changed. */
async function fetchedOver(
  harness: Harness,
  parentId: string,
  change: (body: string) => string,
): Promise<Outcome<Parent | null>> {
  const changing: Meddle = async (_, pass) => {
    const answer = await pass();
    return { ...answer, body: change(answer.body) };
  };
  const { outcome } = await play(harness, (adapter, as) => adapter.fetch(as, parentId), changing);
  return outcome;
}
