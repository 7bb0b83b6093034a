import { expect, test } from 'vitest';
import { ACME_PAY } from '../../examples/provider/test/subject.ts';
import type { Failure } from '../../src/ports/outcome.ts';
import type { PaymentProvider } from '../../src/ports/payment-provider/payment-provider.ts';
import { checkProvider } from '../../src/provider-kit/check.ts';
import type { Subject } from '../../src/provider-kit/harness.ts';

/** Promises about what an adapter says without any call, and about what it does not declare. */
const KEPT = [
  ...['identify.shows-holder', 'credentials.declared', 'credentials.given', 'credentials.same-account'],
  ...['credentials.publishable', 'connect.nothing', 'complete.refused', 'capture.refused', 'receipt.refused'],
];

const reason = 'nothing is done';
const FAILURES: readonly Failure[] = [
  { kind: 'unknown', reason },
  { kind: 'not_sent', reason },
  { kind: 'declined', reason },
  { kind: 'not_yet', until: null, reason },
  { kind: 'rejected', about: 'credentials', reason },
  { kind: 'rejected', about: 'amount', reason },
  { kind: 'rejected', about: 'request', reason },
];

/** Every call ends in the same failure, and no request is made. */
function idle(failure: Failure): Subject {
  const ended = async () => failure;
  const calls = { open: ended, fetch: ended, find: ended, close: ended, refund: ended, listRefunds: ended };
  const withoutCalls = (adapter: PaymentProvider): PaymentProvider => ({ ...adapter, ...calls, translate: ended });
  return {
    ...ACME_PAY,
    async start() {
      const harness = await ACME_PAY.start();
      const { wire, provider } = harness;
      const at: typeof wire.at = (...where) => withoutCalls(wire.at(...where));
      return { ...harness, provider: withoutCalls(provider), wire: { ...wire, at } };
    },
  };
}

const named = FAILURES.map((failure): [string, Failure] => [
  failure.kind === 'rejected' ? `rejected about ${failure.about}` : failure.kind,
  failure,
]);

test.each(named)('an adapter that ends every call as %s keeps no promise about what it does', async (_, failure) => {
  const { results } = await checkProvider(idle(failure));

  const kept = results.filter(({ broken }) => broken === null).map(({ id }) => id);
  expect(kept.filter((id) => !KEPT.includes(id))).toEqual([]);
});
