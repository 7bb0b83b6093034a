import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Job, Loaded } from './load.ts';
import type { Running } from './process.ts';

/** What one round gave. */
export type Round = {
  readonly perSecond: number;
  /** User and system, of the answering process alone; microseconds. */
  readonly cpuUsPerRequest: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
};

export type Loader = {
  /** @throws Error when any answer was not the expected one: a fast refusal is no result. */
  load(target: Running, job: Omit<Job, 'url'>): Promise<Round>;
  stop(): void;
};

/** The process that makes the load. */
export function startLoader(): Loader {
  const child = fork(join(import.meta.dirname, 'load.ts'));

  async function run(job: Job): Promise<Loaded> {
    const answered = once(child, 'message');
    child.send(job);
    const [{ loaded, error }] = (await answered) as [{ loaded?: Loaded; error?: string }];
    if (loaded === undefined) throw new Error(`the load failed: ${error}`);
    return loaded;
  }

  return {
    async load(target, job) {
      const before = await target.usage();
      const { requests, failures, elapsedMs, p50Ms, p99Ms } = await run({ ...job, url: target.url });
      const after = await target.usage();
      if (failures > 0) throw new Error(`${failures} of ${requests} requests (${job.kind}) were not answered rightly`);
      const cpuUsPerRequest = (after.cpuUs - before.cpuUs) / requests;
      return { perSecond: (requests / elapsedMs) * 1000, cpuUsPerRequest, p50Ms, p99Ms };
    },
    stop: () => void child.kill(),
  };
}
