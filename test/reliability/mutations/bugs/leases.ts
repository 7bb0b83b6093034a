import type { Bug } from '../mutation.ts';

/** Races, leases, keys, and calls whose outcome is not known. */
export const LEASE_BUGS: readonly Bug[] = [
  {
    bug: 'versions are not compared: a commit overwrites what came since its load',
    file: 'src/adapters/memory/purchases.ts',
    find: 'row !== undefined && row.version === loaded.version ?',
    replace: 'row !== undefined ?',
  },
  {
    bug: 'a lease is taken while another caller holds it',
    file: 'src/domain/purchase/calls.ts',
    find: 'if (lease !== null && lease.until > now) return null;',
    replace: '',
  },
  {
    bug: 'a lease is ended by a caller who has lost it',
    file: 'src/domain/purchase/calls.ts',
    find: 'if (lease?.token !== token) return null;',
    replace: 'if (lease === null) return null;',
  },
  {
    bug: 'a lease that ran out is forgotten: its call counts as never sent',
    file: 'src/domain/purchase/calls.ts',
    find: 'unknownCalls: unknownCalls + (lease === null ? 0 : 1),\n    unknownSince: lease?.beganAt ?? unknownSince,',
    replace: 'unknownCalls,\n    unknownSince,',
  },
  {
    bug: 'a request takes over the idempotency key of one that is running',
    file: 'src/domain/operation.ts',
    find: "return isHeld(known, now) ? 'running' : 'resumed';",
    replace: "return 'resumed';",
  },
  {
    bug: 'the answer of an idempotency key is not kept',
    file: 'src/adapters/memory/operations.ts',
    find: "answer: end === 'open' ? null : end.answer,",
    replace: 'answer: null,',
  },
  {
    bug: 'a check is taken while another worker holds it',
    file: 'src/adapters/memory/checks.ts',
    find: '.filter(({ kind, dueAt }) => kinds.includes(kind) && dueAt !== null && dueAt <= at)',
    replace:
      '.filter(({ kind, dueAt, token }) => kinds.includes(kind) && dueAt !== null && (dueAt <= at || token !== null))',
  },
  {
    bug: 'each call for a refund has another key',
    file: 'src/app/captures-and-refunds/send-refund.ts',
    find: 'const request = { reference, idempotencyKey, providerPaymentId',
    replace: 'const request = { reference, idempotencyKey: idempotencyKey + lease.token, providerPaymentId',
  },
  {
    bug: 'an unknown outcome of a refund or a capture is taken for a refusal',
    file: 'src/app/captures-and-refunds/sending.ts',
    find: "if (failure.kind === 'unknown') return 'unknown';",
    replace: "if (failure.kind === 'unknown') return 'failed';",
  },
  {
    bug: 'an unknown outcome of a refund or a capture is taken for a call that was never sent',
    file: 'src/app/captures-and-refunds/sending.ts',
    find: "if (failure.kind === 'unknown') return 'unknown';",
    replace: "if (failure.kind === 'unknown') return 'refused';",
  },
  {
    bug: 'an unknown outcome of an opening is taken for a call that was never sent',
    file: 'src/app/opening/attach-parent.ts',
    find: "if (failure.kind === 'unknown') return 'unknown';",
    replace: "if (failure.kind === 'unknown') return 'refused';",
  },
  {
    bug: 'a refund that its provider does not list is sent anew at once',
    file: 'src/domain/purchase/unknown-calls.ts',
    find: "if (maySendAgain(lease, often, MAY_BE_SENT_FOR_MS)) return 'repeat';\n  return isSure ? 'begin anew' : 'wait';",
    replace: "return 'begin anew';",
  },
  {
    bug: 'a refund gets another key while a call under the last one may still be sent',
    file: 'src/domain/purchase/unknown-calls.ts',
    find: 'const often = isSure ? Number.POSITIVE_INFINITY : REFUND_REPEATS;',
    replace: 'const often = isSure ? 0 : REFUND_REPEATS;',
  },
  {
    bug: 'a refusal fails a capture that an earlier call may still make',
    file: 'src/domain/purchase/unknown-calls.ts',
    find: 'return unknown !== null && unknown.lastBeganMsAgo < MAY_BE_SENT_FOR_MS;',
    replace: 'return false;',
  },
  {
    bug: 'captures are called for without a lease',
    file: 'src/domain/purchase/captures.ts',
    find: "const calls = capture.status === 'pending' ? takeLease(capture.calls, { ...options, now: purchase.now }) : null;",
    replace:
      "const calls = capture.status === 'pending' ? takeLease(NO_CALLS, { ...options, now: purchase.now }) : null;",
  },
];
