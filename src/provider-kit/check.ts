import { createDeadline, TIMED_OUT } from '../adapters/providers/shared/deadline.ts';
import { type Profile, sideOf } from './abilities.ts';
import type { Subject } from './harness.ts';
import type { Scenario } from './scenario.ts';
import { applies, SCENARIOS } from './scenarios.ts';

/** How one promise was kept. */
export type Result = Pick<Scenario, 'id' | 'promise' | 'advice' | 'doc'> & {
  readonly ms: number;
  /** What was seen instead, in words; null when the promise was kept. */
  readonly broken: string | null;
};

/** A promise that does not apply, since the adapter does not declare the ability, and the scenarios that were tried instead. */
export type NotDeclared = Pick<Scenario, 'id' | 'promise'> & {
  readonly ability: string;
  readonly instead: readonly string[];
};

export type Report = {
  readonly provider: string;
  readonly isKept: boolean;
  readonly results: readonly Result[];
  readonly notDeclared: readonly NotDeclared[];
};

/** For one scenario, its start and its stop included, in milliseconds. */
const DEADLINE_MS = 20_000;

export type CheckOptions = {
  /** Milliseconds for one scenario; 20,000 unless something else is said. */
  readonly deadlineMs?: number;
  /** Only scenarios with one of these ids, or with an id that begins with one of these and a point. */
  readonly only?: readonly string[];
};

/** Tries every promise that applies, one after the other, each before an upstream of its own. Never rejects. */
export async function checkProvider(subject: Subject, options: CheckOptions = {}): Promise<Report> {
  const { only, deadlineMs = DEADLINE_MS } = options;
  const wanted = SCENARIOS.filter(
    ({ id }) => only === undefined || only.some((name) => `${id}.`.startsWith(`${name}.`)),
  );
  const results: Result[] = [];
  for (const scenario of wanted.filter((one) => applies(one, subject)))
    results.push(await resultOf(subject, scenario, deadlineMs));
  const isKept = results.every(({ broken }) => broken === null);
  return { provider: subject.name, isKept, results, notDeclared: notDeclaredOf(wanted, subject) };
}

/** @throws Error that says what was seen, when the promise is broken or the scenario takes too long. */
export async function tryScenario(subject: Subject, scenario: Scenario, deadlineMs = DEADLINE_MS): Promise<void> {
  const result = await createDeadline(deadlineMs)(() => played(subject, scenario));
  if (result === TIMED_OUT) throw new Error(`the scenario did not end within ${deadlineMs} ms`);
}

async function played({ start }: Subject, { run }: Scenario): Promise<void> {
  const harness = await start();
  try {
    await run(harness);
  } finally {
    await harness.stop();
  }
}

async function resultOf(subject: Subject, scenario: Scenario, deadlineMs: number): Promise<Result> {
  const { id, promise, advice, doc } = scenario;
  const begun = performance.now();
  const broken = await tryScenario(subject, scenario, deadlineMs).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return { id, promise, advice, doc, ms: Math.round(performance.now() - begun), broken };
}

function notDeclaredOf(scenarios: readonly Scenario[], profile: Profile): readonly NotDeclared[] {
  return scenarios.flatMap(({ id, promise, when }) => {
    if (when === null) return [];
    const side = sideOf(when.ability, profile);
    // Of an ability that is declared, the refusals are no promise.
    if (side === when.side || (side === 'declared' && when.side === 'not declared')) return [];
    const others = SCENARIOS.filter((other) => other.when?.ability === when.ability && other.when.side === side);
    return [{ id, promise, ability: when.ability, instead: others.map((other) => other.id) }];
  });
}
