import type { Event, EventType } from '../../domain/event/event.ts';
import type { Gym } from '../../domain/gym/gym.ts';
import type { Page, PageRequest } from './queries.ts';

/** An event as it is stored: what subscribers get is written once, in the commit of the change. */
export type EventRecord = {
  readonly id: string;
  readonly type: EventType;
  /** Also of an order's event that came with a payment, beside the order; a gym's event has only the gym. */
  readonly paymentId: string | null;
  readonly orderId: string | null;
  readonly gymSlug: string | null;
  /** Counts the events about the payment from 1, without a gap; null for those of orders and gyms. */
  readonly sequence: number | null;
  readonly recordedAt: Date;
  /** JSON, byte for byte what each subscriber gets. */
  readonly body: string;
};

/** Writes an event as subscribers read it. The adapter that shows the same objects elsewhere does it. */
export type EventWriter = (event: Event, about: Pick<EventRecord, 'sequence' | 'recordedAt'>) => string;

/** The event of a gym's change, to be committed with it; null when the change is none. Called anew for each try to commit. */
export type GymAnnouncer = (before: Gym, after: Gym) => EventRecord | null;

/** Which events: all that fit whatever is not null. From `since`, until before `until`. */
export type EventFilter = {
  readonly type: EventType | null;
  /** Also the events of the payment's order that came with this payment. */
  readonly paymentId: string | null;
  /** Also the events of the order's payments. */
  readonly orderId: string | null;
  readonly gymSlug: string | null;
  readonly since: Date | null;
  readonly until: Date | null;
};

/**
 * Where an event stands among all: by its time; of one moment a payment's by their sequence, and those without one after
 * them; then by its id.
 */
export type EventPosition = Pick<EventRecord, 'recordedAt' | 'sequence' | 'id'>;

/** The events that were committed. Nothing here changes any. */
export type Events = {
  /** Newest first. @throws DomainError `invalid` with field `cursor` */
  listEvents(filter: EventFilter, page: PageRequest): Promise<Page<EventRecord>>;
  findEvent(id: string): Promise<EventRecord | null>;
};
