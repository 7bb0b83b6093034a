import { parseArgs } from 'node:util';
import { historyOf } from './history.ts';
import { play } from './play.ts';
import { reportOf } from './report.ts';
import { shrink } from './shrink.ts';

// Lives histories until one breaks an invariant, and tells that one as a story: `npm run simulate -- --runs N --seed S`.

const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } });
const runs = Number(values.runs ?? 1_000);
const first = Number(values.seed ?? Date.now() % 2 ** 31);
const EVERY = 5_000;

process.exitCode = (await isBroken()) ? 1 : 0;

async function isBroken(): Promise<boolean> {
  const began = performance.now();
  for (let run = 0; run < runs; run += 1) {
    const history = historyOf(first + run);
    const { failures } = await play(history);
    if (failures.length > 0) {
      process.stdout.write(reportOf(await shrink(history)));
      return true;
    }
    if ((run + 1) % EVERY === 0) say(`${run + 1} histories`);
  }
  const seconds = (performance.now() - began) / 1000;
  say(`${runs} histories from seed ${first}: no invariant is broken, ${seconds.toFixed(1)} s`);
  return false;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
