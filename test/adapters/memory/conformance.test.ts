import { setTimeout as pause } from 'node:timers/promises';
import { createMemoryStore, createTables } from '../../../src/adapters/memory/index.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import type { CheckClock } from '../../conformance/store/checks.ts';
import type { DeliveryView } from '../../conformance/store/endpoints.ts';
import type { RefundClock } from '../../conformance/store/problems.ts';
import { describeStore } from '../../conformance/store.ts';

const HOUR_MS = 3_600_000;

describeStore('memory', async () => {
  const tables = createTables();
  const checkOf = (kind: string, subject: string) =>
    [...tables.checks].find(([, check]) => check.kind === kind && check.subject === subject);
  const clock: CheckClock = {
    async makeDue(kind, subject) {
      const [key, check] = checkOf(kind, subject) ?? [];
      if (key !== undefined && check !== undefined)
        tables.checks.set(key, { ...check, dueAt: new Date(Date.now() - HOUR_MS), abandonedAt: null });
    },
    async waits(kind, subject) {
      const [, check] = checkOf(kind, subject) ?? [];
      if (check === undefined) return 'forgotten';
      return check.dueAt && check.dueAt.getTime() - Date.now();
    },
  };
  const refunds: RefundClock = {
    async makeOlder(refundId, milliseconds) {
      for (const [id, row] of tables.payments) {
        const aged = row.refunds.map((one) =>
          one.id === refundId ? { ...one, createdAt: new Date(one.createdAt.getTime() - milliseconds) } : one,
        );
        tables.payments.set(id, { ...row, refunds: aged });
      }
    },
  };
  const view: DeliveryView = {
    async deliveriesTo(endpointId) {
      const own = [...tables.eventDeliveries.values()].filter((delivery) => delivery.endpointId === endpointId);
      return own.map(({ eventId }) => eventId);
    },
  };
  return { store: slowly(createMemoryStore({ now: () => new Date(), tables })), ...clock, ...refunds, ...view };
});

type Method = (...input: unknown[]) => Promise<unknown>;

/** As with a database, what is asked after an answer is in a later millisecond, so that its time shows what came first. */
function slowly(store: Store): Store {
  const slow = Object.entries(store).map(([name, method]) => [name, slowMethod(method as Method)]);
  return Object.fromEntries(slow) as Store;
}

function slowMethod(method: Method): Method {
  return async (...input) => {
    try {
      return await method(...input);
    } finally {
      for (const answered = Date.now(); Date.now() === answered; ) await pause(1);
    }
  };
}
