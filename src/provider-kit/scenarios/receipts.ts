import { RECEIPT_METHODS } from '../../domain/payment/receipt.ts';
import type { Flow } from '../../ports/payment-provider/capabilities.ts';
import type { Harness } from '../harness.ts';
import { declared, notDeclared, type Scenario } from '../scenario.ts';
import { eachFlow, MINUTE_MS, open, receiptOf, refundOf, requestFor, value } from '../tools/builders.ts';
import { equals, must, shows, unsupported } from '../tools/expect.ts';

export const RECEIPTS: readonly Scenario[] = [
  ...declared('records', 'what-the-provider-cant-do', [
    {
      id: 'receipt.refused',
      promise: 'A receipt of an operator is refused with unsupported, before any request',
      advice: 'Throw `unsupported` from `receive` where the provider itself says what was paid.',
      run: (harness) => unsupported(harness, ({ provider }) => provider.receive(receiptOf(harness))),
    },
  ]),
  ...notDeclared('records', 'receipts', [
    {
      id: 'receipt.same-parent',
      promise: 'Opening a payment again is the same parent with the same handover, which carries our reference',
      advice: 'Make the parent’s id of `reference`, and the handover of the request alone.',
      run: (harness) => eachFlow(harness, (flow) => opensTheSame(harness, flow)),
    },
    {
      id: 'receipt.pays',
      promise: 'A receipt is reported as an attempt of its amount that has succeeded, with its method and its time',
      advice: 'Report `succeeded` at `takenAt`, with an attempt that has the receipt’s id, amount and method.',
      async run(harness) {
        for (const amount of [harness.amount, ...harness.otherAmounts]) await pays(harness, { amount });
        for (const method of [...RECEIPT_METHODS, null]) await pays(harness, { method });
      },
    },
    {
      id: 'receipt.once',
      promise: 'The same receipt is the same attempt, and another receipt is another one',
      advice: 'Let the attempt’s `providerPaymentId` be the receipt’s `id`.',
      async run(harness) {
        const receipt = receiptOf(harness);
        const { receive } = harness.provider;
        equals('the report of the same receipt', await receive(receipt), await receive(receipt));
        const another = await receive({ ...receipt, id: crypto.randomUUID() });
        must('the attempt is another one', another.attempt?.providerPaymentId !== receipt.id);
      },
    },
    {
      id: 'receipt.closed',
      promise: 'A parent is over as soon as it is closed, also when it is closed twice',
      advice: 'Report `cancelled` and `overAt` from `close`: no money comes by itself.',
      async run(harness) {
        const { provider, credentials } = harness;
        const reference = crypto.randomUUID();
        const { parentId } = await open(harness, { reference });
        for (const isSurplus of [false, true]) {
          const { report, handover } = value(await provider.close(credentials, parentId, { isSurplus }));
          shows('the report', report, { reference, parentId, fact: { kind: 'cancelled' }, attempt: null });
          must('it says since when no more money comes', report.overAt !== null);
          must('it is no observation', report.source !== 'observation');
          equals('the handover of what is over', handover, '');
        }
      },
    },
    {
      id: 'receipt.missing-parent',
      promise: 'A parent that there can’t be is not closed',
      advice: 'Return `rejected` about `request` for an id that `open` never makes.',
      async run({ provider, credentials, missingParentId }) {
        shows('the outcome', await provider.close(credentials, missingParentId), {
          kind: 'rejected',
          about: 'request',
        });
      },
    },
    {
      id: 'receipt.refunded',
      promise: 'A refund has succeeded when the operator asks for it, and the same refund again is the same one',
      advice: 'Report `succeeded` with an id that is made of `reference`, or declare `refunds: false`.',
      async run(harness) {
        const { provider, credentials } = harness;
        if (!provider.capabilities.refunds) return;
        const request = refundOf(harness, crypto.randomUUID());
        const { providerPaymentId, amount, reference } = request;
        const first = value(await provider.refund(credentials, request));
        const again = value(await provider.refund(credentials, request));
        const another = value(await provider.refund(credentials, { ...request, reference: crypto.randomUUID() }));
        shows('the refund', first, { providerPaymentId, amount, reference, status: 'succeeded', isAnonymous: false });
        equals('the id of the same refund', again.providerRefundId, first.providerRefundId);
        must('another refund has another id', another.providerRefundId !== first.providerRefundId);
      },
    },
    {
      id: 'receipt.no-records',
      promise: 'What only records could answer is refused with unsupported',
      advice: 'Throw `unsupported` from `fetch` and `listRefunds`, and declare `searchLagMs: null`.',
      async run(harness) {
        const { missingParentId, missingProviderPaymentId } = harness;
        equals('searchLagMs', harness.provider.capabilities.searchLagMs, null);
        await unsupported(harness, ({ provider, credentials }) => provider.fetch(credentials, missingParentId));
        await unsupported(harness, ({ provider, credentials }) =>
          provider.listRefunds(credentials, missingProviderPaymentId),
        );
      },
    },
    {
      id: 'receipt.no-requests',
      promise: 'The adapter makes no request',
      advice: 'Declare `confirmedBy: "provider"` when there is a system to ask.',
      async run(harness) {
        const { parentId } = await open(harness);
        await harness.provider.close(harness.credentials, parentId);
        await harness.provider.receive(receiptOf(harness));
        equals('requests meanwhile', harness.requests(), 0);
      },
    },
  ]),
];

async function opensTheSame(harness: Harness, flow: Flow): Promise<void> {
  const { provider, credentials, passTime } = harness;
  const request = requestFor(harness, { flow });
  const { reference } = request;
  const { parentId, intentId, handover, report } = value(await provider.open(credentials, request));
  passTime(MINUTE_MS);
  const idempotencyKey = crypto.randomUUID();
  const again = value(await provider.open(credentials, { ...request, idempotencyKey }));

  must('the parent has an id and a handover', parentId !== '' && handover !== '');
  shows('the report', report, { reference, parentId, intentId, fact: { kind: 'pending' }, attempt: null });
  must('the report is not one of an event', report.source !== 'event');
  shows('what is opened again', again, { parentId, intentId, handover });
}

async function pays(harness: Harness, change: Parameters<typeof receiptOf>[1]): Promise<void> {
  const receipt = receiptOf(harness, change);
  const { parentId } = await open(harness, { reference: receipt.reference, amount: receipt.amount });
  const report = await harness.provider.receive(receipt);

  const fact = { kind: 'succeeded', occurredAt: receipt.takenAt };
  const money = { authorized: receipt.amount, capturedMinor: receipt.amount.minor };
  const attempt = { providerPaymentId: receipt.id, fact, ...money, decline: null, charges: [] };
  shows('the report', report, { reference: receipt.reference, parentId, accountMatches: true, fact, attempt });
  equals('whether it has a method', report.attempt?.method !== null, receipt.method !== null);
}
