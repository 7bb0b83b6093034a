import { afterEach, beforeEach, describe } from 'vitest';
import { type Declared, describeCapabilities } from './payment-provider/capabilities.ts';
import { describeDeclines } from './payment-provider/declines.ts';
import { describeFailures, describeWrongCredentials } from './payment-provider/failures.ts';
import { type At, completing, type Harness } from './payment-provider/harness.ts';
import { describeNotifications } from './payment-provider/notifications.ts';
import { createRecord, describeOperations } from './payment-provider/operations.ts';
import { describeParents } from './payment-provider/parents.ts';

export type Subject = {
  /** What it declares, known before anything is started. */
  readonly declares: Declared;
  readonly start: () => Promise<Harness>;
  /** The same adapter, calling another place; null for one that speaks over no wire. */
  readonly at: At | null;
};

/** The promises of the port, held against one adapter. */
export function describePaymentProvider(name: string, { declares, start, at }: Subject): void {
  describe(`${name} as a payment provider`, () => {
    const record = createRecord();
    const use = useHarness(async () => completing(record.watch(await start())));
    describeParents(use);
    describeNotifications(use);
    describeDeclines(use);
    describeCapabilities(use, declares);
    describeWrongCredentials(use);
    if (at !== null) describeFailures(use, at);
    // Last: it looks at what the others did.
    describeOperations(record, declares);
  });
}

/** What it declares alone, for one that declares too little for the rest: nothing can be paid at once there. */
export function describeDeclared(name: string, { declares, start }: Omit<Subject, 'at'>): void {
  describe(`${name} as a payment provider`, () => describeCapabilities(useHarness(start), declares));
}

function useHarness(start: () => Promise<Harness>): () => Harness {
  let harness: Harness;
  beforeEach(async () => {
    harness = await start();
  });
  afterEach(() => harness.stop());
  return () => harness;
}
