import { EMPTY_REPORT } from '../../../src/domain/payment/report.ts';
import { ok } from '../../../src/ports/outcome.ts';
import { DESK } from '../../adapters/providers/desk/subject.ts';
import { ABLE, type Wrong } from './wrong.ts';

/** What adapters do wrong where operators confirm payments, and where they do not. */
export const WRONG_RECEIPTS: readonly Wrong[] = [
  {
    mistake: 'an operator is believed where the provider itself knows what was paid',
    subject: ABLE,
    breaks: 'receipt.refused',
    spoil: () => ({ receive: async () => EMPTY_REPORT }),
  },
  {
    mistake: 'each opening at the desk is another parent',
    subject: DESK,
    breaks: 'receipt.same-parent',
    spoil: ({ open }) => ({
      async open(credentials, request) {
        const outcome = await open(credentials, request);
        return outcome.kind === 'ok' ? ok({ ...outcome.value, parentId: crypto.randomUUID() }) : outcome;
      },
    }),
  },
  {
    mistake: 'money at the desk is only under way',
    subject: DESK,
    breaks: 'receipt.pays',
    spoil: ({ receive }) => ({
      receive: async (receipt) => ({
        ...(await receive(receipt)),
        fact: { kind: 'processing', occurredAt: new Date() },
      }),
    }),
  },
  {
    mistake: 'the same money at the desk counts each time that it is confirmed',
    subject: DESK,
    breaks: 'receipt.once',
    spoil: ({ receive }) => ({ receive: (receipt) => receive({ ...receipt, id: crypto.randomUUID() }) }),
  },
  {
    mistake: 'what is closed at the desk is not said to be over',
    subject: DESK,
    breaks: 'receipt.closed',
    spoil: ({ close }) => ({
      async close(credentials, parentId) {
        const outcome = await close(credentials, parentId);
        if (outcome.kind !== 'ok') return outcome;
        return ok({ ...outcome.value, report: { ...outcome.value.report, overAt: null } });
      },
    }),
  },
  {
    mistake: 'a refund at the desk has another id each time',
    subject: DESK,
    breaks: 'receipt.refunded',
    spoil: ({ refund }) => ({
      async refund(credentials, request) {
        const outcome = await refund(credentials, request);
        return outcome.kind === 'ok' ? ok({ ...outcome.value, providerRefundId: crypto.randomUUID() }) : outcome;
      },
    }),
  },
  {
    mistake: 'the desk says that it knows of no parent',
    subject: DESK,
    breaks: 'receipt.no-records',
    spoil: () => ({ fetch: async () => ok(null) }),
  },
  {
    mistake: 'a webhook of the desk is believed',
    subject: DESK,
    breaks: 'webhook.refused',
    spoil: () => ({ verify: () => 'valid' }),
  },
];
