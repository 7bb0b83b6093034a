import type { Bug } from '../mutation.ts';

/** What is paid, captured and refunded. */
export const MONEY_BUGS: readonly Bug[] = [
  {
    bug: 'refunds that are on their way are left out of the sum',
    file: 'src/domain/purchase/refunds.ts',
    find: "one.providerPaymentId === providerPaymentId && one.status !== 'failed')\n    .reduce",
    replace: "one.providerPaymentId === providerPaymentId && one.status === 'succeeded')\n    .reduce",
  },
  {
    bug: 'more is refunded than was captured',
    file: 'src/domain/purchase/refunds.ts',
    find: 'return Math.max(capturedMinor - back, 0);',
    replace: 'return capturedMinor;',
  },
  {
    bug: 'a refund that fails later stays succeeded',
    file: 'src/domain/payment/refund.ts',
    find: 'return REFUND_STATUSES.indexOf(a) >= REFUND_STATUSES.indexOf(b) ? a : b;',
    replace: "return a === 'pending' ? b : a;",
  },
  {
    bug: 'a refund that is reported again is recorded again',
    file: 'src/domain/purchase/reversals.ts',
    find: 'if (known !== undefined) return joinedWith(purchase, known, said, []);',
    replace: '',
  },
  {
    bug: 'an anomaly stays open though all of its money has gone back',
    file: 'src/domain/purchase/anomalies/present.ts',
    find: 'anomaly.resolution === null ? endingOf(purchase, anomaly) : null;',
    replace: 'null;',
  },
  {
    bug: 'an anomaly is not found again when its refund has failed',
    file: 'src/domain/purchase/anomalies/present.ts',
    find: ', ...foundAgain(purchase, newId)]',
    replace: ']',
  },
  {
    bug: 'amounts are not compared: whatever was paid is enough',
    file: 'src/domain/payment/assessment.ts',
    find: 'return [...findings, ...compareMoney(payment, report, terms)];',
    replace: 'return findings;',
  },
  {
    bug: 'a split purchase is paid by its first part',
    file: 'src/domain/purchase/money/parts.ts',
    find: "if (minor >= payment.amount.minor) return { kind: 'succeeded'",
    replace: "if (minor > 0) return { kind: 'succeeded'",
  },
  {
    bug: 'a lesser fact replaces a greater one',
    file: 'src/domain/purchase/joining.ts',
    find: 'if (fact === null || compareFacts(fact, known) <= 0) return draft;',
    replace: 'if (fact === null || compareFacts(fact, known) === 0) return draft;',
  },
  {
    bug: 'a change of status is not written into the history',
    file: 'src/domain/purchase/record.ts',
    find: 'if (is.status === was.status) return null;',
    replace: "if (is.status === was.status || is.status === 'cancelled') return null;",
  },
  {
    bug: 'an order is not marked as paid',
    file: 'src/domain/purchase/ends.ts',
    find: 'return { ...next, purchase: { ...purchase, order: paid } };',
    replace: 'return paid ? next : draft;',
  },
  {
    bug: 'an order that differs from what was paid is marked as paid',
    file: 'src/domain/purchase/ends.ts',
    find: "if (status === 'pending' && isSameMoney) return null;",
    replace: "if (status === 'pending') return null;",
  },
  {
    bug: 'the other open payments of a paid order stay open',
    file: 'src/domain/purchase/purchase.ts',
    find: "if (order?.status !== 'paid') return [];",
    replace: 'if (order?.status !== undefined) return [];',
  },
  {
    bug: 'a capture stays pending when its payment has succeeded',
    file: 'src/domain/purchase/ends.ts',
    find: 'if (status !== was) next = withEndedCaptures(next);',
    replace: '',
  },
  {
    bug: 'what was captured is recorded as all that was authorized',
    file: 'src/domain/purchase/attempts.ts',
    find: 'return isTooMuch ? { ...said, capturedMinor: 0 } : said;',
    replace:
      'return isTooMuch || said.capturedMinor === 0 ? said : { ...said, capturedMinor: said.authorized?.minor ?? 0 };',
  },
];
