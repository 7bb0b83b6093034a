import { invalid } from '../../domain/error.ts';
import type { EntryKind, TimelineEntry } from '../../domain/timeline.ts';
import type { Page, PageRequest, Readings } from '../../ports/readings.ts';
import { type Database, isUuid, storable } from './database.ts';

/** A row of the view, which has the parts of a payment's story in one shape. */
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

/** Where in the story a row stands. */
type Place = Pick<Row, 'at' | 'rank' | 'seq'>;

/** Before every row. */
const START: Place = { at: new Date(0), rank: -1, seq: '' };

export function createTimeline({ prisma }: Database): Pick<Readings, 'listTimeline'> {
  return {
    async listTimeline(paymentId, { limit, cursor }: PageRequest): Promise<Page<TimelineEntry>> {
      if (!isUuid(paymentId)) return { items: [], nextCursor: null };
      const { at, rank, seq } = cursor === null ? START : placeOf(cursor);
      // One more than asked for shows whether there is a next page.
      const rows = await prisma.$queryRaw<Row[]>`
        SELECT at, rank, seq, kind, actor, operation, outcome, reason, took_ms, reference, occurred_at
          FROM payment_timeline
         WHERE payment_id = ${paymentId}::uuid
           AND (at, rank, seq) > (${at.toISOString()}::timestamptz, ${rank}::integer, ${storable(seq)} COLLATE "C")
         ORDER BY at, rank, seq LIMIT ${limit + 1}`;
      const last = rows[limit - 1];
      const nextCursor = rows.length > limit && last !== undefined ? cursorOf(last) : null;
      return { items: rows.slice(0, limit).map(entryOf), nextCursor };
    },
  };
}

function entryOf({ took_ms, occurred_at, rank: _rank, seq: _seq, kind, ...row }: Row): TimelineEntry {
  return { ...row, kind: kind as EntryKind, tookMs: took_ms, occurredAt: occurred_at };
}

function cursorOf({ at, rank, seq }: Place): string {
  return Buffer.from(`${at.toISOString()} ${rank} ${seq}`).toString('base64url');
}

const PLACE = /^(\S+) (\d) (.*)$/s;

function placeOf(cursor: string): Place {
  const [, moment = '', rank = '', seq = ''] = PLACE.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const at = new Date(moment);
  const place = { at, rank: Number(rank), seq };
  if (Number.isNaN(at.getTime()) || cursorOf(place) !== cursor) throw invalid('cursor', 'Unknown cursor');
  return place;
}
