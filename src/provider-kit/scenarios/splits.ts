import type { Money } from '../../domain/money/money.ts';
import type { Harness } from '../harness.ts';
import { declared, notDeclared, type Scenario } from '../scenario.ts';
import { attemptsOf, open, paid, refundOf, reportOf, value } from '../tools/builders.ts';
import { equals, must, shows } from '../tools/expect.ts';

export const SPLITS: readonly Scenario[] = [
  ...notDeclared('splitsPurchases', 'splits', [
    {
      id: 'split.one-payment',
      promise: 'The adapter reports one provider payment, of the whole amount',
      advice:
        'Report the payment as `attempt`, nothing as `others` and no `overAt` of what has succeeded, or declare `splitsPurchases`.',
      async run(harness) {
        const { parentId } = await paid(harness);

        const expected = { overAt: null, attempt: { authorized: harness.amount }, others: [] };
        shows('the report', await reportOf(harness, parentId), expected);
      },
    },
  ]),
  ...declared('splitsPurchases', 'splits', [
    {
      id: 'split.each-part',
      promise: 'The adapter reports each part by its own amount, and all of them by their parent',
      advice: 'Report each provider payment of the parent as an attempt with its own id and amount.',
      async run(harness) {
        const { parentId } = await open(harness);
        const [most, rest] = halvesOf(harness.amount);
        await harness.payPart(parentId, most, 'succeed');
        const first = await reportOf(harness, parentId);
        await harness.payPart(parentId, rest, 'succeed');
        const both = attemptsOf(await reportOf(harness, parentId));

        const expected = { fact: { kind: 'succeeded' }, overAt: null, attempt: { authorized: most }, others: [] };
        shows('the report after the first part', first, expected);
        const sums = both.map(({ capturedMinor }) => capturedMinor).toSorted((a, b) => b - a);
        equals('the parts, the largest first', sums, [most.minor, rest.minor]);
        const different = new Set(both.map(({ providerPaymentId }) => providerPaymentId));
        equals('how many provider payments they are', different.size, 2);
      },
    },
    {
      id: 'split.rejected-part',
      promise: 'The adapter reports a part that was rejected beside the part that is there',
      advice: 'Let the attempt that brought money decide the fact, and list the others in `others`.',
      async run(harness) {
        const { parentId } = await open(harness);
        const [most, rest] = halvesOf(harness.amount);
        await harness.payPart(parentId, most, 'succeed');
        await harness.payPart(parentId, rest, 'fail');

        shows('the report', await reportOf(harness, parentId), {
          ...{ fact: { kind: 'succeeded' }, overAt: null, attempt: { authorized: most } },
          others: [{ authorized: rest, capturedMinor: 0, fact: { kind: 'failed' } }],
        });
      },
    },
    {
      id: 'split.over',
      promise: 'The adapter says since when the rest can’t come any more, once its parent was ended',
      advice: 'Set `overAt` to the time at which the parent ended, when nothing through it is undecided.',
      async run(harness) {
        const { parentId } = await open(harness);
        const [most] = halvesOf(harness.amount);
        await harness.payPart(parentId, most, 'succeed');

        const closed = value(await harness.provider.close(harness.credentials, parentId)).report;

        must('closing says since when', closed.overAt instanceof Date);
        shows('the report of closing', closed, { attempt: { authorized: most } });
        equals('since when a fetch says it', (await reportOf(harness, parentId)).overAt, closed.overAt);
      },
    },
    {
      id: 'split.refunds',
      promise: 'The adapter sends each part back by itself, and no more than it is of',
      advice: 'Refund the provider payment that is named, and not its parent.',
      async run(harness) {
        const { parentId } = await open(harness);
        for (const half of halvesOf(harness.amount)) await harness.payPart(parentId, half, 'succeed');
        const attempts = attemptsOf(await reportOf(harness, parentId));

        for (const { providerPaymentId, capturedMinor } of attempts) {
          const tooMuch = await send(harness, providerPaymentId, harness.amount.minor);
          equals('the outcome of more than the part', tooMuch.kind, 'rejected');
          const sent = value(await send(harness, providerPaymentId, capturedMinor));
          shows('the refund of the part', sent, { providerPaymentId, amount: { minor: capturedMinor } });
        }
        const { reversals } = await reportOf(harness, parentId);
        const back = reversals
          .filter(({ kind }) => kind === 'refund')
          .map(({ providerPaymentId }) => providerPaymentId);
        const all = attempts.map(({ providerPaymentId }) => providerPaymentId);
        equals('the provider payments that were refunded', back.toSorted(), all.toSorted());
      },
    },
  ]),
];

function send(harness: Harness, providerPaymentId: string, minor: number) {
  const request = refundOf(harness, providerPaymentId, { amount: { ...harness.amount, minor } });
  return harness.provider.refund(harness.credentials, request);
}

function halvesOf(amount: Money): readonly [Money, Money] {
  const minor = Math.ceil((amount.minor * 3) / 5);
  return [
    { ...amount, minor },
    { ...amount, minor: amount.minor - minor },
  ];
}
