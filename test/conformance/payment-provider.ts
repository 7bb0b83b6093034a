import { afterEach, beforeEach, describe } from 'vitest';
import { describeCapabilities } from './payment-provider/capabilities.ts';
import { describeCaptures } from './payment-provider/captures.ts';
import { type Agree, describeConnecting } from './payment-provider/connecting.ts';
import { describeDisputes } from './payment-provider/disputes.ts';
import { describeFailures } from './payment-provider/failures.ts';
import type { Harness } from './payment-provider/harness.ts';
import { describeNotifications } from './payment-provider/notifications.ts';
import { describeParents } from './payment-provider/parents.ts';
import { describeRefunds } from './payment-provider/refunds.ts';

/** The promises of the port, held against one adapter. */
export function describePaymentProvider(name: string, start: () => Promise<Harness>, agree: Agree | null): void {
  describe(`${name} as a payment provider`, () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await start();
    });
    afterEach(async () => {
      await harness.stop();
    });
    describeParents(() => harness);
    describeCapabilities(() => harness);
    describeFailures(() => harness);
    describeNotifications(() => harness);
    describeRefunds(() => harness);
    describeConnecting(() => harness, agree);
    describeCaptures(() => harness);
    describeDisputes(() => harness);
  });
}
