import { DomainError } from '../../domain/error.ts';
import type { Store } from '../../ports/store.ts';
import { createAccounts } from './accounts.ts';
import { createCaptures } from './captures.ts';
import { createChecks } from './checks.ts';
import { createConnections } from './connections.ts';
import type { Database } from './database.ts';
import { createDeliveries } from './deliveries.ts';
import { createDisputes } from './disputes.ts';
import { translatingErrors } from './errors.ts';
import { createGyms } from './gyms.ts';
import { createJournal } from './journal.ts';
import { createOperations } from './operations.ts';
import { createOrders } from './orders.ts';
import { createPayments } from './payments.ts';
import { createPurchases } from './purchases/index.ts';
import { createReadings } from './readings.ts';
import { createRefunds } from './refunds.ts';

/** The store port on any PostgreSQL: a server or the embedded one. */
export function createStore(db: Database): Store {
  return translatingErrors({
    ...createOrders(db),
    ...createGyms(db),
    ...createAccounts(db),
    ...createConnections(db),
    ...createOperations(db),
    ...createChecks(db),
    ...createDeliveries(db),
    ...createPayments(db),
    ...createReadings(db),
    ...createJournal(db),
    ...createRefunds(db),
    ...createCaptures(db),
    ...createDisputes(db),
    ...createPurchases(db),

    async ready() {
      const pending = await db.pendingMigrations();
      if (pending.length > 0) throw new DomainError('store_unavailable', 'The database lacks migrations');
    },

    close: () => db.close(),
  });
}
