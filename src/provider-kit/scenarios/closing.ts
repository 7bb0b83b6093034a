import type { Report } from '../../domain/payment/report.ts';
import type { Harness } from '../harness.ts';
import { declared, notDeclared, type Scenario } from '../scenario.ts';
import {
  eachFlow,
  HOUR_MS,
  latestReport,
  MINUTE_MS,
  meaningOf,
  open,
  pay,
  reportOf,
  sendsWebhooks,
  value,
} from '../tools/builders.ts';
import { equals, must, oneOf, refuses, shows } from '../tools/expect.ts';

const UNPAYABLE = 'the provider refuses a buyer who pays what was reported as cancelled';

export const CLOSING: readonly Scenario[] = [
  ...declared('records', 'closing', [
    {
      id: 'close.in-progress',
      promise: 'The adapter ends what a buyer has begun to pay while it is undecided, or says that it is too late',
      advice: 'Cancel what is in progress, too; where the provider can’t, report `processing`.',
      run: (harness) =>
        eachFlow(harness, async (flow) => {
          const { parentId } = await open(harness, { flow });
          await harness.settle(parentId, 'process');

          const closed = value(await harness.provider.close(harness.credentials, parentId));

          const kind = closed.report.fact?.kind;
          oneOf('the fact after closing', kind, ['cancelled', 'processing']);
          if (kind === 'cancelled') await refuses(UNPAYABLE, () => harness.settle(parentId, 'succeed'));
        }),
    },
    {
      id: 'close.time-is-over',
      promise: 'The adapter does not end what a buyer has begun to pay while it is undecided, though its time is over',
      advice: 'Report `processing` for as long as a payment through the parent can still bring money.',
      async run(harness) {
        const parents: string[] = [];
        await eachFlow(harness, async (flow) => {
          const { parentId } = await open(harness, { flow, expiresAt: new Date(Date.now() + HOUR_MS) });
          await harness.settle(parentId, 'process');
          parents.push(parentId);
        });
        harness.passTime(HOUR_MS + MINUTE_MS);

        for (const parentId of parents)
          equals('the fact after its time', (await reportOf(harness, parentId)).fact?.kind, 'processing');
      },
    },
    {
      id: 'close.too-late',
      promise: 'The adapter says that a parent is paid when it is too late to end it',
      advice: 'When the provider refuses to end the parent, fetch it and report its state.',
      run: (harness) =>
        eachFlow(harness, async (flow) => {
          const { parentId } = await open(harness, { flow });
          await pay(harness, parentId);

          const closed = value(await harness.provider.close(harness.credentials, parentId));

          equals('the fact after closing', closed.report.fact?.kind, 'succeeded');
        }),
    },
  ]),
  ...notDeclared('lasting pages', 'closing', [
    {
      id: 'close.once',
      promise: 'The adapter ends a parent so that no buyer can pay it, once, however often it is asked to',
      advice:
        'Report `cancelled` only of what the provider confirms as ended; when it has ended already, report its state.',
      run: (harness) =>
        eachFlow(harness, async (flow) => {
          const { provider, credentials, settle } = harness;
          const { parentId } = await open(harness, { flow });

          const first = value(await provider.close(credentials, parentId));
          const second = value(await provider.close(credentials, parentId));

          const kinds = [first.report, second.report, await reportOf(harness, parentId)].map(({ fact }) => fact?.kind);
          equals('the facts of both closings and of a fetch', kinds, ['cancelled', 'cancelled', 'cancelled']);
          await refuses(UNPAYABLE, () => settle(parentId, 'succeed'));
        }),
    },
    {
      id: 'close.surplus',
      promise:
        'The adapter ends a surplus parent, and leaves alone what is under way through another of the same reference',
      advice: 'With `isSurplus`, cancel nothing that is only found by the reference.',
      run: (harness) =>
        eachFlow(harness, async (flow) => {
          const { provider, credentials } = harness;
          const reference = crypto.randomUUID();
          const { parentId: kept } = await open(harness, { flow, reference });
          const { parentId: surplus } = await open(harness, { flow, reference });
          await harness.settle(kept, 'process');

          const closed = value(await provider.close(credentials, surplus, { isSurplus: true }));

          shows('what closing says', closed, { parentId: surplus, report: { fact: { kind: 'cancelled' } } });
          equals('the other parent', (await reportOf(harness, kept)).fact?.kind, 'processing');
          await harness.settle(kept, 'succeed');
          oneOf('the other parent after the buyer paid', (await reportOf(harness, kept)).fact?.kind, [
            'succeeded',
            ...(provider.capabilities.captureMethods.includes('automatic') ? [] : ['processing']),
          ]);
        }),
    },
  ]),
  ...declared('lasting pages', 'closing', [
    {
      id: 'close.lasting',
      promise: 'A page that nothing closes stays open, and the adapter says so whenever it is to be closed',
      advice: 'Return `not_yet` while a buyer can still pay, and the state of what has ended.',
      run: (harness) =>
        eachFlow(harness, async (flow) => {
          const { provider, credentials } = harness;
          const { parentId } = await open(harness, { flow });

          for (const isSurplus of [false, true, false]) {
            const closed = await provider.close(credentials, parentId, { isSurplus });
            shows('the outcome of closing', closed, { kind: 'not_yet', until: null });
          }
          equals('the parent meanwhile', (await reportOf(harness, parentId)).fact?.kind, 'pending');
          await pay(harness, parentId);
          const closed = value(await provider.close(credentials, parentId));
          equals('the fact after closing what was paid', closed.report.fact?.kind, 'succeeded');
        }),
    },
  ]),
  ...declared('vouchers', 'closing', [
    {
      id: 'close.voucher',
      promise:
        'A voucher is pending, however it is reported, and the adapter ends it or says until when that is not possible',
      advice: 'Return `not_yet` while a buyer holds what can still be paid and can’t be taken back.',
      run: (harness) =>
        eachFlow(harness, async (flow) => {
          const { provider, credentials, takeVoucher, settle } = harness;
          const { parentId } = await open(harness, { flow });
          await takeVoucher(parentId);
          const reported = await heardOf(harness, parentId);
          equals('the fact that is reported of a voucher', reported?.fact?.kind ?? 'pending', 'pending');

          const closed = await provider.close(credentials, parentId);

          if (closed.kind !== 'not_yet') {
            equals('the fact after closing', value(closed).report.fact?.kind, 'cancelled');
            return refuses(UNPAYABLE, () => settle(parentId, 'succeed'));
          }
          must('the time of not_yet is not over', closed.until === null || closed.until > new Date());
          equals('the parent meanwhile', (await reportOf(harness, parentId)).fact?.kind, 'pending');
          await settle(parentId, 'succeed');
          equals('the parent after the buyer paid', (await reportOf(harness, parentId)).fact?.kind, 'succeeded');
          equals('what the provider then reports', (await latestReport(harness, parentId)).fact?.kind, 'succeeded');
        }),
    },
  ]),
];

/** A webhook about a voucher may say nothing that the service records. */
async function heardOf(harness: Harness, parentId: string): Promise<Report | null> {
  if (!sendsWebhooks(harness)) return reportOf(harness, parentId);
  return (await meaningOf(harness, harness.lastDelivery())).report;
}
