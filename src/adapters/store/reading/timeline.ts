import type { TimelineEntry } from '../../../domain/operator/timeline.ts';
import type { Page, PageRequest, Queries } from '../../../ports/store/queries.ts';
import { type Database, isUuid, storable } from '../postgres/database.ts';
import { cursors, momentOf, toPage } from './pages.ts';

/** An entry as the view has it: JSON, in which a moment is a text. Its `at` is a column. */
type Stored<Entry> = {
  readonly [Field in keyof Entry as Exclude<Field, 'at'>]: Entry[Field] extends Date
    ? string
    : Entry[Field] extends Date | null
      ? string | null
      : Entry[Field];
};

/** A row's position in the timeline. */
type Position = { readonly at: Date; readonly rank: number; readonly seq: string };
type Row = Position & { readonly entry: Stored<TimelineEntry> };

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
        SELECT at, rank, seq, entry FROM payment_timeline
         WHERE payment_id = ${paymentId}::uuid
           AND (at, rank, seq) > (${at.toISOString()}::timestamptz, ${rank}::integer, ${storable(seq)} COLLATE "C")
         ORDER BY at, rank, seq LIMIT ${limit + 1}`;
      return toPage(rows, limit, entryOf, cursorOf);
    },
  };
}

function entryOf({ at, entry }: Row): TimelineEntry {
  switch (entry.kind) {
    case 'transition':
      return { ...entry, at, occurredAt: entry.occurredAt === null ? null : new Date(entry.occurredAt) };
    case 'dispute':
      return { ...entry, at, statusAt: new Date(entry.statusAt) };
    default:
      return { ...entry, at };
  }
}
