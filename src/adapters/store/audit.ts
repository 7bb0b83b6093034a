import type { AuditRecord } from '../../domain/operator/audit.ts';
import { jsonText, storable } from './postgres/database.ts';
import type { StatementBuilder } from './purchases/statement.ts';
import type { Columns } from './purchases/tables.ts';

const AUDIT = {
  actor: 'text',
  action: 'text',
  subject: 'text',
  changes: 'jsonb',
  request_id: 'text',
} as const satisfies Columns;

const NAMES = Object.keys(AUDIT).join(', ');

/** The part of a statement that writes an entry (`auditValues`, from this parameter on) if there is one, for each row of another part. */
export function auditFrom(part: string, first: number): string {
  const values = Object.values(AUDIT).map((type, index) => `$${first + index}::${type}`);
  return `INSERT INTO audit (${NAMES}) SELECT ${values.join(', ')} FROM ${part} WHERE ${values[0]} IS NOT NULL`;
}

export function auditValues(record: AuditRecord | null): readonly unknown[] {
  return record === null ? Object.keys(AUDIT).map(() => null) : Object.values(flatAudit(record));
}

/**
 * In one part, since parts have no order among them. A payment is cancelled once, and several commits of one request may say
 * so.
 */
export function writeAudit(builder: StatementBuilder, records: readonly AuditRecord[]): void {
  if (records.length > 0) builder.insertAll('audit', AUDIT, records.map(flatAudit), 'ON CONFLICT DO NOTHING');
}

function flatAudit({ actor, action, subject, changes, requestId }: AuditRecord) {
  return {
    actor: storable(actor),
    action,
    subject: storable(subject),
    changes: jsonText(changes),
    request_id: requestId,
  };
}
