import type { Books, FakeProvider } from '../../app/fake-provider.ts';
import type { Event } from '../wire.ts';
import { PLATFORM } from './holders.ts';

type Kept = Books['parents'][number];

/** A webhook that is not signed yet. */
export type Said = Pick<Event, 'eventId' | 'about' | 'mayBeLost'> & { readonly body: unknown };

/** It says by itself what happened, or, where that is more than a status, only that something did. */
export function saidOf(
  provider: FakeProvider,
  { id, holder, status, changedAt, request, charges, ...parent }: Kept,
  { name, isOfStatus }: { readonly name: string; readonly isOfStatus: boolean },
): Said {
  const saysItAll = isOfStatus && parent.parts.length === 0 && parent.captured === null && holder === PLATFORM;
  const { reference, amount } = request;
  const charge = charges.at(-1) ?? null;
  const isDecline = saysItAll && status === 'failed' && charge !== null;
  const eventId = `event-${name}${isDecline ? declining(charge.id) : ''}`;
  const at = charge === null ? changedAt : new Date(Math.floor(changedAt.getTime() / 1_000) * 1_000);
  const body = saysItAll
    ? provider.claimed({ reference, parentId: id, status, at, amount, charge }, eventId)
    : provider.reported(id, eventId);
  return { eventId, body, about: id, mayBeLost: status !== 'succeeded' && parent.parts.length === 0 };
}

function declining(charge: string): string {
  return ` about ${charge}`;
}

/** Which declined try a webhook is about; null if it speaks of none by itself. */
export function declinedBy(eventId: string): string | null {
  return / about (\S+)$/.exec(eventId)?.[1] ?? null;
}
