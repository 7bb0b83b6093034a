import type { Reminder } from '../../domain/purchase/decision.ts';
import { type CheckEnd, firstDueAt, isLastTry, nextTry } from '../../domain/schedule.ts';
import type { Check, Checks } from '../../ports/store/checks.ts';
import { by } from './order.ts';
import { writeAudit } from './reading/audit.ts';
import type { AtOnce } from './reading/methods.ts';
import { type CheckRow, keyOf, SCHEDULED, type Tables } from './tables.ts';

export type Ids = { readonly now: () => Date; readonly newId: () => string };

/** The worker's checks; src/domain/schedule.ts decides when they are due. */
export function createChecks(tables: Tables, { now, newId }: Ids): AtOnce<Checks> {
  const { checks } = tables;
  return {
    takeChecks(kinds, limit, leaseMs) {
      const at = now();
      const due = [...checks.values()]
        .filter(({ kind, dueAt }) => kinds.includes(kind) && dueAt !== null && dueAt <= at)
        .toSorted(by((check) => [check.dueAt]))
        .slice(0, limit);
      return due.map((check) => taken(tables, check, { token: newId(), until: new Date(at.getTime() + leaseMs) }));
    },

    takeCheck(kind, subject, leaseMs, audit = null) {
      const at = now();
      const check = checks.get(keyOf(kind, subject));
      const isTaken = check !== undefined && check.token !== null && check.dueAt !== null && check.dueAt > at;
      if (check === undefined || isTaken) return null;
      if (audit !== null) writeAudit(tables, [audit], at);
      const begun = check.dueAt === null ? { ...check, tries: 0 } : check;
      return taken(tables, begun, { token: newId(), until: new Date(at.getTime() + leaseMs) });
    },

    resolveCheck(kind, subject, said, audit = null) {
      const key = keyOf(kind, subject);
      const check = checks.get(key);
      if (check === undefined || check.dueAt !== null || check.resolution !== null) return false;
      checks.set(key, { ...check, resolution: { ...said, at: now() } });
      if (audit !== null) writeAudit(tables, [audit], now());
      return true;
    },

    endCheck({ kind, subject, token, tries }, end) {
      const key = keyOf(kind, subject);
      const check = checks.get(key);
      if (check?.token !== token) return;
      if (end === 'done') checks.delete(key);
      else checks.set(key, { kind, subject, token: null, ...again({ kind, subject, tries }, end, now()) });
    },

    hasCheck: (kind, subject) => checks.has(keyOf(kind, subject)),

    rememberCheck(kind, subject) {
      rememberChecks(tables, now(), [{ kind, subject, by: null }]);
    },
  };
}

/** To take a check is a try; until the lease is over, no other worker takes it. */
function taken(
  { checks }: Tables,
  { kind, subject, tries: before }: CheckRow,
  { token, until }: { readonly token: string; readonly until: Date },
): Check {
  const tries = before + 1;
  checks.set(keyOf(kind, subject), { kind, subject, tries, token, dueAt: until, ...SCHEDULED });
  return { kind, subject, token, tries, isLast: isLastTry(kind, tries) };
}

type Tried = Pick<CheckRow, 'kind' | 'subject' | 'tries'>;

function again(
  { kind, tries: tried }: Tried,
  end: Exclude<CheckEnd, 'done'>,
  now: Date,
): Omit<CheckRow, 'kind' | 'subject' | 'token'> {
  const { tries, waitMs, moment, momentAfterMs } = nextTry(kind, tried, end);
  const after = (ms: number) => now.getTime() + ms;
  const times = [
    ...(waitMs === null ? [] : [after(waitMs)]),
    ...(moment === null ? [] : [Math.max(moment.getTime(), after(momentAfterMs ?? 0))]),
  ];
  if (times.length === 0) return { ...SCHEDULED, tries, dueAt: null, abandonedAt: now };
  return { ...SCHEDULED, tries, dueAt: new Date(Math.min(...times)) };
}

/** An existing check keeps its schedule, unless that is over. */
export function rememberChecks({ checks }: Tables, now: Date, reminders: readonly Reminder[]): void {
  for (const { kind, subject, by: limit } of reminders) {
    const key = keyOf(kind, subject);
    const known = checks.get(key);
    const dueAt = firstDueAt(kind, now, limit);
    if (known === undefined) checks.set(key, { kind, subject, dueAt, tries: 0, token: null, ...SCHEDULED });
    else if (known.dueAt === null) checks.set(key, { ...known, dueAt, tries: 0, ...SCHEDULED });
  }
}

export function forgetChecks({ checks }: Tables, forgotten: readonly Pick<Reminder, 'kind' | 'subject'>[]): void {
  for (const { kind, subject } of forgotten) checks.delete(keyOf(kind, subject));
}
