import type { EntryKind, TimelineEntry } from '../../../domain/timeline.ts';
import type { Page, PageRequest, Queries } from '../../../ports/queries.ts';
import { type Database, isUuid, storable } from '../postgres/database.ts';
import { cursors, momentOf, toPage } from './pages.ts';

/** A row of the view, which has the parts of a payment's timeline in one shape. */
type Row = {
  readonly at: Date;
  readonly rank: number;
  readonly seq: string;
  readonly kind: string;
  readonly actor: string | null;
  readonly operation: string | null;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly took_ms: number | null;
  readonly reference: string | null;
  readonly occurred_at: Date | null;
};

/** A row's position in the timeline. */
type Position = Pick<Row, 'at' | 'rank' | 'seq'>;

/** Before every row. */
const START: Position = { at: new Date(0), rank: -1, seq: '' };

const PLACE = /^(\S+) (\d) (.*)$/s;

const { cursorOf, positionOf } = cursors<Position>(
  ({ at, rank, seq }) => `${at.toISOString()} ${rank} ${seq}`,
  (text) => {
    const [, moment = '', rank = '', seq = ''] = PLACE.exec(text) ?? [];
    const at = momentOf(moment);
    return at && { at, rank: Number(rank), seq };
  },
);

export function createTimeline({ prisma }: Database): Pick<Queries, 'listTimeline'> {
  return {
    async listTimeline(paymentId, { limit, cursor }: PageRequest): Promise<Page<TimelineEntry>> {
      if (!isUuid(paymentId)) return { items: [], nextCursor: null };
      const { at, rank, seq } = cursor === null ? START : positionOf(cursor);
      const rows = await prisma.$queryRaw<Row[]>`
        SELECT at, rank, seq, kind, actor, operation, outcome, reason, took_ms, reference, occurred_at
          FROM payment_timeline
         WHERE payment_id = ${paymentId}::uuid
           AND (at, rank, seq) > (${at.toISOString()}::timestamptz, ${rank}::integer, ${storable(seq)} COLLATE "C")
         ORDER BY at, rank, seq LIMIT ${limit + 1}`;
      return toPage(rows, limit, entryOf, cursorOf);
    },
  };
}

function entryOf({ took_ms, occurred_at, rank: _rank, seq: _seq, kind, ...row }: Row): TimelineEntry {
  return { ...row, kind: kind as EntryKind, tookMs: took_ms, occurredAt: occurred_at };
}
