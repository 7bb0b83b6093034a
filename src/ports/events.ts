import type { Event, EventType } from '../domain/event.ts';

/** An event as it is stored: what subscribers get is written once, in the commit of the change. */
export type EventRecord = {
  readonly id: string;
  readonly type: EventType;
  /** Of the events about a payment; an order's event has the order, a gym's only the gym. */
  readonly paymentId: string | null;
  readonly orderId: string | null;
  readonly gymSlug: string | null;
  /** Counts the events of the payment from 1, without a gap; null where there is no payment. */
  readonly sequence: number | null;
  readonly recordedAt: Date;
  /** JSON, byte for byte what each subscriber gets. */
  readonly body: string;
};

/** Writes an event as subscribers read it. The adapter that shows the same objects elsewhere does it. */
export type EventWriter = (event: Event, about: Pick<EventRecord, 'sequence' | 'recordedAt'>) => string;
