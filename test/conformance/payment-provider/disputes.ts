import { describe, expect, it } from 'vitest';
import { type DisputeReport, joinDisputes, knownBy, outcomeOf } from '../../../src/domain/payment/dispute.ts';
import type { Report } from '../../../src/domain/payment/report.ts';
import type { OpenRequest } from '../../../src/ports/payment-provider.ts';
import { type Harness, lastNotification, open, requestFor, type Use, value } from './harness.ts';

async function aPaid(harness: Harness, change: Partial<OpenRequest> = {}): Promise<string> {
  const { parentId } = await open(harness, requestFor(harness, change));
  await harness.settle(parentId, 'succeed');
  return parentId;
}

export function describeDisputes(use: Use): void {
  describe('a dispute', () => {
    it.each(['won', 'lost'] as const)('a dispute is reported when it begins and when it is %s', async (end) => {
      const parentId = await aPaid(use());

      await use().dispute(parentId, 'open');
      const begun = disputeIn(await reported(use()));
      await use().dispute(parentId, end);
      const ended = disputeIn(await reported(use()));

      expect(begun).toMatchObject({ status: 'open', amount: use().amount, reason: expect.any(String) });
      expect(ended).toMatchObject({ providerDisputeId: begun.providerDisputeId, status: end, closesOnly: false });
      expect(ended.occurredAt.getTime()).toBeGreaterThanOrEqual(begun.occurredAt.getTime());
    });

    it.each(['open', 'won', 'lost'] as const)(
      'a dispute that is %s is read as it is reported; the payment succeeded',
      async (how) => {
        for (const flow of use().provider.capabilities.flows) {
          const parentId = await aPaid(use(), { flow });
          await use().dispute(parentId, 'open');
          const begun = disputeIn(await reported(use()));
          if (how !== 'open') await use().dispute(parentId, how);
          const { occurredAt: _reportedAt, ...byEvent } = disputeIn(await reported(use()));

          const report = await read(use(), parentId);

          expect(report).toMatchObject({ fact: { kind: 'succeeded' }, unknownStatus: null });
          const { occurredAt, ...byReading } = disputeIn(report);
          expect(byReading).toEqual(byEvent);
          const both = joinDisputes(knownBy(begun), knownBy({ ...byReading, occurredAt }));
          expect(outcomeOf(both)).toEqual({ status: how, statusAt: occurredAt });
        }
      },
    );

    it('a dispute is read, too, where what was paid was to be closed', async () => {
      const parentId = await aPaid(use());
      await use().dispute(parentId, 'open');

      const { report } = value(await use().provider.close(use().credentials, parentId));

      expect(report.fact?.kind).toBe('succeeded');
      expect(disputeIn(report)).toMatchObject({ status: 'open', amount: use().amount });
    });

    it('a dispute is none where the buyer disputed nothing', async () => {
      const report = await read(use(), await aPaid(use()));

      for (const reversal of report.reversals)
        expect(reversal.kind === 'dispute' && outcomeOf(knownBy(reversal))).toBeNull();
    });
  });
}

export function describeImmediateDisputes(use: Use): void {
  it('a dispute takes the money at once, and the merchant may win it back', async () => {
    const parentId = await aPaid(use());

    await use().dispute(parentId, 'lost');
    const taken = disputeIn(await reported(use()));
    const shown = disputeIn(await read(use(), parentId));
    await use().dispute(parentId, 'won');
    const back = disputeIn(await reported(use()));

    expect(taken).toMatchObject({ status: 'lost', amount: use().amount, closesOnly: false });
    expect(shown).toMatchObject({ status: 'lost', providerDisputeId: taken.providerDisputeId });
    expect(back).toMatchObject({ status: 'won', providerDisputeId: taken.providerDisputeId });
    expect(outcomeOf(joinDisputes(knownBy(back), knownBy(taken)))?.status).toBe('won');
    expect((await read(use(), parentId)).fact?.kind).toBe('succeeded');
  });
}

async function read({ provider, credentials }: Harness, parentId: string): Promise<Report> {
  const parent = value(await provider.fetch(credentials, parentId));
  if (parent === null) throw new Error('expected a parent');
  return parent.report;
}

async function reported(harness: Harness): Promise<Report> {
  const { provider, credentials } = harness;
  const { report } = value(await provider.translate(credentials, lastNotification(harness)));
  if (report === null) throw new Error('expected a report');
  return report;
}

function disputeIn({ reversals }: Report): DisputeReport {
  const dispute = reversals.find((reversal) => reversal.kind === 'dispute');
  if (dispute === undefined) throw new Error('expected a dispute');
  return dispute;
}
