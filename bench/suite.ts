import type { Databases } from './database.ts';
import { startLoader } from './loader.ts';
import type { Usage } from './probe.ts';
import type { Running } from './process.ts';
import { startFloor, startService, startSimulator } from './programs.ts';
import { measure, type Result } from './scenarios.ts';
import type { ScenarioName, Size } from './settings.ts';
import { type Figure, figureOf } from './statistics.ts';

/** What was found on one kind of database. Milliseconds and bytes. */
export type Findings = {
  readonly start: { readonly healthMs: Figure; readonly readyMs: Figure };
  /** Of the service, when it had started, and after all that it was asked. */
  readonly memory: { readonly atStart: Usage; readonly afterLoad: Usage };
  readonly results: readonly Result[];
};

const STARTS = 3;
const ORDER: readonly ScenarioName[] = ['payment', 'webhook', 'intent'];

/** Starts everything, measures, and stops everything. After the deadline there are as few rounds as possible. */
export async function runSuite(databases: Databases, size: Size, deadline: number): Promise<Findings> {
  const started: Running[] = [];
  const loader = startLoader();
  const kept = async (running: Promise<Running>) => {
    started.push(await running);
    return running;
  };
  try {
    const simulator = await kept(startSimulator());
    const database = await databases.environment();
    const starts = await startOften(() => startService(database, simulator.url));
    const service = await kept(startService(database, simulator.url));
    const atStart = await service.usage();
    const read = await kept(startFloor('read', await databases.environment()));
    const webhook = await kept(startFloor('webhook', await databases.environment()));
    const programs = { service, read, webhook, simulator };
    const results: Result[] = [];
    for (const name of ORDER) results.push(await measure(name, size, { loader, programs, deadline }));
    const memory = { atStart, afterLoad: await service.usage() };
    return { start: figuresOf([...starts, service.startMs]), memory, results };
  } finally {
    loader.stop();
    await Promise.all(started.map((each) => each.stop()));
  }
}

/** The first start compiles, and fills the cache of what it compiled: it doesn't count. */
async function startOften(startOnce: () => Promise<Running>): Promise<Running['startMs'][]> {
  const times: Running['startMs'][] = [];
  for (let count = 0; count < STARTS; count += 1) {
    const running = await startOnce();
    times.push(running.startMs);
    await running.stop();
  }
  return times.slice(1);
}

function figuresOf(times: readonly Running['startMs'][]): Findings['start'] {
  return { healthMs: figureOf(times.map(({ health }) => health)), readyMs: figureOf(times.map(({ ready }) => ready)) };
}
