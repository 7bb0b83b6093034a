import type { Prisma, Event as Row } from '../../../../generated/prisma/client.ts';
import type { EventType } from '../../../domain/event/event.ts';
import type { EventFilter, EventRecord, Events } from '../../../ports/store/events.ts';
import { type Database, isUuid, storable } from '../postgres/database.ts';
import { newestFirst, toPage } from './pages.ts';

const { cursorOf, positionOf } = newestFirst('events');

/** The events that were committed, as clients read them. */
export function createEvents({ prisma }: Database): Events {
  return {
    async listEvents(filter, { limit, cursor }) {
      const where = { AND: [columnsOf(filter), cursor === null ? {} : olderThan(positionOf(cursor))] };
      const orderBy = [{ recordedAt: 'desc' as const }, { id: 'desc' as const }];
      const rows = await prisma.event.findMany({ where, orderBy, take: limit + 1 });
      return toPage(rows, limit, recordOf, ({ recordedAt, id }) => cursorOf({ createdAt: recordedAt, id }));
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

/** Of one commit, and so of one moment, the greater id comes first. */
function olderThan({ createdAt, id }: { readonly createdAt: Date; readonly id: string }): Prisma.EventWhereInput {
  return { recordedAt: { lte: createdAt }, OR: [{ recordedAt: { lt: createdAt } }, { id: { lt: id } }] };
}

function recordOf(row: Row): EventRecord {
  return { ...row, type: row.type as EventType };
}
