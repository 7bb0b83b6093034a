import type { TestedBug } from '../mutation.ts';

const IN_FLIGHT = 'test/service/process/calls-in-flight.test.ts';

/** Found by tests of what the simulation hardly meets; most need a database's server: races and crashes only show there. */
export const SERVER_BUGS: readonly TestedBug[] = [
  {
    bug: 'no partial index: an order may have several open payments',
    file: 'prisma/migrations/20261128150000_initial/migration.sql',
    find: 'CREATE UNIQUE INDEX "payments_one_open_per_order"',
    replace: 'CREATE INDEX "payments_one_open_per_order"',
    test: ['test/adapters/store/schema/schema.test.ts', 'one open payment per order'],
  },
  {
    bug: 'dedupe on seen: a delivery that was only kept counts as processed',
    file: 'src/domain/purchase/record.ts',
    find: "purchase.delivery === 'processed'",
    replace: 'purchase.delivery !== null',
    test: ['test/adapters/store/conformance.test.ts', 'that was kept as waiting is still processed'],
  },
  {
    bug: 'no compare: a commit overwrites what came since it was loaded',
    file: 'src/adapters/store/purchases/parts.ts',
    find: ' AND version = ${',
    replace: ' AND version >= 0 * ${',
    test: ['test/adapters/store/races/races.test.ts', 'when a payment succeeds while its order is being opened again'],
  },
  {
    bug: 'no compare: a lease that two replicas take at once is held by both',
    file: 'src/adapters/store/purchases/parts.ts',
    find: ' AND version = ${',
    replace: ' AND version >= 0 * ${',
    test: ['test/adapters/store/races/random-races.test.ts', 'give the lease of a checkout’s payment to one'],
  },
  {
    bug: 'random provider key: each call for a parent has another one',
    file: 'src/app/opening/open-parent.ts',
    find: 'idempotencyKey: `',
    replace: 'idempotencyKey: context.world.newId() + `',
    test: [IN_FLIGHT, 'a lost answer is asked for with the same key'],
  },
  {
    bug: 'lease too short: a call in flight is taken for lost',
    file: 'src/service.ts',
    find: 'leaseMs: Math.max(MIN_LEASE_MS, 2 * CALLS_PER_OPENING * config.providerTimeoutMs)',
    replace: 'leaseMs: 300',
    test: [IN_FLIGHT, 'the lease outlives the call'],
  },
  {
    bug: 'no amount comparison: whatever was paid is enough',
    file: 'src/domain/payment/assessment.ts',
    find: 'return [...findings, ...compareMoney(payment, report, terms)];',
    replace: 'return findings;',
    test: ['test/service/stripe/stripe-mismatches.test.ts', 'of another amount is an anomaly'],
  },
  {
    bug: 'provider call inside a transaction: the payment stays locked meanwhile',
    file: 'src/adapters/store/purchases/index.ts',
    find: 'commitPurchase: (loaded, changes, beside) => commitPurchase(db, loaded, changes, beside),',
    replace: `commitPurchase: async (loaded, changes, beside) => {
        const committed = await commitPurchase(db, loaded, changes, beside);
        if (loaded.payment === null && changes.purchase.payment !== null)
          void db.prisma.$transaction(
            async (tx) => {
              const { id } = changes.purchase.payment;
              await tx.$executeRawUnsafe('SELECT FROM payments WHERE id = $1::uuid FOR SHARE', id);
              await new Promise((resolve) => setTimeout(resolve, 2_500));
            },
            { timeout: 10_000 },
          );
        return committed;
      },`,
    test: [IN_FLIGHT, 'E5, no call of a provider is inside a transaction: a Stripe intent'],
  },
  {
    bug: 'a check that was given up waits for a person though what it is about has ended',
    file: 'src/domain/purchase/conclude.ts',
    find: 'forget: [...changes.forget, ...over]',
    replace: 'forget: changes.forget',
    test: ['test/app/problems/problems.test.ts', 'looking again at an anomaly asks the provider'],
  },
];
