import type { Check, CheckEnd, Checks } from '../../ports/checks.ts';
import { call, type Database, storable } from './database.ts';

type CheckJson = Omit<Check, 'isLast'> & { readonly is_last: boolean };

/** What somebody has to come back to. */
export function createChecks(db: Database): Checks {
  return {
    async takeChecks(kinds, limit, leaseMs) {
      const argument = { kinds, limit, lease_ms: leaseMs };
      const { checks } = await call<{ checks: readonly CheckJson[] }>(db, 'take_checks', argument);
      return checks.map(({ is_last: isLast, ...check }) => ({ ...check, isLast }));
    },

    async endCheck({ kind, subject, token }, end) {
      await call(db, 'end_check', { kind, subject, token, is_done: end === 'done', ...timesOf(end) });
    },

    async rememberCheck(kind, subject) {
      await db.prisma.$queryRaw`SELECT remember_check(${kind}, ${storable(subject)})::text`;
    },
  };
}

function timesOf(end: CheckEnd): { readonly by: Date | null; readonly at: Date | null } {
  const times = { by: null, at: null };
  return typeof end === 'string' ? times : { ...times, ...end };
}
