import type { ErrorCode } from '../domain/error.ts';
import type { AnomalyKind } from '../domain/payment/anomaly.ts';
import type { Outcome } from './outcome.ts';

/**
 * The service's metrics. Each value is a word of a closed set or a number: never an id, never a caller's or a provider's
 * text. Counting never fails and never blocks.
 */
export type Measure = {
  /** `route` is the pattern, not the path; null when there was none. */
  request(request: { method: string; route: string | null; status: number; seconds: number }): void;
  providerCall(call: {
    provider: string;
    operation: string;
    /** `thrown` is a bug of ours. */
    outcome: Outcome<unknown>['kind'] | 'thrown';
    seconds: number;
  }): void;
  /** `became` is `applied` if the notification is about one of our payments, otherwise why it had no effect. */
  notification(notification: { provider: string; became: 'applied' | 'ignored' | ErrorCode | 'internal' }): void;
  anomaly(kind: AnomalyKind): void;
  /** A try to deliver an event to a subscriber. */
  eventTry(result: 'succeeded' | 'failed'): void;
  /** A word for a decline that isn't in the provider's table. */
  unknownDecline(provider: string): void;
};
