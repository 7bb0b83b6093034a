import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that systems give to outgoing connections (32,768 and up): those come and go at any moment. */
const PORTS = { first: 10_240, last: 32_000 } as const;
const TRIES = 50;

/**
 * The first of `sideBySide` ports that no process listens on, for a process that is about to be started.
 * @throws Error when none are found.
 */
export async function freePort(sideBySide = 1): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const first = randomInt(PORTS.first, PORTS.last);
    const ports = Array.from({ length: sideBySide }, (_, index) => first + index);
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) return first;
  }
  throw new Error('There is no free port');
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  const isListening = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  if (isListening) await new Promise((closed) => server.close(closed));
  return isListening;
}
