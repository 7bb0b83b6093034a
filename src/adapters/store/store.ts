import { DomainError } from '../../domain/error.ts';
import type { Store } from '../../ports/store/store.ts';
import { createAccounts } from './accounts.ts';
import { createApiKeys } from './api-keys.ts';
import { createChecks } from './checks.ts';
import { createConnections } from './connections.ts';
import { createDeliveries } from './deliveries.ts';
import { createEndpoints } from './endpoints.ts';
import { createEventDeliveries } from './event-deliveries/index.ts';
import { createStatistics } from './figures/index.ts';
import { createGyms } from './gyms.ts';
import { createJournal } from './journal.ts';
import { createOperations } from './operations.ts';
import type { Database } from './postgres/database.ts';
import { translatingErrors } from './postgres/errors.ts';
import { createPurchases } from './purchases/index.ts';
import { createAudit } from './reading/audit.ts';
import { createById } from './reading/by-id.ts';
import { createCaptures } from './reading/captures.ts';
import { createDisputes } from './reading/disputes.ts';
import { createEvents } from './reading/events.ts';
import { createPayments } from './reading/payments.ts';
import { createProblems } from './reading/problems.ts';
import { createQueries } from './reading/queries.ts';
import { createRefunds } from './reading/refunds.ts';

// Two ways to the database, and what each is for ("Three ways to the database" in docs/architecture.md has the third):
// - `db.query`, a named statement through `pg` or PGlite, for whatever decides or every request needs: loads and commits of
//   purchases and gyms, operations, checks, deliveries, the journal, one payment or order by its id. It costs a quarter of
//   the other.
// - `db.prisma`, Prisma's client, for reads that decide nothing (`reading`: lists, details, the timeline; gyms, accounts),
//   and to write the platform's account.
// Whatever must be durable is one statement: PGlite reports a failed COMMIT as success.

/** The store port on any PostgreSQL: a server or the embedded one. */
export function createStore(db: Database): Store {
  return translatingErrors({
    ...createById(db),
    ...createGyms(db),
    ...createAccounts(db),
    ...createApiKeys(db),
    ...createAudit(db),
    ...createConnections(db),
    ...createOperations(db),
    ...createChecks(db),
    ...createDeliveries(db),
    ...createPayments(db),
    ...createQueries(db),
    ...createProblems(db),
    ...createStatistics(db),
    ...createJournal(db),
    ...createRefunds(db),
    ...createCaptures(db),
    ...createDisputes(db),
    ...createEvents(db),
    ...createEndpoints(db),
    ...createEventDeliveries(db),
    ...createPurchases(db),

    async ready() {
      const pending = await db.pendingMigrations();
      if (pending.length > 0) throw new DomainError('store_unavailable', 'The database lacks migrations');
    },

    close: () => db.close(),
  });
}
