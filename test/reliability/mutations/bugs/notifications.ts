import type { Bug } from '../mutation.ts';

/** Webhooks, and who may say what. */
export const NOTIFICATION_BUGS: readonly Bug[] = [
  {
    bug: 'signatures are not looked at',
    file: 'src/app/notifications/senders.ts',
    find: "if (verdict === 'valid') signers.push(",
    replace: 'signers.push(',
  },
  {
    bug: 'a delivery that was processed is applied again',
    file: 'src/domain/purchase/record.ts',
    find: "purchase.delivery === 'processed' || ",
    replace: '',
  },
  {
    bug: 'a delivery of no payment of ours waits for ever',
    file: 'src/app/notifications/retry-delivery.ts',
    find: "await store.keepDelivery(record, 'ignored');",
    replace: '',
  },
  {
    bug: 'a success from another account is believed',
    file: 'src/app/notifications/apply-notification.ts',
    find: 'if (sender.account.id === matched.payment.accountId) return record(incoming, matched);',
    replace: 'return record(incoming, { ...matched, sender: { ...sender, account: { ...sender.account } } });',
  },
  {
    bug: 'the word of the gym that owns the account is proof',
    file: 'src/domain/payment/assessment.ts',
    find: "return owner.kind === 'gym' && source === 'event';",
    replace: "return owner.kind === 'gym' && source === 'state';",
  },
  {
    bug: 'anomalies are swallowed',
    file: 'src/domain/purchase/draft.ts',
    find: 'return anomalies.length === 0 ? draft :',
    replace: 'return anomalies.length >= 0 ? draft :',
  },
];
