import type { Purchases } from '../../../ports/store/purchases.ts';
import type { Database } from '../postgres/database.ts';
import { commitPurchase } from './commit.ts';
import { loadPurchase } from './load.ts';

/** Purchases on any PostgreSQL, by compare-and-swap. */
export function createPurchases(db: Database): Purchases {
  return {
    loadPurchase: (ref, loading) => loadPurchase(db, ref, loading),
    commitPurchase: (loaded, changes, beside) => commitPurchase(db, loaded, changes, beside),
  };
}
