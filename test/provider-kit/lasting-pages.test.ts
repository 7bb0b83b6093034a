import { expect, test } from 'vitest';
import { checkProvider } from '../../src/provider-kit/check.ts';
import type { Harness, Subject } from '../../src/provider-kit/harness.ts';
import { formatReport } from '../../src/provider-kit/report.ts';
import { STRIPE } from '../adapters/providers/stripe/subject.ts';
import { closingNothing } from '../app/fake-modest.ts';

/** Over HTTP, which the provider in memory is not. */
const LASTING: Subject = {
  ...STRIPE,
  name: 'Stripe, if it closed nothing,',
  has: [...STRIPE.has, 'lasting pages'],
  start: async () => withoutClosing(await STRIPE.start()),
};

function withoutClosing({ provider, wire, ...harness }: Harness): Harness {
  const at: Harness['wire']['at'] = (apiBase, timeoutMs) => closingNothing(wire.at(apiBase, timeoutMs));
  return { ...harness, provider: closingNothing(provider), wire: { ...wire, at } };
}

test('a provider that closes no page keeps the promises about lost answers', async () => {
  const report = await checkProvider(LASTING, { only: ['close.lasting', 'lost.once', 'lost.429'] });

  expect(report.isKept, formatReport(report)).toBe(true);
  expect(report.results).toHaveLength(3);
});
