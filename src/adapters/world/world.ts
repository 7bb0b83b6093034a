import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Measure } from '../../ports/measure.ts';
import type { Log, LogFields, World } from '../../ports/world.ts';
import type { LogScopes } from './log-scope.ts';

/** The real clock, real randomness, the log that the process writes, and where it counts. */
export function createWorld(log: Log, scopes: LogScopes, measure: Measure): World {
  return {
    now: () => new Date(),
    newId: () => randomUUID(),
    sleep: (milliseconds) => sleep(milliseconds),
    log: inRequests(log, scopes),
    note: scopes.note,
    requestId: () => scopes.requestId() ?? null,
    measure,
  };
}

/** The app's log lines have the id of their request, as the HTTP server's lines have. */
function inRequests(log: Log, { requestId }: LogScopes): Log {
  const level = (name: keyof Log) => (fields: LogFields, message: string) =>
    log[name]({ requestId: requestId(), ...fields }, message);
  return { debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') };
}
