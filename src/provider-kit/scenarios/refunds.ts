import type { RefundReport } from '../../domain/payment/refund.ts';
import type { Harness } from '../harness.ts';
import { declared, notDeclared, type Scenario } from '../scenario.ts';
import { latestReport, paidOnce, refundOf, reportOf, value } from '../tools/builders.ts';
import { equals, must, oneOf, rejectsAmount, shows, unsupported } from '../tools/expect.ts';

export const REFUNDS: readonly Scenario[] = [
  ...notDeclared('refunds', 'what-the-provider-cant-do', [
    {
      id: 'refund.refused',
      promise: 'Refund refuses with unsupported, before any request',
      advice: 'Throw `unsupported` from `refund`.',
      run: (harness) =>
        unsupported(harness, ({ provider, credentials, missingProviderPaymentId }) =>
          provider.refund(credentials, refundOf(harness, missingProviderPaymentId)),
        ),
    },
    {
      id: 'refund.list-refused',
      promise: 'The list of refunds is refused with unsupported, before any request',
      advice: 'Throw `unsupported` from `listRefunds`.',
      run: (harness) =>
        unsupported(harness, ({ provider, credentials, missingProviderPaymentId }) =>
          provider.listRefunds(credentials, missingProviderPaymentId),
        ),
    },
  ]),
  ...declared('refunds', 'refunds', [
    {
      id: 'refund.part',
      promise: 'A refund sends a part of the money back, and is listed then',
      advice: 'Report the refund that the provider’s answer shows, and list it in the same words.',
      async run(harness) {
        const { parentId, providerPaymentId } = await paidOnce(harness);
        const request = refundOf(harness, providerPaymentId);

        const made = value(await refund(harness, request));

        const { amount } = request;
        shows('the refund', made, { kind: 'refund', providerPaymentId, amount, status: 'succeeded' });
        must('the refund has its time', made.madeAt instanceof Date);
        equals('the reference that it carries', made.reference, made.isAnonymous ? null : request.reference);
        equals('the list of refunds', await listed(harness, providerPaymentId), [made]);
        equals('the fact of the payment', (await reportOf(harness, parentId)).fact?.kind, 'succeeded');
        equals('what the provider sent back', harness.effects().refunds, [amount]);
      },
    },
    {
      id: 'refund.once',
      promise: 'A refund is sent once for one key, and again for another key',
      advice: 'Pass `idempotencyKey` on as the provider’s idempotency key, or look for the refund before you make it.',
      async run(harness) {
        const { providerPaymentId } = await paidOnce(harness);
        const request = refundOf(harness, providerPaymentId);

        const first = value(await refund(harness, request));
        const again = value(await refund(harness, request));
        equals('how often the provider sent money back for one key', harness.effects().refunds.length, 1);
        const other = value(await refund(harness, refundOf(harness, providerPaymentId)));

        equals('the id of the repeated refund', again.providerRefundId, first.providerRefundId);
        must('another key is another refund', other.providerRefundId !== first.providerRefundId);
        equals('the listed ids', ids(await listed(harness, providerPaymentId)), ids([first, other]));
        equals('how often the provider sent money back', harness.effects().refunds.length, 2);
      },
    },
    {
      id: 'refund.all',
      promise: 'A refund of all that is left leaves nothing: the next is rejected, and the payment stays paid',
      advice: 'A refunded payment succeeded: report what was captured, and the refunds beside it.',
      async run(harness) {
        const { parentId, providerPaymentId } = await paidOnce(harness);

        value(await refund(harness, refundOf(harness, providerPaymentId, { amount: harness.amount })));

        const next = await refund(harness, refundOf(harness, providerPaymentId));
        shows('the outcome of the next refund', next, { kind: 'rejected', about: 'request' });
        equals('how many refunds are listed', (await listed(harness, providerPaymentId)).length, 1);
        const attempt = { capturedMinor: harness.amount.minor };
        shows('the report of the payment', await reportOf(harness, parentId), {
          ...{ fact: { kind: 'succeeded' }, unknownStatus: null, attempt },
        });
      },
    },
    {
      id: 'refund.too-much',
      promise: 'A refund of more than is left is rejected',
      advice: 'Leave the comparison to the provider, and return `rejected` when it refuses.',
      async run(harness) {
        const { providerPaymentId } = await paidOnce(harness);
        value(await refund(harness, refundOf(harness, providerPaymentId)));

        const outcome = await refund(harness, refundOf(harness, providerPaymentId, { amount: harness.amount }));

        equals('the outcome', outcome.kind, 'rejected');
        equals('how many refunds are listed', (await listed(harness, providerPaymentId)).length, 1);
      },
    },
    {
      id: 'refund.refused-amount',
      promise: 'A refund of an amount that can’t be carried is rejected before any request',
      advice: 'Ask `refusal` at the beginning of `refund`.',
      async run(harness) {
        const { providerPaymentId } = await paidOnce(harness);
        const before = harness.requests();

        const outcome = await refund(harness, refundOf(harness, providerPaymentId, { amount: harness.refusedAmount }));

        rejectsAmount('the outcome', outcome);
        equals('requests meanwhile', harness.requests() - before, 0);
      },
    },
    {
      id: 'refund.never-paid',
      promise: 'A refund of what was never paid is rejected',
      advice: 'Check ids before they become a part of a path, and take the provider’s "not found" for `rejected` here.',
      async run(harness) {
        value(await refund(harness, refundOf(harness, (await paidOnce(harness)).providerPaymentId)));

        for (const id of ['', '../x', '123456', harness.missingProviderPaymentId])
          shows(`the outcome for the id "${id}"`, await refund(harness, refundOf(harness, id)), {
            ...{ kind: 'rejected', about: 'request' },
          });
      },
    },
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
    {
      id: 'refund.long-list',
      promise: 'The list of refunds is whole, or a failure: never its first page',
      advice: 'Read the list page by page to its end, and return `unknown` where you stop before it.',
      async run(harness) {
        const { providerPaymentId } = await paidOnce(harness);
        const amount = { ...harness.amount, minor: Math.floor(harness.amount.minor / (2 * harness.pageSize)) };
        const made: RefundReport[] = [];
        for (let count = 0; count <= harness.pageSize; count += 1)
          made.push(value(await refund(harness, refundOf(harness, providerPaymentId, { amount }))));

        const outcome = await harness.provider.listRefunds(harness.credentials, providerPaymentId);

        if (outcome.kind === 'ok') equals('the ids of the list of refunds', ids(outcome.value), ids(made));
        else equals('the outcome of a list that is too long', outcome.kind, 'unknown');
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

function refund({ provider, credentials }: Harness, request: ReturnType<typeof refundOf>) {
  return provider.refund(credentials, request);
}

async function listed({ provider, credentials }: Harness, id: string): Promise<readonly RefundReport[]> {
  return value(await provider.listRefunds(credentials, id));
}

function ids(refunds: readonly RefundReport[]): readonly string[] {
  return refunds.map(({ providerRefundId }) => providerRefundId).toSorted();
}

type Reported = Awaited<ReturnType<typeof reportOf>>;

function refundsIn({ reversals }: Pick<Reported, 'reversals'>): Reported['reversals'] {
  return reversals.filter(({ kind }) => kind === 'refund');
}

/** By the last webhook, or by asking where there are none. */
async function reportedRefunds(harness: Harness, parentId: string): Promise<Reported['reversals']> {
  return refundsIn(await latestReport(harness, parentId));
}
