import type { AuditedAction, AuditRecord } from '../../domain/operator/audit.ts';
import type { Page, PageRequest } from './queries.ts';

/** An entry as it is stored, with the store's time. */
export type KeptAudit = AuditRecord & { readonly at: Date };

/** Which entries: all that fit whatever is not null. From `since`, until before `until`. */
export type AuditFilter = {
  readonly actor: string | null;
  readonly action: AuditedAction | null;
  readonly subject: string | null;
  readonly since: Date | null;
  readonly until: Date | null;
};

/** Who changed what. Entries are written in the commits of the changes, and nothing changes them. */
export type Audit = {
  /** Newest first; of one moment what was written last. @throws DomainError `invalid` with field `cursor` */
  listAudit(filter: AuditFilter, page: PageRequest): Promise<Page<KeptAudit>>;
};
