import { describe, expect, it } from 'vitest';
import type { DisputeReport } from '../../../src/domain/dispute.ts';
import { type Harness, open, requestFor, value } from './harness.ts';

export function describeDisputes(use: () => Harness): void {
  describe('a dispute', () => {
    it.each(['won', 'lost'] as const)(
      'is told of when it begins and when it is %s; the payment succeeded',
      async (end) => {
        const { parentId } = await open(use(), requestFor(use()));
        await use().settle(parentId, 'succeed');

        await use().dispute(parentId, 'open');
        const begun = await told(use());
        await use().dispute(parentId, end);
        const ended = await told(use());

        expect(begun).toMatchObject({ status: 'open', amount: use().amount, reason: expect.any(String) });
        expect(ended).toMatchObject({ providerDisputeId: begun.providerDisputeId, status: end, isOnlyAnEnd: false });
        expect(ended.occurredAt.getTime()).toBeGreaterThanOrEqual(begun.occurredAt.getTime());
        const parent = value(await use().provider.fetch(use().credentials, parentId));
        expect(parent?.report).toMatchObject({ fact: { kind: 'succeeded' }, unknownStatus: null });
      },
    );
  });
}

async function told(harness: Harness): Promise<DisputeReport> {
  const { provider, credentials } = harness;
  const [notification] = provider.split(harness.lastDelivery()) ?? [];
  if (notification === undefined) throw new Error('expected a notification');
  const { report } = value(await provider.translate(credentials, notification));
  const dispute = report?.reversals.find((reversal) => reversal.kind === 'dispute');
  if (dispute === undefined) throw new Error('expected a dispute');
  return dispute;
}
