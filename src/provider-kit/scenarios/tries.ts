import type { Report } from '../../domain/payment/report.ts';
import type { Harness } from '../harness.ts';
import { declared, notDeclared, type Scenario } from '../scenario.ts';
import { eachFlow, failedKind, lastReport, open, pay, reportOf } from '../tools/builders.ts';
import { equals, must, refuses, shows } from '../tools/expect.ts';

export const TRIES: readonly Scenario[] = [
  ...declared('records', 'declines', [
    {
      id: 'decline.reason',
      promise: 'The adapter says why an attempt was declined and with which method',
      advice: 'Give each word that the provider documents for declines one of ours in a table, and read the method.',
      run: (harness) =>
        eachFlow(harness, async (flow) => {
          const { parentId } = await open(harness, { flow });
          await harness.declineForMoney(parentId);

          saysWhy(harness, await reportOf(harness, parentId));
        }),
    },
  ]),
  ...notDeclared('quiet tries', 'declines', [
    {
      id: 'decline.notified',
      promise: 'The adapter says why an attempt was declined also when the provider notifies',
      advice: 'Read a webhook’s payment as a fetched one is read.',
      run: (harness) =>
        eachFlow(harness, async (flow) => {
          const { parentId } = await open(harness, { flow });
          await harness.declineForMoney(parentId);

          saysWhy(harness, await lastReport(harness));
        }),
    },
  ]),
  ...notDeclared('failedIsFinal', 'tries', [
    {
      id: 'tries.many',
      promise: 'The adapter knows of a success behind many tries that failed',
      advice: 'Read the list of tries to its end, and let the greatest fact decide.',
      async run(harness) {
        const { parentId } = await open(harness);
        for (let tries = 0; tries <= harness.pageSize; tries += 1) await harness.settle(parentId, 'fail');
        await pay(harness, parentId);

        const attempt = { authorized: harness.amount };
        shows('the report', await reportOf(harness, parentId), { fact: { kind: 'succeeded' }, attempt });
      },
    },
    {
      id: 'tries.success-has-no-reason',
      promise: 'The adapter gives no reason for an attempt that succeeds after one that was declined',
      advice: 'Read the decline of the attempt that you report, and not the last decline of the parent.',
      run: (harness) =>
        eachFlow(harness, async (flow) => {
          const { parentId } = await open(harness, { flow });
          await harness.declineForMoney(parentId);
          await pay(harness, parentId);

          const { attempt } = await reportOf(harness, parentId);
          shows('the attempt', attempt, { fact: { kind: 'succeeded' }, decline: null });
        }),
    },
  ]),
  ...declared('failedIsFinal', 'tries', [
    {
      id: 'tries.failed-is-final',
      promise:
        'A failed attempt ends its parent: it is reported as cancelled, with the attempt and why it was declined',
      advice: 'Report `cancelled` for the parent and the failed attempt beside it.',
      run: (harness) =>
        eachFlow(harness, async (flow) => {
          const { parentId } = await open(harness, { flow });
          await harness.declineForMoney(parentId);

          const decline = { code: 'insufficient_funds' };
          shows('the report', await reportOf(harness, parentId), {
            ...{ fact: { kind: 'cancelled' }, attempt: { fact: { kind: 'failed' }, capturedMinor: 0, decline } },
          });
          await refuses('no buyer can pay it any more', () => harness.settle(parentId, 'succeed'));
        }),
    },
    {
      id: 'tries.next-parent',
      promise: 'After a failed attempt a new parent can be opened for the same payment, and paid',
      advice: 'Take more than one parent of one reference.',
      async run(harness) {
        const reference = crypto.randomUUID();
        const { parentId: ended } = await open(harness, { reference });
        await harness.settle(ended, 'fail');

        const { parentId } = await open(harness, { reference });
        await pay(harness, parentId);

        must('the new parent is another one', parentId !== ended);
        equals('the fact of the new parent', (await reportOf(harness, parentId)).fact?.kind, 'succeeded');
      },
    },
  ]),
];

function saysWhy(harness: Harness, report: Report): void {
  shows('the report', report, {
    ...{ fact: { kind: failedKind(harness) }, unknownDeclines: [] },
    attempt: { decline: { code: 'insufficient_funds' }, method: { type: 'card' } },
  });
  const { decline, method } = report.attempt ?? {};
  must('the provider’s word is of letters, digits and _', /^[a-z0-9_]{1,64}$/i.test(decline?.providerCode ?? ''));
  must('the card has its last four digits', /^[0-9]{4}$/.test(method?.last4 ?? ''));
}
