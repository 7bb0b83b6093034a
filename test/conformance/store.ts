import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store as PortStore } from '../../src/ports/store/store.ts';
import { type StoreAndCommands as Store, withCommands } from '../stores.ts';
import { describeApiKeys } from './store/api-keys.ts';
import { describeAudit } from './store/audit.ts';
import { type CheckClock, describeChecks } from './store/checks.ts';
import { describeConnections } from './store/connections.ts';
import { type DeliveryView, describeEndpoints } from './store/endpoints.ts';
import { describeEventDeliveries } from './store/event-deliveries.ts';
import { describeEvents } from './store/events.ts';
import { describeGyms } from './store/gyms.ts';
import { describeOperations } from './store/operations.ts';
import { describePaymentLists } from './store/payment-lists.ts';
import { describeProblems, type RefundClock } from './store/problems.ts';
import { describeAnomalies } from './store/purchases/anomalies.ts';
import { describeCaptures } from './store/purchases/captures.ts';
import { describeDisputes } from './store/purchases/disputes.ts';
import { describeFacts } from './store/purchases/facts.ts';
import { describeLeases } from './store/purchases/leases.ts';
import { describeLostCalls } from './store/purchases/lost-calls.ts';
import { describeOpenings } from './store/purchases/openings.ts';
import { describeOrders } from './store/purchases/orders.ts';
import { describeRefundParts } from './store/purchases/refund-parts.ts';
import { describeRefunds } from './store/purchases/refunds.ts';
import { describeSplits } from './store/purchases/splits.ts';
import { describeStatistics } from './store/statistics.ts';
import { describeStories } from './store/stories.ts';

/** A store under test. Its clock is the database's, so the test has to be helped to let time pass. */
export type TestedStore = CheckClock & RefundClock & DeliveryView & { readonly store: PortStore };

/**
 * What the store port means (src/ports/store/store.ts). Every adapter runs it; `open` gives a store of its own to
 * this suite, empty and migrated. Tests share it and each uses ids of its own.
 */
export function describeStore(name: string, open: () => Promise<TestedStore>): void {
  describe(`store: ${name}`, () => {
    let tested: CheckClock & RefundClock & DeliveryView & { readonly store: Store };
    let store: Store;
    beforeAll(async () => {
      const opened = await open();
      store = withCommands(opened.store);
      tested = { ...opened, store };
    }, 60_000);
    afterAll(() => store.close());

    test('the store is ready once it answers and is migrated', async () => {
      await expect(store.ready()).resolves.toBeUndefined();
    });

    describeOrders(() => store);
    describeGyms(() => store);
    describeConnections(() => store);
    describeOpenings(() => store);
    describeLeases(() => store);
    describeChecks(() => tested);
    describeLostCalls(() => tested);
    describeFacts(() => store);
    describeSplits(() => store);
    describeOperations(() => store);
    describePaymentLists(() => store);
    describeProblems(() => tested);
    describeStatistics(() => store);
    describeStories(() => store);
    describeEvents(() => store);
    describeEndpoints(() => tested);
    describeEventDeliveries(() => store);
    describeApiKeys(() => store);
    describeAudit(() => store);
    describeRefunds(() => store);
    describeRefundParts(() => store);
    describeAnomalies(() => store);
    describeCaptures(() => tested);
    describeDisputes(() => store);
  });
}
