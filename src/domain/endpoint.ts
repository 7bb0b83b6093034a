import type { EventType } from './event.ts';

export const ENDPOINT_STATUSES = ['enabled', 'disabled'] as const;
export type EndpointStatus = (typeof ENDPOINT_STATUSES)[number];

/** Why an endpoint gets nothing any more: an operator disabled it, or its answers did. */
export const DISABLED_REASONS = [
  'by_operator',
  'gone', // it answered 410
  'failing', // every try of five days failed
] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

/** A subscriber's address: where which events are sent to. */
export type Endpoint = {
  readonly id: string;
  readonly url: string;
  /** Null: all types. */
  readonly eventTypes: readonly EventType[] | null;
  readonly description: string | null;
  /** Only this gym's events are sent; null: everyone's. Fixed at its birth. */
  readonly gymSlug: string | null;
  readonly status: EndpointStatus;
  /** Null while it is enabled. */
  readonly disabledReason: DisabledReason | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** The secrets that sign what an endpoint is sent, as the store keeps them: sealed. */
export type EndpointSecrets = {
  readonly sealed: string;
  /** The one before a rotation: it signs too, until then. */
  readonly previous: { readonly sealed: string; readonly until: Date } | null;
};

/** Whether an endpoint wants an event. `adapters/store/purchases/events.ts` says the same in SQL. */
export function wants(
  { status, eventTypes, gymSlug }: Pick<Endpoint, 'status' | 'eventTypes' | 'gymSlug'>,
  event: { readonly type: EventType; readonly gymSlug: string | null },
): boolean {
  const isOfType = eventTypes === null || eventTypes.includes(event.type);
  return status === 'enabled' && isOfType && (gymSlug === null || gymSlug === event.gymSlug);
}
