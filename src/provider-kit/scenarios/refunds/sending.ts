import type { RefundReport } from '../../../domain/payment/refund.ts';
import { declared, notDeclared, type Scenario } from '../../scenario.ts';
import { paidOnce, refundOf, reportOf, value } from '../../tools/builders.ts';
import { equals, must, rejectsAmount, shows, unsupported } from '../../tools/expect.ts';
import { listed, refund } from '../../tools/refunds.ts';

/** What sends money back, and what refuses to. */
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
];

function ids(refunds: readonly RefundReport[]): readonly string[] {
  return refunds.map(({ providerRefundId }) => providerRefundId).toSorted();
}
