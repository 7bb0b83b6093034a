import type { EndedTry, EndpointHealth, NextStep } from '../../domain/event/delivery.ts';
import type { AuditRecord } from '../../domain/operator/audit.ts';
import type { Sent } from '../subscribers.ts';
import type { KeptEndpoint } from './endpoints.ts';
import type { EventPosition, EventRecord } from './events.ts';
import type { Page, PageRequest } from './queries.ts';

export const DELIVERY_STATUSES = ['pending', 'succeeded', 'failed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** What a try needs of its endpoint. */
export type Receiver = Pick<KeptEndpoint, 'id' | 'url' | 'secrets'> & EndpointHealth;

/** A delivery that this process has to try now, under a lease on the database's clock. */
export type DueDelivery = {
  readonly event: Pick<EventRecord, 'id' | 'body'>;
  readonly endpoint: Receiver;
  /** How often it was tried since it was requested last. */
  readonly tries: number;
  readonly token: string;
};

/** A try that was made, or the one that waits (`pending`: only its time is known). */
export type EventTry = Omit<Sent, 'retryAfterMs' | 'durationMs'> & {
  readonly id: string;
  readonly endpointId: string;
  /** From 1, over all that was requested. */
  readonly number: number;
  readonly status: DeliveryStatus;
  readonly durationMs: number | null;
  readonly triedAt: Date | null;
  /** Of the one that waits, and of the one before it. */
  readonly nextTryAt: Date | null;
};

/** What a try has come to. */
export type TryEnd = {
  readonly made: EndedTry & Pick<Sent, 'responseBody' | 'error' | 'durationMs'>;
  readonly next: NextStep;
  readonly endpoint: HealthChange;
};

/** What an endpoint was when it was decided on, and what it comes to: the same object when it stays. */
export type HealthChange = { readonly known: EndpointHealth; readonly next: EndpointHealth };

/** How the end of a try was taken: `changed` when the endpoint is another than was known, and `lost` with the lease. */
export type TryEnded = 'ended' | 'changed' | 'lost';

/** The limits on tries at once. */
export type TryLimits = {
  /** Over all processes. */
  readonly perEndpoint: number;
  /** The same for an endpoint whose last try failed. */
  readonly perFailing: number;
  /** Of those that are taken now. */
  readonly inAll: number;
};

/** Which events are sent again: from `since`, until before `until`. */
export type Redelivery = {
  readonly endpointId: string;
  readonly since: Date;
  readonly until: Date | null;
  /** Without those that were delivered. */
  readonly onlyFailed: boolean;
};

/**
 * What has to reach which endpoint. A commit that stores an event stores a delivery for each endpoint that wants it. The
 * events of a payment reach an endpoint in their order as long as no try fails: none is taken while an earlier one is untried
 * or being tried. All times are the database's.
 */
export type EventDeliveries = {
  /**
   * Calls the listener soon after each commit of any process that makes a delivery due, until the store is closed. A call may
   * be lost with a connection, so the due ones have to be looked for now and then, too.
   */
  onDeliveriesDue(listener: () => void): Promise<void>;
  /**
   * Takes deliveries of enabled endpoints that are due, the longest due first. After the lease they are due again.
   */
  takeDeliveries(limits: TryLimits, leaseMs: number): Promise<readonly DueDelivery[]>;
  /** Keeps the try and what it came to, while its lease is held. What waits for an endpoint that is disabled fails. */
  endTry(due: DueDelivery, end: TryEnd): Promise<TryEnded>;
  /** What a try outside of any delivery came to. False, and nothing is stored, when the endpoint is not as was known. */
  changeHealth(endpointId: string, change: HealthChange, audit?: AuditRecord | null): Promise<boolean>;
  /**
   * Makes the delivery of this event due now, with all its tries before it. One that is being tried stays as it is, and then
   * no audit is written.
   */
  requestDelivery(eventId: string, endpointId: string, audit?: AuditRecord | null): Promise<void>;
  /**
   * The same for the next `limit` of these events that the endpoint wants, oldest first, and where to go on; null: nowhere.
   * The audit is one entry for all of them.
   */
  requestDeliveries(
    wanted: Redelivery,
    from: EventPosition | null,
    limit: number,
    audit?: AuditRecord | null,
  ): Promise<{ readonly requested: number; readonly last: EventPosition | null }>;
  /** By endpoint and number. @throws DomainError `invalid` with field `cursor` */
  listTries(eventId: string, page: PageRequest): Promise<Page<EventTry>>;
};
