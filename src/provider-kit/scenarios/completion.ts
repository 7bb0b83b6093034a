import type { Harness } from '../harness.ts';
import { declared, notDeclared, type Scenario } from '../scenario.ts';
import { completionOf, fetched, latestReports, open, reportOf, value } from '../tools/builders.ts';
import { equals, must, oneOf, shows, unsupported } from '../tools/expect.ts';

export const COMPLETION: readonly Scenario[] = [
  ...notDeclared('completes', 'what-the-provider-cant-do', [
    {
      id: 'complete.refused',
      promise: 'Complete refuses with unsupported, before any request',
      advice: 'Throw `unsupported` from `complete`.',
      run: (harness) =>
        unsupported(harness, ({ provider, credentials, missingParentId }) =>
          provider.complete(credentials, completionOf(missingParentId)),
        ),
    },
  ]),
  ...declared('completes', 'completion', [
    {
      id: 'complete.awaited',
      promise:
        'What a buyer has agreed to is reported as open and waiting for the service, when the provider notifies and when it is asked',
      advice: 'Report `awaitsCompletion: true` and no attempt until the money was taken.',
      async run(harness) {
        const parentId = await agreed(harness);

        for (const report of await latestReports(harness, parentId)) {
          oneOf('the fact', report.fact?.kind, ['pending', 'processing']);
          shows('the report', report, { awaitsCompletion: true, attempt: null });
        }
        equals('how often the provider took money', harness.effects().captures.length, 0);
      },
    },
    {
      id: 'complete.once',
      promise: 'Complete takes the money once, however often and under whichever key it is called',
      advice: 'Pass the idempotency key on, and report the state of what was taken already.',
      async run(harness) {
        const parentId = await agreed(harness);

        const first = value(await complete(harness, parentId));
        const again = value(await complete(harness, parentId));
        const other = value(await complete(harness, parentId, crypto.randomUUID()));

        const { providerPaymentId } = first.report.attempt ?? {};
        const attempt = { providerPaymentId, capturedMinor: harness.amount.minor, authorized: harness.amount };
        for (const report of [first.report, again.report, other.report, await reportOf(harness, parentId)]) {
          shows('the report', report, { fact: { kind: 'succeeded' }, attempt, others: [] });
          must('nothing awaits completion any more', !report.awaitsCompletion);
        }
        equals('what the provider took', harness.effects().captures, [harness.amount]);
      },
    },
    {
      id: 'complete.not-agreed',
      promise: 'Complete takes nothing to which no buyer has agreed, or of which the parent has ended',
      advice: 'Report such a parent as it is: this is no failure.',
      async run(harness) {
        const { parentId } = await open(harness);

        const early = value(await complete(harness, parentId));
        value(await harness.provider.close(harness.credentials, parentId));
        const late = value(await complete(harness, parentId));

        shows('the report before the buyer agreed', early.report, { fact: { kind: 'pending' }, attempt: null });
        must('what has ended did not succeed', late.report.fact?.kind !== 'succeeded');
        equals('the attempt', (await fetched(harness, parentId))?.report.attempt ?? null, null);
        equals('how often the provider took money', harness.effects().captures.length, 0);
      },
    },
  ]),
];

/** A parent to which the buyer has agreed, and whose money nothing has taken yet. */
async function agreed(harness: Harness): Promise<string> {
  const { parentId } = await open(harness);
  await harness.agreeToPay(parentId);
  return parentId;
}

function complete({ provider, credentials }: Harness, parentId: string, key = completionOf(parentId).idempotencyKey) {
  return provider.complete(credentials, { parentId, idempotencyKey: key });
}
