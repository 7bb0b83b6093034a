import { always, declared, notDeclared, type Scenario } from '../scenario.ts';
import { eachFlow, open, reportWhenPaid, requestFor } from '../tools/builders.ts';
import { equals, keepsQuiet, must, oneOf, shows, unsupported } from '../tools/expect.ts';

const LONG_TITLE = `Year's pass ${'\u{1f3cb}'.repeat(3_000)}`;

export const OPENING: readonly Scenario[] = [
  ...always('opening', [
    {
      id: 'identify.shows-holder',
      promise: 'The adapter says without a request whose credentials they are, where they show it',
      advice: 'Read the account’s id from the credentials themselves, or return null.',
      async run({ provider, credentials, holder, requests }) {
        equals('whose account identify says that it is', provider.identify(credentials), holder);
        equals('requests meanwhile', requests(), 0);
      },
    },
    {
      id: 'open.dated',
      promise: 'The adapter dates what it opened between the request and the answer, in whole seconds at worst',
      advice: 'Take the provider’s time of the object, or the time of your request, by `now` of the options.',
      async run(harness) {
        const before = Date.now();
        const { report } = await open(harness);

        const occurredAt = Number(report.fact?.occurredAt ?? Number.NaN);
        must('it is not dated before the request', occurredAt > before - 1_000);
        must('it is not dated after the answer', occurredAt <= Date.now());
      },
    },
    {
      id: 'open.long-title',
      promise: 'The adapter shortens a title that is longer than the provider takes',
      advice: 'Cut the title at the provider’s documented length, and no character of two UTF-16 units in half.',
      run: (harness) =>
        eachFlow(harness, async (flow) => {
          const outcome = await harness.provider.open(
            harness.credentials,
            requestFor(harness, { flow, title: LONG_TITLE }),
          );

          equals('the outcome of opening with a title of 6,000 characters', outcome.kind, 'ok');
        }),
    },
  ]),
  ...declared('records', 'opening', [
    {
      id: 'open.carries-reference',
      promise: 'The adapter opens a parent that carries our reference and can be handed over',
      advice:
        'Send `reference` in a field that the provider keeps and shows, and read the report from the provider’s answer.',
      run: (harness) =>
        eachFlow(harness, async (flow) => {
          const reference = crypto.randomUUID();
          const { parentId, intentId, handover, report } = await open(harness, { flow, reference });

          must('the parent has an id and a handover', parentId !== '' && handover !== '');
          shows('the report of what was opened', report, {
            ...{ reference, parentId, intentId, accountMatches: true },
            ...{ fact: { kind: 'pending' }, unknownStatus: null },
          });
          must('a report of an answer is not one of an event', report.source !== 'event');
          const made = harness.effects().parents.map((parent) => [parent.id, parent.reference]);
          must(
            'the provider has a parent of this id and reference',
            made.some((one) => one.join() === `${parentId},${reference}`),
          );
        }),
    },
  ]),
  ...declared('statement texts', 'opening', [
    {
      id: 'open.descriptor',
      promise: 'The adapter shows on statements what it says it can show, and takes that',
      advice:
        'Let `descriptor` keep what the provider takes, in its alphabet and length, so that it changes nothing the second time.',
      async run(harness) {
        const { provider, credentials } = harness;
        const statementDescriptor = provider.descriptor('Gimnasio Ñandú & Compañía “El Ancla”');

        must('descriptor shows something of a name with Latin letters', statementDescriptor !== null);
        equals(
          'what descriptor makes of its own answer',
          provider.descriptor(statementDescriptor),
          statementDescriptor,
        );
        await eachFlow(harness, async (flow) => {
          const outcome = await provider.open(credentials, requestFor(harness, { flow, statementDescriptor }));
          equals('the outcome of opening with that text', outcome.kind, 'ok');
        });
      },
    },
  ]),
  ...notDeclared('statement texts', 'what-the-provider-cant-do', [
    {
      id: 'descriptor.none',
      promise: 'The adapter shows nothing of any text on statements, and says so',
      advice: 'Return null from `descriptor` for every text, and say why in `descriptorForm`.',
      async run(harness) {
        const { descriptor, descriptorForm } = harness.provider;
        await open(harness, { statementDescriptor: null });

        for (const text of ['Iron Temple', 'Gimnasio Ñandú', 'a', ''])
          equals(`what is shown of "${text}"`, descriptor(text), null);
        must('descriptorForm says what a text must be', descriptorForm !== '');
      },
    },
  ]),
  ...declared('e-mail check', 'outcomes', [
    {
      id: 'open.refused-email',
      promise:
        'The adapter refuses an e-mail address that the provider does not take as a choice of the caller, and takes another one',
      advice: 'Return `rejected` about `customerEmail` when the provider’s error names the address.',
      run: (harness) =>
        eachFlow(harness, async (flow) => {
          const { provider, credentials, refusedEmail } = harness;
          const request = requestFor(harness, { flow, customerEmail: refusedEmail });

          const refused = await provider.open(credentials, request);
          const taken = await provider.open(credentials, { ...request, customerEmail: 'buyer@example.com' });

          shows('the outcome with the refused address', refused, { kind: 'rejected', about: 'customerEmail' });
          keepsQuiet('the outcome with the refused address', refused, [refusedEmail]);
          equals('the outcome with another address', taken.kind, 'ok');
        }),
    },
  ]),
  ...declared('notification URL', 'opening', [
    {
      id: 'open.notification-url',
      promise: 'The adapter lets the provider send webhooks to the URL that came with the payment',
      advice:
        'Pass `notificationUrl` on with all of its path and its query; what you add to the query stands beside it.',
      run: (harness) =>
        eachFlow(harness, async (flow) => {
          const asked = new URL(`https://pay.example/base/webhook/${crypto.randomUUID()}?x=1&name=a%20b`);
          const { parentId } = await open(harness, { flow, notificationUrl: asked.href });

          const made = harness.effects().parents.find(({ id }) => id === parentId);
          const called = URL.parse(made?.notificationUrl ?? '');
          equals('the URL of the webhooks without its query', withoutQuery(called), withoutQuery(asked));
          for (const [name, text] of asked.searchParams)
            equals(`"${name}" in the query of the URL of the webhooks`, called?.searchParams.getAll(name), [text]);
        }),
    },
  ]),
  ...declared('client flow', 'opening', [
    {
      id: 'client-flow.opens',
      promise: 'A parent of the client flow can be opened and paid',
      advice: 'Hand over what the provider’s SDK in the client app is started with.',
      run: (harness) => opensAndIsPaid(harness, 'client'),
    },
  ]),
  ...notDeclared('client flow', 'what-the-provider-cant-do', [refusesFlow('client')]),
  ...declared('redirect flow', 'opening', [
    {
      id: 'redirect-flow.opens',
      promise: 'A parent of the redirect flow hands over the address of a page, and can be paid',
      advice: 'Hand over the whole address of the provider’s page.',
      async run(harness) {
        const { handover } = await open(harness, { flow: 'redirect' });

        oneOf('the scheme of the handover', URL.parse(handover)?.protocol, ['https:', 'http:']);
        await opensAndIsPaid(harness, 'redirect');
      },
    },
  ]),
  ...notDeclared('redirect flow', 'what-the-provider-cant-do', [refusesFlow('redirect')]),
  ...declared('redirectNeedsReturnUrl', 'what-the-provider-cant-do', [
    {
      id: 'return-url.refused',
      promise: 'A page without a URL to send the buyer back to is refused with unsupported, before any request',
      advice: 'Throw `unsupported` when `returnUrl` is null and the flow is redirect.',
      run: (harness) => refusesToOpen(harness, { flow: 'redirect', returnUrl: null }),
    },
  ]),
  ...notDeclared('redirectNeedsReturnUrl', 'what-the-provider-cant-do', [
    {
      id: 'return-url.optional',
      promise: 'A page can be opened without a URL to send the buyer back to',
      advice: 'Leave the return URLs out when `returnUrl` is null, or declare `redirectNeedsReturnUrl`.',
      run: async (harness) => void (await open(harness, { flow: 'redirect', returnUrl: null })),
    },
  ]),
  ...notDeclared('automatic capture', 'what-the-provider-cant-do', [
    {
      id: 'automatic-capture.refused',
      promise: 'Opening with automatic capture is refused with unsupported, before any request',
      advice: 'Throw `unsupported` for a capture method that is not declared.',
      run: (harness) => refusesToOpen(harness, { captureMethod: 'automatic' }),
    },
  ]),
  ...notDeclared('manual capture', 'what-the-provider-cant-do', [
    {
      id: 'manual-capture.open-refused',
      promise: 'Opening with manual capture is refused with unsupported, before any request',
      advice: 'Throw `unsupported` for a capture method that is not declared.',
      run: (harness) => refusesToOpen(harness, { captureMethod: 'manual' }),
    },
  ]),
];

function withoutQuery(url: URL | null): string {
  return `${url?.origin}${url?.pathname}`;
}

type Change = Parameters<typeof requestFor>[1];
type Harness = Parameters<typeof requestFor>[0];

function refusesFlow(flow: 'client' | 'redirect') {
  return {
    id: `${flow}-flow.refused`,
    promise: `Opening in the ${flow} flow is refused with unsupported, before any request`,
    advice: 'Throw `unsupported` for a flow that is not declared.',
    run: (harness: Harness) => refusesToOpen(harness, { flow }),
  };
}

function refusesToOpen(harness: Harness, change: Change): Promise<void> {
  return unsupported(harness, ({ provider, credentials }) => provider.open(credentials, requestFor(harness, change)));
}

async function opensAndIsPaid(harness: Harness, flow: 'client' | 'redirect'): Promise<void> {
  const reference = crypto.randomUUID();
  const { parentId } = await open(harness, { flow, reference });
  const { fact } = await reportWhenPaid(harness, { parentId, reference });

  equals('the fact of the parent after the buyer paid', fact?.kind, 'succeeded');
}
