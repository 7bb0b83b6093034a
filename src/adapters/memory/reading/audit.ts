import type { AuditRecord } from '../../../domain/operator/audit.ts';
import type { Audit, AuditFilter, KeptAudit } from '../../../ports/store/audit.ts';
import type { Tables } from '../tables.ts';
import type { AtOnce } from './methods.ts';
import { toPage } from './pages.ts';

/** Who changed what. */
export function createAudit({ audit }: Tables): AtOnce<Audit> {
  return {
    listAudit(filter, page) {
      const rows = audit.map((entry, index) => ({ entry, name: `audit ${index}` })).toReversed();
      const isShown = ({ entry }: (typeof rows)[number]) => isWanted(entry, filter);
      return toPage({ rows, nameOf: ({ name }) => name, isShown }, page, ({ entry }) => entry);
    },
  };
}

/** A payment is cancelled once, and several commits of one request may say so. */
export function writeAudit({ audit }: Tables, records: readonly AuditRecord[], at: Date): void {
  const isThere = ({ action, subject }: AuditRecord) =>
    action === 'payment.cancel' && audit.some((one) => one.action === action && one.subject === subject);
  audit.push(...records.filter((record) => !isThere(record)).map((record) => ({ ...record, at })));
}

function isWanted(entry: KeptAudit, { actor, action, subject, since, until }: AuditFilter): boolean {
  return (
    (actor === null || entry.actor === actor) &&
    (action === null || entry.action === action) &&
    (subject === null || entry.subject === subject) &&
    (since === null || entry.at >= since) &&
    (until === null || entry.at < until)
  );
}
