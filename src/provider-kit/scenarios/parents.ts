import { declared, notDeclared, type Scenario } from '../scenario.ts';
import { eachFlow, fetched, HOUR_MS, lastReport, MINUTE_MS, open, pay, reportOf } from '../tools/builders.ts';
import { equals, must, shows } from '../tools/expect.ts';

const OF_PARENTS = declared('records', 'parents', [
  {
    id: 'fetch.as-it-is',
    promise: 'The adapter fetches a parent as it is now',
    advice: 'Read the state from the provider at each call: keep nothing between calls.',
    run: (harness) =>
      eachFlow(harness, async (flow) => {
        const { parentId } = await open(harness, { flow });
        const before = await fetched(harness, parentId);
        await pay(harness, parentId);
        const after = await fetched(harness, parentId);

        equals('the fact before the buyer paid', before?.report.fact?.kind, 'pending');
        const attempt = { authorized: harness.amount, capturedMinor: harness.amount.minor };
        shows('the report after the buyer paid', after?.report, { fact: { kind: 'succeeded' }, attempt });
      }),
  },
  {
    id: 'fetch.missing',
    promise: 'The adapter says null for a parent that does not exist',
    advice: 'Take the provider’s "not found" for an answer, and not for a failure.',
    async run(harness) {
      equals('what fetch gives', await fetched(harness, harness.missingParentId), null);
    },
  },
  {
    id: 'fetch.other-account',
    promise: 'The adapter shows no parent of another account as one of these credentials',
    advice: 'Compare the owner that the answer names with the credentials, and report `accountMatches: false` or null.',
    async run(harness) {
      const { parentId } = await open(harness);
      await pay(harness, parentId);

      const outcome = await harness.provider.fetch(harness.otherAccount, parentId);

      const isDenied = outcome.kind !== 'ok' || outcome.value === null || !outcome.value.report.accountMatches;
      must('another account is not shown it as its own', isDenied);
    },
  },
  {
    id: 'fetch.time-is-over',
    promise:
      'A parent whose time is over is cancelled if the buyer can’t pay it any more, and pending while the buyer can',
    advice:
      'Pass `expiresAt` on where the provider takes it, and report what the provider does, also when its status lags.',
    async run(harness) {
      const parents: string[] = [];
      await eachFlow(harness, async (flow) => {
        parents.push((await open(harness, { flow, expiresAt: new Date(Date.now() + HOUR_MS) })).parentId);
      });
      harness.passTime(HOUR_MS + MINUTE_MS);

      for (const parentId of parents) {
        const { fact } = await reportOf(harness, parentId);
        const canBePaid = await harness.settle(parentId, 'process').then(
          () => true,
          () => false,
        );
        equals('the fact after its time', fact?.kind, canBePaid ? 'pending' : 'cancelled');
      }
    },
  },
]);

const OF_WEBHOOKS = declared('webhooks', 'parents', [
  {
    id: 'fetch.own-payment',
    promise: 'What one payment’s notification says is not reported of another payment',
    advice: 'Fetch the object that the notification names, and take the reference from that object alone.',
    async run(harness) {
      const [first, second] = [await open(harness), await open(harness)];
      await pay(harness, first.parentId);
      const delivery = harness.lastDelivery();
      const ofFirst = await lastReport(harness);
      equals('the other payment meanwhile', (await reportOf(harness, second.parentId)).fact?.kind, 'pending');
      await pay(harness, second.parentId);
      const ofSecond = await lastReport(harness);
      const again = await lastReport({ ...harness, lastDelivery: () => delivery });

      const expected = [first, second, first].map(({ report }) => report.reference);
      const references = [ofFirst, ofSecond, again].map(({ reference }) => reference);
      equals('the references of the reports, notification by notification', references, expected);
      equals(
        'the facts of the reports',
        [ofFirst, ofSecond, again].map(({ fact }) => fact?.kind),
        ['succeeded', 'succeeded', 'succeeded'],
      );
    },
  },
]);

const OF_HANDOVERS = [
  ...notDeclared('single handover', 'parents', [
    {
      id: 'fetch.handover',
      promise: 'A parent that is open is fetched with the handover that it was opened with',
      advice:
        'Read the handover from the provider: the service stores none, and a customer who asks again gets this one.',
      run: (harness) =>
        eachFlow(harness, async (flow) => {
          const { parentId, handover } = await open(harness, { flow });

          equals('the handover that fetch gives', (await fetched(harness, parentId))?.handover, handover);
        }),
    },
  ]),
  ...declared('single handover', 'what-the-provider-cant-do', [
    {
      id: 'fetch.no-handover',
      promise: 'Where the provider shows a handover once, fetch gives none, and no client app pays by it',
      advice:
        'Declare `flows: ["redirect"]`: a client app asks again for the same intent, and each checkout is opened anew.',
      async run(harness) {
        equals('the declared flows', harness.provider.capabilities.flows, ['redirect']);
        const { parentId } = await open(harness);

        equals('the handover that fetch gives', (await fetched(harness, parentId))?.handover, '');
      },
    },
  ]),
];

export const PARENTS: readonly Scenario[] = [...OF_PARENTS, ...OF_WEBHOOKS, ...OF_HANDOVERS];
