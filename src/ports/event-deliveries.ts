import type { KeptEndpoint } from './endpoints.ts';
import type { EventRecord } from './events.ts';
import type { Sent } from './subscribers.ts';

export const DELIVERY_STATUSES = ['pending', 'succeeded', 'failed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** A delivery that this process has to try now, under a lease on the database's clock. */
export type DueDelivery = {
  readonly event: EventRecord;
  readonly endpoint: KeptEndpoint;
  /** Those that were made before. */
  readonly tries: number;
  readonly token: string;
};

/** A try that was made, or the one that waits (`pending`: only its time is known). */
export type EventTry = Omit<Sent, 'retryAfterMs'> & {
  readonly id: string;
  readonly eventId: string;
  readonly endpointId: string;
  /** From 1. */
  readonly number: number;
  readonly status: DeliveryStatus;
  readonly triedAt: Date | null;
  readonly nextTryAt: Date | null;
};

/** What a try comes to: the row after it, and what it means for its endpoint. */
export type DeliveryEnd = {
  readonly status: DeliveryStatus;
  /** When the next try is due; null when there is none. */
  readonly dueAt: Date | null;
};

/** The limits on tries at once, over all processes and within this one. */
export type TryLimits = { readonly perEndpoint: number; readonly inAll: number };
