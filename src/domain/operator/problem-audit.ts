import type { AuditEntry } from './audit.ts';

/** A word closed it. Of an anomaly that is `anomaly.resolve`, which the anomaly's own route writes, too. */
export function problemResolved(id: string, reason: string): AuditEntry {
  return {
    action: 'problem.resolve',
    subject: `problem:${id}`,
    changes: [{ field: 'reason', from: null, to: reason }],
  };
}

/** Its schedule begins again, or goes on at once. */
export function problemRetried(id: string): AuditEntry {
  return { action: 'problem.retry', subject: `problem:${id}`, changes: [{ field: 'retried', from: false, to: true }] };
}
