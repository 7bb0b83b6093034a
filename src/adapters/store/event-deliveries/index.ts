import type { EventDeliveries } from '../../../ports/store/event-deliveries.ts';
import { auditValues } from '../audit.ts';
import { DELIVERIES_DUE } from '../fan-out.ts';
import { type Database, isUuid } from '../postgres/database.ts';
import { toPage } from '../reading/pages.ts';
import { CHANGE_HEALTH, END_TRY, END_TRY_AND_CHANGE, healthValues, tryValues } from './end.ts';
import { cursorOf, LIST, positionOf, type TryRow } from './list.ts';
import { REQUEST_MANY, REQUEST_ONE } from './request.ts';
import { dueOf, TAKE, type TakenRow } from './take.ts';

/** What has to reach which endpoint; src/domain/event/delivery.ts decides what a try comes to. */
export function createEventDeliveries({ query, listen }: Database): EventDeliveries {
  return {
    onDeliveriesDue: (listener) => listen(DELIVERIES_DUE, listener),

    async takeDeliveries({ perEndpoint, perFailing, inAll }, leaseMs) {
      const rows = await query<TakenRow>(TAKE, [perEndpoint, inAll, leaseMs, perFailing]);
      return rows.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime()).map(dueOf);
    },

    async endTry(due, end) {
      const { known, next } = end.endpoint;
      const statement = known === next ? END_TRY : END_TRY_AND_CHANGE;
      const values = [...healthValues(due.endpoint.id, end.endpoint), ...tryValues(due, end)];
      const [found] = await query<{ isHeld: boolean; isEnded: boolean }>(statement, values);
      if (found?.isEnded) return 'ended';
      return found?.isHeld ? 'changed' : 'lost';
    },

    async changeHealth(endpointId, change, audit = null) {
      const values = [...healthValues(endpointId, change), ...auditValues(audit)];
      return (await query(CHANGE_HEALTH, values)).length === 1;
    },

    async requestDelivery(eventId, endpointId, audit = null) {
      await query(REQUEST_ONE, [eventId, endpointId, ...auditValues(audit)]);
    },

    async requestDeliveries({ endpointId, since, until, onlyFailed }, from, limit, audit = null) {
      const begin = from?.recordedAt ?? since;
      const values = [endpointId, begin, until, onlyFailed, from?.sequence ?? null, from?.id ?? null, limit];
      const [found] = await query<RequestedRow>(REQUEST_MANY, [...values, ...auditValues(audit)]);
      const { requested = 0, seen = 0, recordedAt = null, sequence = null, id = null } = found ?? {};
      const last = recordedAt === null || id === null ? null : { recordedAt, sequence, id };
      return { requested, last: seen < limit ? null : last };
    },

    async listTries(eventId, { limit, cursor }) {
      const after = cursor === null ? null : positionOf(cursor);
      const values = [eventId, after?.endpointId ?? null, after?.number ?? null, limit + 1];
      const rows = isUuid(eventId) ? await query<TryRow>(LIST, values) : [];
      return toPage(rows, limit, (row) => row, cursorOf);
    },
  };
}

type RequestedRow = {
  readonly requested: number;
  readonly seen: number;
  readonly recordedAt: Date | null;
  readonly sequence: number | null;
  readonly id: string | null;
};
