import { pino } from 'pino';
import { ConfigError } from './config/config.ts';
import { type Service, startService } from './service.ts';

// The service as a process: its environment, its output, and the signals that end it.

async function main(): Promise<void> {
  const stopping = onStop();
  // Each line is out before the next is made: nothing is lost in a crash, at half of what writing behind costs.
  const output = pino.destination({ dest: process.stdout.fd, sync: true });
  const service = await startService(process.env, output);
  stopping.by(service.stop);
  await service.listening;
}

type Stop = Service['stop'];

/**
 * Stops once, at the first of the signals; a second one has its usual effect. It listens from the beginning: as process 1
 * of a container a signal that nothing listens to does nothing, and what is not served yet can end at once.
 */
function onStop(): { by(stop: Stop): void } {
  let stop: Stop = async () => {};
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void stop(signal).then(() => process.exit(0), fail));
  return {
    by(finish) {
      stop = finish;
    },
  };
}

/** One line per problem, and nothing else: an operator reads the last lines of a failed start. */
function fail(error: unknown): void {
  const problems =
    error instanceof ConfigError ? error.problems : [error instanceof Error ? error.message : String(error)];
  for (const problem of problems) process.stderr.write(`fitstack-payments: ${problem}\n`);
  process.exit(1);
}

await main().catch(fail);
