import type { Prisma, Event as Row } from '../../../../generated/prisma/client.ts';
import type { EventType } from '../../../domain/event/event.ts';
import type { EventFilter, EventPosition, EventRecord, Events } from '../../../ports/store/events.ts';
import { type Database, isUuid, storable } from '../postgres/database.ts';
import { cursors, momentOf, toPage } from './pages.ts';

const { cursorOf, positionOf } = cursors<EventPosition>(
  ({ recordedAt, sequence, id }) => `events ${recordedAt.toISOString()} ${sequence ?? '-'} ${id}`,
  (text) => {
    const [, moment = '', sequence = '', id = ''] = /^events (\S+) (-|[1-9]\d{0,8}) (\S+)$/.exec(text) ?? [];
    const recordedAt = momentOf(moment);
    if (recordedAt === null || !isUuid(id)) return null;
    return { recordedAt, sequence: sequence === '-' ? null : Number(sequence), id };
  },
);

/** NULL comes first here, as PostgreSQL has it. */
const NEWEST_FIRST = [{ recordedAt: 'desc' as const }, { sequence: 'desc' as const }, { id: 'desc' as const }];

/** The events that were committed, as clients read them. */
export function createEvents({ prisma }: Database): Events {
  return {
    async listEvents(filter, { limit, cursor }) {
      const where = { AND: [columnsOf(filter), cursor === null ? {} : olderThan(positionOf(cursor))] };
      const rows = await prisma.event.findMany({ where, orderBy: NEWEST_FIRST, take: limit + 1 });
      return toPage(rows, limit, recordOf, cursorOf);
    },

    async findEvent(id) {
      const row = isUuid(id) ? await prisma.event.findUnique({ where: { id } }) : null;
      return row && recordOf(row);
    },
  };
}

function columnsOf({ type, paymentId, orderId, gymSlug, since, until }: EventFilter): Prisma.EventWhereInput {
  return {
    ...(type !== null && { type }),
    ...(paymentId !== null && { paymentId }),
    ...(orderId !== null && { OR: [{ orderId }, { payment: { orderId } }] }),
    ...(gymSlug !== null && { gymSlug: storable(gymSlug) }),
    ...((since !== null || until !== null) && {
      recordedAt: { ...(since && { gte: since }), ...(until && { lt: until }) },
    }),
  };
}

/** The first condition is where an index can begin to read; the others leave out those of the same moment. */
function olderThan({ recordedAt, sequence, id }: EventPosition): Prisma.EventWhereInput {
  const lower = { sequence: sequence === null ? { not: null } : { lt: sequence } };
  return {
    recordedAt: { lte: recordedAt },
    OR: [{ recordedAt: { lt: recordedAt } }, lower, { sequence, id: { lt: id } }],
  };
}

function recordOf(row: Row): EventRecord {
  return { ...row, type: row.type as EventType };
}
