import { rmSync } from 'node:fs';
import { ADAPTER_BUGS } from './mutations/bugs/adapters.ts';
import { EVENT_BUGS } from './mutations/bugs/events.ts';
import { GYM_BUGS } from './mutations/bugs/gyms.ts';
import { LEASE_BUGS } from './mutations/bugs/leases.ts';
import { MONEY_BUGS } from './mutations/bugs/money.ts';
import { NOTIFICATION_BUGS } from './mutations/bugs/notifications.ts';
import { SCHEDULE_BUGS } from './mutations/bugs/schedule.ts';
import { SERVER_BUGS } from './mutations/bugs/server.ts';
import { copyOfCheckout, tryBug } from './mutations/checkout.ts';
import { brokenPromise, brokenWithoutBug } from './mutations/kit.ts';
import type { Bug, Result } from './mutations/mutation.ts';
import { brokenHistory } from './mutations/simulation.ts';
import { redTest, redWithoutBug } from './mutations/tests.ts';

// Breaks the code on purpose, one bug at a time, in a copy of the checkout, and expects a test, the simulation or the provider
// kit to notice: `npm run mutations`. It needs TEST_DATABASE_URL; `npm run mutations -- simulation` and `npm run mutations -- kit`
// try what needs no database, and words after that only the bugs that are named with them.

const [which, ...words] = process.argv.slice(2);
const ALL_SIMULATED = [LEASE_BUGS, MONEY_BUGS, NOTIFICATION_BUGS, GYM_BUGS, SCHEDULE_BUGS, EVENT_BUGS].flat();
const simulated = which === 'kit' ? [] : named(ALL_SIMULATED);
const ofAdapters = which === 'simulation' ? [] : named(ADAPTER_BUGS);
const tested = which === undefined ? SERVER_BUGS : [];

if (tested.length > 0 && process.env['TEST_DATABASE_URL'] === undefined)
  throw new Error('npm run mutations needs TEST_DATABASE_URL');
const copy = copyOfCheckout();
try {
  requireHealthy();
  const results = [
    ...simulated.map((bug) => printed(tryBug(copy, bug, () => brokenHistory(copy)))),
    ...ofAdapters.map((bug) => printed(tryBug(copy, bug, () => brokenPromise(copy, bug)))),
    ...tested.map((bug) => printed(tryBug(copy, bug, () => redTest(copy, bug)))),
  ];
  const found = results.filter(({ isFound }) => isFound);
  say(`${found.length} of ${results.length} bugs were found`);
  process.exitCode = found.length === results.length ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** @throws when a test is red, or not there, without any bug; `npm test` plays the simulation. */
function requireHealthy(): void {
  const red = [...(tested.length > 0 ? redWithoutBug(copy, tested) : []), ...brokenWithoutBug(copy, ofAdapters)];
  if (red.length > 0) throw new Error(`red, or not there, without any bug: ${red.join('; ')}`);
}

function named<Any extends Bug>(bugs: readonly Any[]): readonly Any[] {
  return bugs.filter(({ bug }) => words.every((word) => bug.includes(word)));
}

function printed(result: Result): Result {
  const { bug, isFound, how, seconds } = result;
  say(`${isFound ? 'found    ' : 'NOT FOUND'} ${seconds.toFixed(1).padStart(5)} s  ${bug}\n             ${how}`);
  return result;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
