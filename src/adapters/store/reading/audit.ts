import type { Prisma, Audit as Row } from '../../../../generated/prisma/client.ts';
import type { AuditedAction, AuditedChange } from '../../../domain/operator/audit.ts';
import type { Audit, AuditFilter, KeptAudit } from '../../../ports/store/audit.ts';
import { type Database, storable } from '../postgres/database.ts';
import { cursors, momentOf, toPage } from './pages.ts';

/** Entries of one millisecond stand in the order in which they were written. */
type Position = Pick<Row, 'createdAt' | 'sequence'>;

const NEWEST_FIRST = [{ createdAt: 'desc' as const }, { sequence: 'desc' as const }];

const { cursorOf, positionOf } = cursors<Position>(
  ({ createdAt, sequence }) => `audit ${createdAt.toISOString()} ${sequence}`,
  (text) => {
    const [, moment = '', digits = ''] = text.split(' ');
    const createdAt = momentOf(moment);
    return createdAt !== null && /^\d{1,18}$/.test(digits) ? { createdAt, sequence: BigInt(digits) } : null;
  },
);

/** The first condition is where an index can begin to read; the second leaves out those of the same moment. */
function olderThan({ createdAt, sequence }: Position): Prisma.AuditWhereInput {
  return { createdAt: { lte: createdAt }, OR: [{ createdAt: { lt: createdAt } }, { sequence: { lt: sequence } }] };
}

/** Who changed what. */
export function createAudit({ prisma }: Database): Audit {
  return {
    async listAudit(filter, { limit, cursor }) {
      const where = { AND: [columnsOf(filter), cursor === null ? {} : olderThan(positionOf(cursor))] };
      const rows = await prisma.audit.findMany({ where, orderBy: NEWEST_FIRST, take: limit + 1 });
      return toPage(rows, limit, entryOf, cursorOf);
    },
  };
}

function columnsOf({ actor, action, subject, since, until }: AuditFilter): Prisma.AuditWhereInput {
  return {
    ...(actor !== null && { actor: storable(actor) }),
    ...(action !== null && { action }),
    ...(subject !== null && { subject: storable(subject) }),
    ...((since !== null || until !== null) && {
      createdAt: { ...(since && { gte: since }), ...(until && { lt: until }) },
    }),
  };
}

/** Words and changes are written by `writeAudit` and `auditFrom` alone. */
function entryOf({ createdAt: at, actor, action, subject, changes, requestId }: Row): KeptAudit {
  const written = changes as unknown as readonly AuditedChange[];
  return { at, actor, action: action as AuditedAction, subject, changes: written, requestId };
}
