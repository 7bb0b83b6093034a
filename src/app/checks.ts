import type { Cause } from '../domain/purchase/decision.ts';

/** The cause of what the worker does by itself. */
export const SCHEDULE: Cause = { kind: 'sync', id: 'schedule' };

/** What a check is about when that takes two ids: the first is a UUID, the second a provider's. */
export type PairOfIds = { readonly id: string; readonly theirs: string };

const UUID_LENGTH = 36;

export function subjectOf({ id, theirs }: PairOfIds): string {
  return `${id}/${theirs}`;
}

export function pairOf(subject: string): PairOfIds {
  return { id: subject.slice(0, UUID_LENGTH), theirs: subject.slice(UUID_LENGTH + 1) };
}
