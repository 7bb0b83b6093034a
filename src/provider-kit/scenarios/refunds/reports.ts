import type { Harness } from '../../harness.ts';
import { declared, notDeclared, type Scenario } from '../../scenario.ts';
import { latestReport, paidOnce, refundOf, reportOf, value } from '../../tools/builders.ts';
import { equals, oneOf, shows } from '../../tools/expect.ts';
import { listed, refund } from '../../tools/refunds.ts';

/** How the service learns of refunds, its own and others. */
export const REFUND_REPORTS: readonly Scenario[] = [
  ...declared('refunds', 'refunds', [
    {
      id: 'refund.reported',
      promise: 'A refund is reported when it was made',
      advice: 'Translate the provider’s webhook about the refund to the same report as its answer.',
      async run(harness) {
        const { parentId, providerPaymentId } = await paidOnce(harness);
        const made = value(await refund(harness, refundOf(harness, providerPaymentId)));

        equals('the refunds that are reported', await reportedRefunds(harness, parentId), [made]);
      },
    },
    {
      id: 'refund.behind',
      promise: 'A refund in the provider’s own dashboard is reported, as none of ours',
      advice: 'Report refunds without our reference with `reference: null`.',
      async run(harness) {
        const { parentId, providerPaymentId } = await paidOnce(harness);

        await harness.refundBehind(parentId);

        const reported = await reportedRefunds(harness, parentId);
        const { amount } = harness;
        shows('the refunds that are reported', reported, [
          { providerPaymentId, reference: null, amount, status: 'succeeded' },
        ]);
        equals('the list of refunds', await listed(harness, providerPaymentId), reported);
      },
    },
    {
      id: 'refund.fails-later',
      promise: 'A refund that fails later is reported',
      advice: 'Act on the webhook of a failed refund, and list the refund with its present status.',
      async run(harness) {
        const { parentId, providerPaymentId } = await paidOnce(harness);
        const made = value(await refund(harness, refundOf(harness, providerPaymentId)));

        await harness.failRefund(parentId);

        equals('the refunds that are reported', await reportedRefunds(harness, parentId), [
          { ...made, status: 'failed' },
        ]);
        equals('the list of refunds', await listed(harness, providerPaymentId), [{ ...made, status: 'failed' }]);
      },
    },
  ]),
  ...declared('slow refunds', 'refunds', [
    {
      id: 'refund.slow',
      promise: 'A refund that takes its time is pending, holds its money, and ends when the provider says so',
      advice:
        'Translate the provider’s word for a refund that is under way to `pending`: an accepted call is no success.',
      async run(harness) {
        for (const [end, status] of [
          [harness.finishRefund, 'succeeded'] as const,
          [harness.failRefund, 'failed'] as const,
        ]) {
          const { parentId, providerPaymentId } = await paidOnce(harness);
          harness.slowRefunds();

          const made = value(await refund(harness, refundOf(harness, providerPaymentId, { amount: harness.amount })));
          const pending = await listed(harness, providerPaymentId);
          const another = await refund(harness, refundOf(harness, providerPaymentId));
          await end(parentId);

          equals('the status of the refund', made.status, 'pending');
          equals('the list while it is under way', pending, [made]);
          equals('the outcome of a refund of the same money', another.kind, 'rejected');
          equals('the refunds that are reported', await reportedRefunds(harness, parentId), [{ ...made, status }]);
          equals('the list when it has ended', await listed(harness, providerPaymentId), [{ ...made, status }]);
        }
      },
    },
  ]),
  ...declared('restricted keys', 'refunds', [
    {
      id: 'refund.hidden',
      promise: 'A refund that the provider does not show keeps nothing of the payment back, and is said to be missing',
      advice: 'Report the payment, and name what the provider refused to show in `unanswered`.',
      async run(harness) {
        const { parentId, providerPaymentId } = await paidOnce(harness);
        value(await refund(harness, refundOf(harness, providerPaymentId)));
        harness.hideReversals();

        const report = await reportOf(harness, parentId);

        shows('the report', report, { fact: { kind: 'succeeded' }, attempt: { providerPaymentId } });
        oneOf('what is unanswered', report.unanswered?.map(({ about }) => about).join(), [
          'refunds',
          'refunds,disputes',
        ]);
        equals('the refunds that are shown', refundsIn(report), []);
      },
    },
  ]),
  ...notDeclared('restricted keys', 'refunds', [
    {
      id: 'refund.shown',
      promise: 'A refund is shown with its payment, and nothing is said to be missing',
      advice: 'Put the refunds of the payment into `reversals` of each report that is read.',
      async run(harness) {
        const { parentId, providerPaymentId } = await paidOnce(harness);
        const made = value(await refund(harness, refundOf(harness, providerPaymentId)));

        const report = await reportOf(harness, parentId);

        equals('the refunds that are shown', refundsIn(report), [made]);
        equals('what is unanswered', report.unanswered ?? [], []);
      },
    },
  ]),
];

type Reported = Awaited<ReturnType<typeof reportOf>>;

function refundsIn({ reversals }: Pick<Reported, 'reversals'>): Reported['reversals'] {
  return reversals.filter(({ kind }) => kind === 'refund');
}

/** By the last webhook, or by asking where there are none. */
async function reportedRefunds(harness: Harness, parentId: string): Promise<Reported['reversals']> {
  return refundsIn(await latestReport(harness, parentId));
}
