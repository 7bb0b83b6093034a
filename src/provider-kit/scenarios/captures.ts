import type { Harness } from '../harness.ts';
import { declared, notDeclared, type Scenario } from '../scenario.ts';
import { captureOf, open, reportOf, value } from '../tools/builders.ts';
import { equals, rejectsAmount, shows, unsupported } from '../tools/expect.ts';

export const CAPTURES: readonly Scenario[] = [
  ...notDeclared('manual capture', 'what-the-provider-cant-do', [
    {
      id: 'capture.refused',
      promise: 'Capture refuses with unsupported, before any request',
      advice: 'Throw `unsupported` from `capture`.',
      run: (harness) =>
        unsupported(harness, ({ provider, credentials, missingProviderPaymentId }) =>
          provider.capture(credentials, captureOf(harness, missingProviderPaymentId)),
        ),
    },
  ]),
  ...declared('manual capture', 'captures', [
    takesOnce('all', 1),
    takesOnce('part', 2),
    {
      id: 'capture.too-much',
      promise: 'A capture of more than was agreed to, or of what waits for none, is rejected',
      advice:
        'Return `rejected` about the request when the provider refuses, and check ids before they become a part of a path.',
      async run(harness) {
        const { providerPaymentId } = await authorized(harness);

        const tooMuch = await capture(harness, providerPaymentId, harness.amount.minor + 100);

        equals('the outcome of too much', tooMuch.kind, 'rejected');
        for (const id of ['', '../x', harness.missingProviderPaymentId])
          shows(`the outcome for the id "${id}"`, await capture(harness, id), { kind: 'rejected', about: 'request' });
        equals('how often the provider took money', harness.effects().captures.length, 0);
      },
    },
    {
      id: 'capture.refused-amount',
      promise: 'A capture of an amount that can’t be carried is rejected before any request',
      advice: 'Ask `refusal` at the beginning of `capture`.',
      async run(harness) {
        const { provider, credentials, refusedAmount, requests } = harness;
        const { providerPaymentId } = await authorized(harness);
        const before = requests();

        const request = { ...captureOf(harness, providerPaymentId), amount: refusedAmount };
        const outcome = await provider.capture(credentials, request);

        rejectsAmount('the outcome', outcome);
        equals('requests meanwhile', requests() - before, 0);
      },
    },
    {
      id: 'capture.ended',
      promise: 'A capture is no longer possible once the parent was ended, and nothing was sent back by that',
      advice: 'What was only held is let go: do not report it as a refund, even where the provider shows it as one.',
      async run(harness) {
        const { parentId, providerPaymentId } = await authorized(harness);

        const closed = value(await harness.provider.close(harness.credentials, parentId));

        shows('the report of closing', closed.report, { fact: { kind: 'cancelled' }, reversals: [] });
        await showsNoRefunds(harness, providerPaymentId);
        equals('the outcome of a capture', (await capture(harness, providerPaymentId)).kind, 'rejected');
      },
    },
  ]),
];

function takesOnce(what: 'all' | 'part', parts: number) {
  return {
    id: `capture.${what}-once`,
    promise: `A capture takes ${what === 'all' ? 'all' : 'a part'} of what was agreed to, once`,
    advice: 'Send the amount, let the rest go, and leave a second capture to the provider to refuse.',
    async run(harness: Harness) {
      const { parentId, providerPaymentId } = await authorized(harness);
      const minor = harness.amount.minor / parts;

      const report = value(await capture(harness, providerPaymentId, minor));
      const second = await capture(harness, providerPaymentId, minor);

      const expected = { fact: { kind: 'succeeded' }, attempt: { capturedMinor: minor, authorized: harness.amount } };
      shows('the report of the capture', report, expected);
      const present = await reportOf(harness, parentId);
      shows('the report of a fetch', present, expected);
      equals(
        'refunds of what was let go',
        present.reversals.filter(({ kind }) => kind === 'refund'),
        [],
      );
      await showsNoRefunds(harness, providerPaymentId);
      equals('the outcome of a second capture', second.kind, 'rejected');
      equals('what the provider took', harness.effects().captures, [{ ...harness.amount, minor }]);
    },
  };
}

/** A payment that the buyer has agreed to, and that waits to be captured. */
async function authorized(harness: Harness): Promise<{ parentId: string; providerPaymentId: string }> {
  const { parentId } = await open(harness, { captureMethod: 'manual' });
  await harness.settle(parentId, 'succeed');
  const report = await reportOf(harness, parentId);
  shows('the report of what waits to be captured', report, {
    fact: { kind: 'processing' },
    attempt: { capturedMinor: 0 },
  });
  return { parentId, providerPaymentId: report.attempt?.providerPaymentId ?? 'none' };
}

function capture(harness: Harness, providerPaymentId: string, minor = harness.amount.minor) {
  return harness.provider.capture(harness.credentials, captureOf(harness, providerPaymentId, minor));
}

async function showsNoRefunds({ provider, credentials }: Harness, providerPaymentId: string): Promise<void> {
  if (!provider.capabilities.refunds) return;
  equals('the list of refunds', value(await provider.listRefunds(credentials, providerPaymentId)), []);
}
