import type { EndpointHealth } from '../../domain/event/delivery.ts';
import { wants } from '../../domain/event/endpoint.ts';
import type { AuditRecord } from '../../domain/operator/audit.ts';
import type {
  DueDelivery,
  EventDeliveries,
  EventTry,
  HealthChange,
  TryLimits,
} from '../../ports/store/event-deliveries.ts';
import type { EventRecord } from '../../ports/store/events.ts';
import type { Ids } from './checks.ts';
import { by, inOrder } from './order.ts';
import { writeAudit } from './reading/audit.ts';
import type { AtOnce } from './reading/methods.ts';
import { toPage } from './reading/pages.ts';
import { type EventDeliveryRow, keyOf, type Tables } from './tables.ts';

/** What has to reach which endpoint; src/domain/event/delivery.ts decides what a try comes to. */
export function createEventDeliveries(tables: Tables, { now, newId }: Ids): AtOnce<EventDeliveries> {
  const { eventDeliveries, endpoints, events } = tables;
  const write = (audit: AuditRecord | null) => writeAudit(tables, audit === null ? [] : [audit], now());
  const isHeld = ({ lease }: EventDeliveryRow) => lease !== null && lease.until > now();
  const isFree = (row: EventDeliveryRow) => row.status === 'pending' && !isHeld(row);
  const ofEndpoint = (id: string) => [...eventDeliveries.values()].filter(({ endpointId }) => endpointId === id);

  /** An earlier event of the same payment is untried, or being tried. */
  function isBlocked({ endpointId, eventId }: EventDeliveryRow): boolean {
    const event = events.get(eventId);
    return ofEndpoint(endpointId).some((other) => {
      const earlier = events.get(other.eventId);
      const isEarlier = earlier?.paymentId === event?.paymentId && isBefore(earlier?.sequence, event?.sequence);
      return isEarlier && other.status === 'pending' && (other.tries === other.triesBefore || isHeld(other));
    });
  }

  function dueOf(endpointId: string, { perEndpoint, perFailing }: TryLimits): readonly EventDeliveryRow[] {
    const rows = ofEndpoint(endpointId);
    const most = endpoints.get(endpointId)?.failingSince === null ? perEndpoint : perFailing;
    return rows
      .filter((row) => isFree(row) && row.dueAt <= now() && !isBlocked(row))
      .toSorted(by(({ dueAt }) => [dueAt]))
      .slice(0, Math.max(0, most - rows.filter(isHeld).length));
  }

  function take(row: EventDeliveryRow, leaseMs: number): DueDelivery[] {
    const [event, endpoint] = [events.get(row.eventId), endpoints.get(row.endpointId)];
    if (event === undefined || endpoint === undefined) return [];
    const token = newId();
    keep(tables, { ...row, lease: { token, until: new Date(now().getTime() + leaseMs) } });
    return [{ event, endpoint, tries: row.tries - row.triesBefore, token }];
  }

  function request({ id: eventId, recordedAt: dueAt }: EventRecord, endpointId: string): boolean {
    const known = eventDeliveries.get(keyOf(endpointId, eventId));
    if (known !== undefined && isHeld(known)) return false;
    const { tries, tryId } = known ?? { tries: 0, tryId: newId() };
    keep(tables, { endpointId, eventId, status: 'pending', tries, triesBefore: tries, tryId, dueAt, lease: null });
    notify(tables);
    return true;
  }

  return {
    onDeliveriesDue(listener) {
      tables.dueListeners.add(listener);
    },

    takeDeliveries(limits, leaseMs) {
      const open = [...endpoints.values()].filter(({ status }) => status === 'enabled');
      const due = open.flatMap(({ id }) => dueOf(id, limits)).toSorted(by(({ dueAt }) => [dueAt]));
      return due.slice(0, limits.inAll).flatMap((row) => take(row, leaseMs));
    },

    endTry({ event, endpoint: { id: endpointId }, token }, { made, next, endpoint }) {
      const row = eventDeliveries.get(keyOf(endpointId, event.id));
      if (row === undefined || row.lease?.token !== token) return 'lost';
      if (!changeHealth(tables, endpointId, endpoint, now())) return 'changed';
      const { at: triedAt, isDelivered, responseStatus, responseBody, error, durationMs } = made;
      const number = row.tries + 1;
      const status = isDelivered ? 'succeeded' : 'failed';
      const answer = { responseStatus, responseBody, error, durationMs, triedAt, status } as const;
      tables.eventTries.push({ id: row.tryId, eventId: event.id, endpointId, number, ...answer });
      const dueAt = next.waitMs === null ? row.dueAt : new Date(now().getTime() + next.waitMs);
      keep(tables, { ...row, tries: number, status: next.status, tryId: newId(), dueAt, lease: null });
      return 'ended';
    },

    changeHealth(endpointId, change, audit = null) {
      const isChanged = changeHealth(tables, endpointId, change, now());
      if (isChanged) write(audit);
      return isChanged;
    },

    requestDelivery(eventId, endpointId, audit = null) {
      const event = events.get(eventId);
      if (event !== undefined && endpoints.has(endpointId) && request(event, endpointId)) write(audit);
    },

    requestDeliveries({ endpointId, since, until, onlyFailed }, from, limit, audit = null) {
      const endpoint = endpoints.get(endpointId);
      const seen = [...events.values()]
        .filter(({ recordedAt: at }) => at >= since && (until === null || at < until))
        .toSorted(inOrder)
        .filter((event) => from === null || inOrder(event, from) > 0)
        .slice(0, limit);
      const isDelivered = ({ id }: EventRecord) => eventDeliveries.get(keyOf(endpointId, id))?.status === 'succeeded';
      const wanted = seen.filter(
        (event) => endpoint !== undefined && wants(endpoint, event) && !(onlyFailed && isDelivered(event)),
      );
      const requested = wanted.filter((event) => request(event, endpointId)).length;
      if (requested > 0) write(audit);
      return { requested, last: seen.length < limit ? null : (seen.at(-1) ?? null) };
    },

    listTries(eventId, page) {
      const waiting = [...eventDeliveries.values()].filter(
        (row) => row.eventId === eventId && row.status === 'pending',
      );
      const made = tables.eventTries.filter((one) => one.eventId === eventId);
      const rows = [...made.map((one) => shown(one, waiting)), ...waiting.map(waitingTry)];
      const sorted = rows.toSorted(by(({ endpointId, number }) => [endpointId, number]));
      return toPage({ rows: sorted, nameOf: ({ id }) => `try ${id}` }, page, (one) => one);
    },
  };
}

/** Events of orders and gyms have no sequence, and wait for none. */
function isBefore(one: number | null = null, other: number | null = null): boolean {
  return one !== null && other !== null && one < other;
}

const NOT_TRIED = { responseStatus: null, responseBody: null, error: null, durationMs: null, triedAt: null } as const;

function waitingTry({ tryId: id, endpointId, tries, dueAt: nextTryAt }: EventDeliveryRow): EventTry {
  return { id, endpointId, number: tries + 1, status: 'pending', ...NOT_TRIED, nextTryAt };
}

function shown(
  { eventId: _id, ...made }: Tables['eventTries'][number],
  waiting: readonly EventDeliveryRow[],
): EventTry {
  const next = waiting.find(({ endpointId, tries }) => endpointId === made.endpointId && tries === made.number);
  return { ...made, nextTryAt: next?.dueAt ?? null };
}

function keep({ eventDeliveries }: Tables, row: EventDeliveryRow): void {
  eventDeliveries.set(keyOf(row.endpointId, row.eventId), row);
}

/** Calls whatever sends deliveries that are due. */
export function notify({ dueListeners }: Tables): void {
  for (const listener of dueListeners) listener();
}

/** False when the endpoint is not as was known. What waits for one that changes its status fails. */
function changeHealth(tables: Tables, endpointId: string, { known, next }: HealthChange, now: Date): boolean {
  const endpoint = tables.endpoints.get(endpointId);
  if (endpoint === undefined || !isSame(endpoint, known)) return false;
  if (next.status === known.status) tables.endpoints.set(endpointId, { ...endpoint, ...next });
  else {
    const updatedAt = new Date(Math.max(now.getTime(), endpoint.updatedAt.getTime() + 1));
    tables.endpoints.set(endpointId, { ...endpoint, ...next, updatedAt });
    endWaiting(tables, endpointId);
  }
  return true;
}

function isSame(one: EndpointHealth, other: EndpointHealth): boolean {
  return (
    one.status === other.status &&
    one.disabledReason === other.disabledReason &&
    one.failingSince?.getTime() === other.failingSince?.getTime()
  );
}

/** Those that are being tried are ended by whatever tries them. */
export function endWaiting(tables: Tables, endpointId: string): void {
  for (const row of tables.eventDeliveries.values())
    if (row.endpointId === endpointId && row.status === 'pending' && row.lease === null)
      keep(tables, { ...row, status: 'failed' });
}
