import { randomUUID } from 'node:crypto';
import type { Store } from '../../ports/store/store.ts';
import { createAccounts } from './accounts.ts';
import { createApiKeys } from './api-keys.ts';
import { createChecks } from './checks.ts';
import { createConnections } from './connections.ts';
import { createDeliveries } from './deliveries.ts';
import { createEndpoints } from './endpoints.ts';
import { createEventDeliveries } from './event-deliveries.ts';
import { createEvents } from './events.ts';
import { createGyms } from './gyms.ts';
import { createJournal } from './journal.ts';
import { createOperations } from './operations.ts';
import { createPurchases } from './purchases.ts';
import { createAudit } from './reading/audit.ts';
import { asPort } from './reading/methods.ts';
import { createPayments } from './reading/payments.ts';
import { createProblems } from './reading/problems.ts';
import { createQueries } from './reading/queries.ts';
import { createStatistics } from './reading/statistics.ts';
import { createTables, type Tables } from './tables.ts';

export { createTables, type Tables };

export type MemoryOptions = {
  /** The clock that leases and checks are measured on. */
  readonly now: () => Date;
  /** The rows: a test can read them, or share them between stores. */
  readonly tables?: Tables;
  readonly newId?: () => string;
};

/** The store port in memory: for tests, and for the simulation, which gives it a clock and looks at its rows. */
export function createMemoryStore({ now, tables = createTables(), newId = randomUUID }: MemoryOptions): Store {
  const ids = { now, newId };
  return asPort<Store>({
    ...createAccounts(tables, ids),
    ...createApiKeys(tables, now),
    ...createAudit(tables),
    ...createGyms(tables, now),
    ...createConnections(tables, ids),
    ...createChecks(tables, ids),
    ...createDeliveries(tables, now),
    ...createEvents(tables),
    ...createEndpoints(tables, now),
    ...createEventDeliveries(tables, ids),
    ...createOperations(tables, ids),
    ...createPurchases(tables, ids),
    ...createPayments(tables),
    ...createQueries(tables, now),
    ...createProblems(tables, now),
    ...createStatistics(tables),
    ...createJournal(tables, now),
    ready() {},
    close() {},
  });
}
