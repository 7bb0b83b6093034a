import { DomainError } from '../error.ts';
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
  /** Of the creation or rotation that made the present one: when that is requested again, nothing new is made. */
  readonly madeBy: string;
  readonly sealed: string;
  /** Those before rotations, the newest first: each signs too, until then. */
  readonly previous: readonly PreviousSecret[];
};

export type PreviousSecret = { readonly sealed: string; readonly until: Date };

/** More would make each commit slow, which stores a delivery for each of them. */
export const MOST_ENDPOINTS = 50;

/** How long the secret before a rotation signs, too. */
export const BOTH_SIGN_MS = 24 * 3_600_000;

/** More of them at once would only make each try longer. */
const MOST_PREVIOUS = 10;

/** What an operator can change. */
export type EndpointChange = Pick<Endpoint, 'url' | 'eventTypes' | 'description' | 'status'>;

/** The endpoint as an operator puts it. Enabled, it has no reason to be disabled any more; disabled, it keeps its first one. */
export function putEndpoint(known: Endpoint, change: EndpointChange, now: Date): Endpoint {
  const disabledReason = change.status === 'enabled' ? null : (known.disabledReason ?? 'by_operator');
  return { ...known, ...change, disabledReason, updatedAt: later(now, known) };
}

/** Whether the tries before a change say nothing of those after it. */
export function beginsAnew(known: Endpoint, next: Endpoint): boolean {
  return known.url !== next.url || (known.status === 'disabled' && next.status === 'enabled');
}

/**
 * The next secret signs from now on, and each that a receiver may still have for a day after its own rotation.
 * @throws DomainError `conflict` after too many rotations within a day
 */
export function rotateSecret(
  known: EndpointSecrets,
  next: Pick<EndpointSecrets, 'madeBy' | 'sealed'>,
  now: Date,
): EndpointSecrets {
  const present = { sealed: known.sealed, until: new Date(now.getTime() + BOTH_SIGN_MS) };
  const previous = [present, ...known.previous.filter(({ until }) => now < until)];
  if (previous.length > MOST_PREVIOUS)
    throw new DomainError('conflict', `A secret can be rotated ${MOST_PREVIOUS} times within a day`);
  return { ...next, previous };
}

/** Each change has a time of its own, so that a commit sees whether another one came first. */
export function later(now: Date, { updatedAt }: Pick<Endpoint, 'updatedAt'>): Date {
  return new Date(Math.max(now.getTime(), updatedAt.getTime() + 1));
}

/** Whether an endpoint wants an event. `adapters/store/fan-out.ts` says the same in SQL. */
export function wants(
  { status, eventTypes, gymSlug }: Pick<Endpoint, 'status' | 'eventTypes' | 'gymSlug'>,
  event: { readonly type: EventType; readonly gymSlug: string | null },
): boolean {
  const isOfType = eventTypes === null || eventTypes.includes(event.type);
  return status === 'enabled' && isOfType && (gymSlug === null || gymSlug === event.gymSlug);
}
