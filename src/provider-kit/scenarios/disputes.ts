import { type DisputeReport, joinDisputes, knownBy, outcomeOf } from '../../domain/payment/dispute.ts';
import type { Report } from '../../domain/payment/report.ts';
import type { Harness } from '../harness.ts';
import { declared, notDeclared, type Scenario } from '../scenario.ts';
import { eachFlow, latestReport, paid, reportOf, value } from '../tools/builders.ts';
import { equals, must, shows } from '../tools/expect.ts';

export const DISPUTES: readonly Scenario[] = [
  ...declared('disputes', 'disputes', [
    reportedUntil('won'),
    reportedUntil('lost'),
    readAsReported('open'),
    readAsReported('won'),
    readAsReported('lost'),
    {
      id: 'dispute.at-closing',
      promise: 'A dispute is read, too, where what was paid was to be closed',
      advice: 'Let `close` report what is paid as `fetch` does, with its reversals.',
      async run(harness) {
        const { parentId } = await paid(harness);
        await harness.dispute(parentId, 'open');

        const { report } = value(await harness.provider.close(harness.credentials, parentId));

        equals('the fact', report.fact?.kind, 'succeeded');
        shows('the dispute', disputeIn(report), { status: 'open', amount: harness.amount });
      },
    },
    {
      id: 'dispute.none',
      promise: 'A dispute is none where the buyer disputed nothing',
      advice: 'Report no open dispute for a payment that the provider shows without one.',
      async run(harness) {
        const { reversals } = await reportOf(harness, (await paid(harness)).parentId);

        const open = reversals.filter((one) => one.kind === 'dispute' && outcomeOf(knownBy(one)) !== null);
        equals('the disputes of a payment that was only paid', open, []);
      },
    },
  ]),
  ...notDeclared('disputes', 'disputes', [
    {
      id: 'dispute.immediate',
      promise: 'A dispute takes the money at once, and the merchant may win it back',
      advice: 'Report `lost` when the provider takes the money, and `won` when it comes back, under one id.',
      async run(harness) {
        const { parentId } = await paid(harness);

        await harness.dispute(parentId, 'lost');
        const taken = disputeIn(await latestReport(harness, parentId));
        const shown = disputeIn(await reportOf(harness, parentId));
        await harness.dispute(parentId, 'won');
        const back = disputeIn(await latestReport(harness, parentId));

        const { providerDisputeId } = taken;
        shows('what was taken', taken, { status: 'lost', amount: harness.amount, closesOnly: false });
        shows('what a fetch shows', shown, { status: 'lost', providerDisputeId });
        shows('what came back', back, { status: 'won', providerDisputeId });
        equals('both together', outcomeOf(joinDisputes(knownBy(back), knownBy(taken)))?.status, 'won');
        equals('the fact of the payment', (await reportOf(harness, parentId)).fact?.kind, 'succeeded');
      },
    },
  ]),
];

function reportedUntil(end: 'won' | 'lost') {
  return {
    id: `dispute.until-${end}`,
    promise: `A dispute is reported when it begins and when it is ${end}`,
    advice: 'Translate the webhooks of disputes, under the provider’s id of the dispute.',
    async run(harness: Harness) {
      const { parentId } = await paid(harness);

      await harness.dispute(parentId, 'open');
      const begun = disputeIn(await latestReport(harness, parentId));
      await harness.dispute(parentId, end);
      const ended = disputeIn(await latestReport(harness, parentId));

      shows('the dispute that begins', begun, { status: 'open', amount: harness.amount });
      equals('the type of its reason', typeof begun.reason, 'string');
      const { providerDisputeId } = begun;
      shows('the dispute that ends', ended, { providerDisputeId, status: end, closesOnly: false });
      must('it does not end before it begins', ended.occurredAt >= begun.occurredAt);
    },
  };
}

function readAsReported(how: 'open' | 'won' | 'lost') {
  return {
    id: `dispute.read-${how}`,
    promise: `A dispute that is ${how} is read as it is reported; the payment succeeded`,
    advice: 'Read disputes with each fetch of a payment, in the same words as from webhooks.',
    run: (harness: Harness) =>
      eachFlow(harness, async (flow) => {
        const { parentId } = await paid(harness, { flow });
        await harness.dispute(parentId, 'open');
        const begun = disputeIn(await latestReport(harness, parentId));
        if (how !== 'open') await harness.dispute(parentId, how);
        const { occurredAt: _reportedAt, ...byEvent } = disputeIn(await latestReport(harness, parentId));

        const report = await reportOf(harness, parentId);

        shows('the report', report, { fact: { kind: 'succeeded' }, unknownStatus: null });
        const { occurredAt, ...byReading } = disputeIn(report);
        equals('the dispute that is read', byReading, byEvent);
        const both = joinDisputes(knownBy(begun), knownBy({ ...byReading, occurredAt }));
        equals('both words together', outcomeOf(both), { status: how, statusAt: occurredAt });
      }),
  };
}

/** @throws Error when there is none. */
function disputeIn({ reversals }: Report): DisputeReport {
  const dispute = reversals.find((reversal) => reversal.kind === 'dispute');
  if (dispute === undefined) throw new Error('the report has no dispute');
  return dispute;
}
