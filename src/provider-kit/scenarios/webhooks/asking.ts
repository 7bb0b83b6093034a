import { declared, notDeclared, type Scenario } from '../../scenario.ts';
import { DAY_MS, isGenuine, MINUTE_MS, paidDelivery } from '../../tools/builders.ts';
import { equals, must, oneOf, unsupported } from '../../tools/expect.ts';
import { after, headersIn, spoiltHeaders } from '../../tools/spoilt.ts';

/** Where the provider has to be asked whether it sent a webhook, and where it has not. */
export const ASKING: readonly Scenario[] = [
  ...notDeclared('asked webhooks', 'webhooks', [
    {
      id: 'webhook.confirm-refused',
      promise: 'Confirm refuses with unsupported, before any request',
      advice: 'Throw `unsupported` from `confirm`.',
      async run(harness) {
        const delivery = await paidDelivery(harness);

        await unsupported(harness, ({ provider, credentials }) => provider.confirm(credentials, delivery));
      },
    },
  ]),
  ...declared('asked webhooks', 'webhooks', [
    {
      id: 'webhook.asked',
      promise:
        'The adapter believes what the provider confirms, and asks about nothing that a genuine delivery can’t be',
      advice: 'Answer `ask` only for what has every part of a genuine delivery, and `invalid` for all else.',
      async run(harness) {
        const delivery = await paidDelivery(harness);
        const { provider, credentials, requests } = harness;

        equals('the verdict', provider.verify(delivery, [credentials]), 'ask');
        must('the provider confirms it', await isGenuine(harness, delivery));
        const before = requests();
        for (const headers of spoiltHeaders(delivery, harness.signatureHeader))
          oneOf(
            `the verdict with ${headersIn(headers, harness)}`,
            provider.verify({ ...delivery, headers }, [credentials]),
            ['invalid', 'ask'],
          );
        equals('the verdict without headers', provider.verify({ ...delivery, headers: [] }, [credentials]), 'invalid');
        equals('the verdict without accounts', provider.verify(delivery, []), 'invalid');
        equals('requests meanwhile', requests() - before, 0);
      },
    },
    {
      id: 'webhook.not-confirmed',
      promise: 'The provider does not confirm other contents, what is far too old, and what it sent to another account',
      advice: 'Hand everything that came to the provider, unchanged, and compare the time with `receivedAt`.',
      async run(harness) {
        const delivery = await paidDelivery(harness);

        for (const one of [harness.forge(delivery), after(delivery, 5 * DAY_MS), after(delivery, -10 * MINUTE_MS)])
          must('a forged or stale delivery is not confirmed', !(await isGenuine(harness, one)));
        must('another account’s is not', !(await isGenuine(harness, delivery, harness.otherAccount)));
      },
    },
  ]),
];
