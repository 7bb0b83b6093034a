import { parseArgs } from 'node:util';
import { historyOf } from './history.ts';
import { play } from './play.ts';
import { headOf, reportOf } from './report.ts';
import { shrink } from './shrink.ts';

// Lives histories until one breaks an invariant, and prints that one as a story: `npm run simulate -- --runs N --seed S`.
// `--seconds T` ends it after so much time of a processor, and `--no-shrink` only names what the history breaks.

const { values } = parseArgs({
  options: {
    runs: { type: 'string' },
    seed: { type: 'string' },
    seconds: { type: 'string' },
    shrink: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const runs = Number(values.runs ?? 1_000);
const first = Number(values.seed ?? Date.now() % 2 ** 31);
const mostMs = 1_000 * Number(values.seconds ?? Number.POSITIVE_INFINITY);
const EVERY = 5_000;

process.exitCode = (await isBroken()) ? 1 : 0;

async function isBroken(): Promise<boolean> {
  const began = performance.now();
  const tookMs = () => performance.now() - began;
  const usedMs = () => process.cpuUsage().user / 1_000;
  let run = 0;
  for (; run < runs && usedMs() < mostMs; run += 1) {
    const history = historyOf(first + run);
    const played = await play(history);
    if (played.failures.length > 0) {
      process.stdout.write(values.shrink ? reportOf(await shrink(history)) : headOf({ history, played }));
      return true;
    }
    if ((run + 1) % EVERY === 0) say(`${run + 1} histories`);
  }
  const seconds = tookMs() / 1000;
  say(`${run} histories from seed ${first}: no invariant is broken, ${seconds.toFixed(1)} s`);
  return false;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
