import { Prisma } from '../../../../generated/prisma/client.ts';

const { sql, join, raw } = Prisma;

/** Of a filter: what holds for a gym's payments, for payments of one kind, and for a range of time. */
export type KindsWanted = {
  readonly gym: readonly Prisma.Sql[];
  readonly kind: readonly Prisma.Sql[];
  readonly time: readonly Prisma.Sql[];
};

/** What most payments have in common with many others. */
const KIND = raw('provider, currency, status');

/**
 * The ids of the newest payments that match filters which many payments match one by one, and maybe none together. Two indexes,
 * of a gym's payments and of all, have them by their kind and then by time. There are few kinds, and each is found by one way
 * down the index from the one before; of each that matches its newest are read, and of those the newest.
 */
export function newestOfKinds({ gym, kind, time }: KindsWanted, limit: number): Prisma.Sql {
  const next = (after: Prisma.Sql[]) => sql`
    SELECT ${KIND} FROM payments ${where([...gym, ...after])} ORDER BY ${KIND} LIMIT 1`;
  return sql`
    WITH RECURSIVE kinds AS (
      (${next([])})
      UNION ALL
      SELECT n.* FROM kinds k
       CROSS JOIN LATERAL (${next([sql`(${KIND}) > (k.provider, k.currency, k.status)`])}) AS n)
    SELECT newest.id FROM (SELECT * FROM kinds ${where(kind)}) AS k
     CROSS JOIN LATERAL (
       SELECT id, created_at FROM payments
        WHERE ${join([sql`(${KIND}) = (k.provider, k.currency, k.status)`, ...gym, ...time], ' AND ')}
        ORDER BY created_at DESC, id DESC LIMIT ${limit}) AS newest
     ORDER BY newest.created_at DESC, newest.id DESC LIMIT ${limit}`;
}

function where(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return conditions.length === 0 ? Prisma.empty : sql`WHERE ${join([...conditions], ' AND ')}`;
}
