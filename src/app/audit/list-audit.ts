import type { AuditFilter, KeptAudit } from '../../ports/store/audit.ts';
import type { Page, PageRequest } from '../../ports/store/queries.ts';
import { type Actor, requireScope } from '../actor.ts';
import type { Context } from '../context.ts';

/** Who changed what, newest first. @throws DomainError `scope_missing`; `invalid` with field `cursor` */
export async function listAudit(
  { store }: Context,
  actor: Actor,
  filter: AuditFilter,
  page: PageRequest,
): Promise<Page<KeptAudit>> {
  requireScope(actor, 'audit:read');
  return store.listAudit(filter, page);
}
