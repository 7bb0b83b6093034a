import type { Bug } from '../mutation.ts';

/** What has to be come back to. */
export const SCHEDULE_BUGS: readonly Bug[] = [
  {
    bug: 'a refund is not come back to',
    file: 'src/domain/purchase/refunds.ts',
    find: "sent.map(({ refund }) => reminder('refund', refund.id))",
    replace: '[]',
  },
  {
    bug: 'a capture is not come back to',
    file: 'src/domain/purchase/captures.ts',
    find: "remember: [reminder('capture', capture.id)]",
    replace: 'remember: []',
  },
  {
    bug: 'a new payment is not come back to',
    file: 'src/domain/purchase/openings.ts',
    find: "[reminder('payment', opened.id, opened.expiresAt)]",
    replace: '[]',
  },
  {
    bug: 'a pending refund is looked at once, and then no more',
    file: 'src/app/captures-and-refunds/finish-pending.ts',
    find: "return present?.status === 'pending' ? 'again' : 'done';",
    replace: "return present === null ? 'again' : 'done';",
  },
  {
    bug: 'a check that failed counts as done',
    file: 'src/app/background/sweep.ts',
    find: "const end = result ?? 'again';",
    replace: "const end = result ?? 'done';",
  },
  {
    bug: 'what an abandoned call may have made is not searched for',
    file: 'src/domain/purchase/openings.ts',
    find: "remember: end === 'abandoned' ? [reminder('leftover', id)] : [],",
    replace: 'remember: [],',
  },
  {
    bug: 'a parent that was given to no buyer stays open',
    file: 'src/app/opening/close-unused.ts',
    find: "await context.store.rememberCheck('parent', subjectOf({ id: payment.id, theirs: parentId }));",
    replace: 'if (parentId) return;',
  },
  {
    bug: 'a payment past its time stays open',
    file: 'src/app/background/reconcile.ts',
    find: "await store.rememberCheck('closing', payment.id);",
    replace: '',
  },
  {
    bug: 'giving up is not said: no anomaly for an operator',
    file: 'src/app/background/sweep.ts',
    find: "if (end === 'again' && check.isLast)",
    replace: "if (end !== 'again' && check.isLast)",
  },
];
