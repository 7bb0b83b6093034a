import type { Delivery } from '../../../ports/payment-provider/deliveries.ts';
import type { Harness } from '../../harness.ts';
import { declared, notDeclared, type Scenario } from '../../scenario.ts';
import { DAY_MS, isGenuine, MINUTE_MS, meaningOf, open, paidDelivery } from '../../tools/builders.ts';
import { equals, must, unsupported } from '../../tools/expect.ts';
import { after, headersIn, spoiltHeaders } from '../../tools/spoilt.ts';

export const SIGNATURES: readonly Scenario[] = [
  ...notDeclared('webhooks', 'webhooks', [
    {
      id: 'webhook.refused',
      promise: 'A webhook of a provider that sends none is refused, and nothing is read of it',
      advice: 'Let `verify` answer `invalid`, `split` null, and `confirm` and `translate` throw `unsupported`.',
      async run(harness) {
        const headers: [string, string][] = [['content-type', 'application/json']];
        const delivery = { body: Buffer.from('{"id":"1"}'), headers, query: [], receivedAt: new Date() };
        const payload = { eventId: '1', eventType: 'paid', intentId: null, subject: null, payload: null };
        const { provider, credentials, otherAccount } = harness;

        for (const accounts of [[], [credentials], [credentials, otherAccount]])
          equals('the verdict', provider.verify(delivery, accounts), 'invalid');
        equals('what split reads', provider.split(delivery), null);
        await unsupported(harness, ({ provider, credentials }) => provider.confirm(credentials, delivery));
        await unsupported(harness, ({ provider, credentials }) => provider.translate(credentials, payload));
      },
    },
  ]),
  ...notDeclared('quiet tries', 'webhooks', [
    {
      id: 'webhook.claims',
      promise: 'The adapter believes nothing of a webhook that is not signed, confirmed or fetched',
      advice: 'Take the status of a payment from what the signature covers, or fetch the payment.',
      async run(harness) {
        const { parentId } = await open(harness);
        await harness.settle(parentId, 'process');
        const forged = harness.claimPaid(harness.lastDelivery());

        if (!(await isGenuine(harness, forged))) return;
        const { report } = await meaningOf(harness, forged);
        must('a payment in progress is not reported as paid', report?.fact?.kind !== 'succeeded');
      },
    },
  ]),
  ...notDeclared('unsigned webhooks', 'webhooks', [
    {
      id: 'webhook.signed',
      promise: 'The adapter accepts what the provider signed, with any secret of any of the accounts',
      advice: 'Try each secret of each account, and compare in constant time.',
      async run(harness) {
        const delivery = await paidDelivery(harness);
        const { webhookSecrets: own } = harness;

        must('an account can have the secrets that the provider signs with', harness.signedWith(own) !== null);
        const canHave = (accounts: readonly (readonly string[])[]) =>
          accounts.every((secrets) => harness.signedWith(secrets) !== null);
        const accepted = [[own], [['another', ...own]], [['another'], own]].filter(canHave);
        const refused = [[['another']], [['']], [[]], []].filter(canHave);
        for (const accounts of accepted) equals('the verdict', verify(harness, delivery, ...accounts), 'valid');
        for (const accounts of refused)
          equals(
            `the verdict with the secrets ${JSON.stringify(accounts)}`,
            verify(harness, delivery, ...accounts),
            'invalid',
          );
      },
    },
    {
      id: 'webhook.other-account',
      promise: 'The adapter turns away what the provider signed to another account',
      advice: 'Verify with the secrets of the given accounts alone, and fall back on nothing.',
      async run(harness) {
        const delivery = await paidDelivery(harness);

        equals('the verdict', harness.provider.verify(delivery, [harness.otherAccount]), 'invalid');
      },
    },
    {
      id: 'webhook.forged',
      promise: 'The adapter turns away other contents under the same signature',
      advice: 'Verify over the bytes as they came, and over every part that the provider signs.',
      async run(harness) {
        const delivery = await paidDelivery(harness);

        equals('the verdict', verify(harness, harness.forge(delivery), harness.webhookSecrets), 'invalid');
      },
    },
    {
      id: 'webhook.spoilt-header',
      promise: 'The adapter turns away a missing, repeated or changed signature header, and never throws',
      advice:
        'Take exactly one header of the documented form, and compare lengths before you compare in constant time.',
      async run(harness) {
        const delivery = await paidDelivery(harness);

        for (const headers of spoiltHeaders(delivery, harness.signatureHeader)) {
          const verdict = verify(harness, { ...delivery, headers }, harness.webhookSecrets);
          must(`the verdict is not valid with ${headersIn(headers, harness)}`, verdict !== 'valid');
        }
      },
    },
  ]),
  ...notDeclared('undated signatures', 'webhooks', [
    {
      id: 'webhook.stale',
      promise: 'The adapter turns away what is far too old, or far ahead of us',
      advice: 'Compare the signed time with `receivedAt`: the signature alone never ends.',
      async run(harness) {
        const delivery = await paidDelivery(harness);
        const verdict = (ms: number) => verify(harness, after(delivery, ms), harness.webhookSecrets);

        equals('the verdict a minute later', verdict(MINUTE_MS), 'valid');
        equals('the verdict five days later', verdict(5 * DAY_MS), 'invalid');
        equals('the verdict ten minutes before it was signed', verdict(-10 * MINUTE_MS), 'invalid');
      },
    },
  ]),
  ...declared('undated signatures', 'webhooks', [
    {
      id: 'webhook.undated',
      promise: 'A delivery that was signed without a time is known again whenever it comes',
      advice: 'Make the key of the notification of what is signed: the service takes each key once.',
      async run(harness) {
        const delivery = await paidDelivery(harness);
        const later = after(delivery, 5 * DAY_MS);

        equals('the verdict five days later', verify(harness, later, harness.webhookSecrets), 'valid');
        const [first, again] = [await meaningOf(harness, delivery), await meaningOf(harness, later)];
        equals('its key five days later', again.key, first.key);
      },
    },
  ]),
];

function verify({ provider, signedWith }: Harness, delivery: Delivery, ...secrets: readonly (readonly string[])[]) {
  return provider.verify(
    delivery,
    secrets.map(signedWith).filter((account) => account !== null),
  );
}
