import type { AnomalyKind } from '../domain/anomaly.ts';
import type { ErrorCode } from '../domain/error.ts';
import type { Outcome } from './outcome.ts';

/**
 * Where the service counts what it does, for those who run it. Everything told here is a word of a closed set
 * or a number: no id, no text of anybody else's. Counting never fails and is never waited for.
 */
export type Measure = {
  /** `route` is the pattern, not the path; null when there was none. */
  request(request: { method: string; route: string | null; status: number; seconds: number }): void;
  providerCall(call: {
    provider: string;
    operation: string;
    /** `thrown` is a fault of ours. */
    outcome: Outcome<unknown>['kind'] | 'thrown';
    seconds: number;
  }): void;
  /** `became` is `applied` when it is about a payment of ours, else why nothing came of it. */
  notification(notification: { provider: string; became: 'applied' | 'ignored' | ErrorCode | 'internal' }): void;
  anomaly(kind: AnomalyKind): void;
};
