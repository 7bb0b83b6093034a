import { Prisma } from '../../../../generated/prisma/client.ts';
import { type Problem, REFUND_OVERDUE_MS } from '../../../domain/operator/problem.ts';
import type { ProblemCount, Problems } from '../../../ports/store/problems.ts';
import { type Database, storable } from '../postgres/database.ts';
import { cursors, momentOf, toPage } from './pages.ts';

const { sql, join, raw } = Prisma;

/** The UUID that every check's subject begins with. Whatever else stands there is about nothing. */
const SUBJECT_ID = `CASE WHEN c.subject ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}' THEN left(c.subject, 36)::uuid END`;

const IS_ABANDONED = 'c.due_at IS NULL AND c.resolved_at IS NULL';

/**
 * Where problems are found. Each source has the columns kind, subject, since, gym_slug, payment_id, about and detail, as
 * `Problem` says; an index of its own holds it small. A payment is joined as if it could be missing: where nothing of it is asked
 * for, PostgreSQL then leaves it out.
 */
const SOURCES = {
  anomalies: `
    SELECT a.kind, a.id::text AS subject, a.recorded_at AS since, p.gym_slug, a.payment_id, a.subject AS about,
           jsonb_build_object('provider', p.provider, 'left', t.captured_minor - (
             SELECT coalesce(sum(r.amount_minor), 0) FROM refunds r
              WHERE r.payment_id = t.payment_id AND r.provider_payment_id = t.provider_payment_id
                AND r.status <> 'failed')) AS detail
      FROM payment_anomalies a LEFT JOIN payments p ON p.id = a.payment_id
      LEFT JOIN payment_attempts t ON t.provider_payment_id = a.subject AND t.account_id = p.account_id
                                  AND t.payment_id = a.payment_id
     WHERE a.resolved_at IS NULL`,
  checks: `
    SELECT 'check_abandoned', c.kind || '/' || c.subject, c.abandoned_at, coalesce(p.gym_slug, k.gym_slug), p.id,
           c.kind || ' ' || c.subject, '{}'::jsonb
      FROM checks c
      CROSS JOIN LATERAL (SELECT ${SUBJECT_ID} AS id) s
      LEFT JOIN refunds r ON r.id = CASE c.kind WHEN 'refund' THEN s.id END
      LEFT JOIN captures t ON t.id = CASE c.kind WHEN 'capture' THEN s.id END
      LEFT JOIN accounts k ON k.id = CASE c.kind WHEN 'grant' THEN s.id END
      LEFT JOIN payments p ON p.id = coalesce(r.payment_id, t.payment_id, s.id)
     WHERE ${IS_ABANDONED} AND c.kind <> 'delivery'`,
  deliveries: `
    SELECT 'delivery_abandoned', c.subject, c.abandoned_at, k.gym_slug, NULL::uuid, d.event_type || ' ' || d.event_id,
           '{}'::jsonb
      FROM checks c
      CROSS JOIN LATERAL (SELECT ${SUBJECT_ID} AS id) s
      JOIN deliveries d ON d.account_id = s.id AND d.key = substr(c.subject, 38) AND d.state = 'waiting'
      JOIN accounts k ON k.id = d.account_id
     WHERE ${IS_ABANDONED} AND c.kind = 'delivery'`,
  refunds: `
    SELECT 'refund_overdue', r.id::text, r.created_at + ${REFUND_OVERDUE_MS} * interval '1 millisecond', p.gym_slug,
           r.payment_id, r.id::text, '{}'::jsonb
      FROM refunds r LEFT JOIN payments p ON p.id = r.payment_id
     WHERE r.status = 'pending' AND r.created_at <= now() - ${REFUND_OVERDUE_MS} * interval '1 millisecond'`,
  gyms: `
    SELECT CASE WHEN g.credentials_refused_at IS NULL THEN 'gym_needs_reconnect' ELSE 'gym_credentials_refused' END,
           g.slug, coalesce(g.credentials_refused_at, g.updated_at), g.slug, NULL::uuid, g.slug,
           jsonb_build_object('name', g.name, 'payments_enabled', g.payments_enabled, 'provider', g.provider,
             'currency', g.currency, 'return_url', g.return_url, 'signature', g.signature)
      FROM gyms g WHERE g.needs_reconnect`,
  endpoints: `
    SELECT 'endpoint_disabled', e.id::text, e.updated_at, e.gym_slug, NULL::uuid, e.url,
           jsonb_build_object('url', e.url, 'event_types', e.event_types, 'description', e.description)
      FROM webhook_endpoints e WHERE e.status = 'disabled' AND e.disabled_reason <> 'by_operator'`,
} as const satisfies Readonly<Record<string, string>>;

/** All problems there are now, with their ids (src/domain/operator/problem.ts `problemId`). */
export const OPEN_PROBLEMS = `(
  SELECT (kind || ':' || subject) COLLATE "C" AS id, kind, subject, date_trunc('milliseconds', since) AS since, gym_slug,
         payment_id, about, detail
    FROM (${Object.values(SOURCES).join('\n UNION ALL ')}) AS found)`;

const SELECT = raw(`SELECT id, kind, subject, since, gym_slug AS "gymSlug", payment_id AS "paymentId", about, detail
  FROM ${OPEN_PROBLEMS} AS problems`);

type Position = Pick<Problem, 'since' | 'id'>;

const { cursorOf, positionOf } = cursors<Position>(
  ({ since, id }) => `problems ${since.toISOString()} ${id}`,
  (text) => {
    const [, moment = '', id = ''] = /^problems (\S+) (.+)$/s.exec(text) ?? [];
    const since = momentOf(moment);
    return since && { since, id };
  },
);

/** What waits for a person. */
export function createProblems({ prisma }: Pick<Database, 'prisma'>): Problems {
  return {
    async listProblems({ kind, gymSlug, paymentId }, { limit, cursor }) {
      const after = cursor === null ? null : positionOf(cursor);
      const conditions = [
        ...(kind === null ? [] : [sql`kind = ${kind}`]),
        ...(gymSlug === null ? [] : [sql`gym_slug = ${storable(gymSlug)}`]),
        ...(paymentId === null ? [] : [sql`payment_id = ${paymentId}::uuid`]),
        ...(after === null
          ? []
          : [sql`(since, id) > (${after.since.toISOString()}::timestamptz, ${storable(after.id)} COLLATE "C")`]),
      ];
      const where = conditions.length === 0 ? Prisma.empty : sql`WHERE ${join(conditions, ' AND ')}`;
      const rows = await prisma.$queryRaw<Problem[]>(sql`${SELECT} ${where} ORDER BY since, id LIMIT ${limit + 1}`);
      return toPage(rows, limit, (row) => row, cursorOf);
    },

    async findProblem(id) {
      const [row] = await prisma.$queryRaw<Problem[]>(sql`${SELECT} WHERE id = ${storable(id)} COLLATE "C"`);
      return row ?? null;
    },

    async countProblems() {
      return prisma.$queryRaw<ProblemCount[]>(
        sql`SELECT kind, count(*)::integer AS count FROM ${raw(OPEN_PROBLEMS)} AS problems GROUP BY kind ORDER BY kind`,
      );
    },
  };
}
