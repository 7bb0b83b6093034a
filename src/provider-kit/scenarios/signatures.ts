import type { UrlKeys } from '../../adapters/providers/shared/notification-url.ts';
import type { Delivery } from '../../ports/payment-provider/deliveries.ts';
import type { Harness } from '../harness.ts';
import { declared, notDeclared, type Scenario } from '../scenario.ts';
import { DAY_MS, isGenuine, MINUTE_MS, meaningOf, open, paidDelivery } from '../tools/builders.ts';
import { equals, must, oneOf, unsupported } from '../tools/expect.ts';

/** For URLs that the provider calls. */
const [KEY, ANOTHER_KEY] = [Buffer.alloc(32, 'a key'), Buffer.alloc(32, 'another key')] as const;

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
  ...declared('unsigned webhooks', 'webhooks', [
    {
      id: 'webhook.url-keys',
      promise:
        'The adapter believes what comes to a URL that one of its keys signed, whichever key is the first one now',
      advice: 'Open with `signedUrl`, and verify with `signedReference` and all of `notificationKeys`.',
      async run(harness) {
        const { withUrlKeys, credentials } = harness;
        const delivery = await paidDelivery({ ...harness, provider: withUrlKeys([KEY]) });
        const verdict = (keys: UrlKeys) => withUrlKeys(keys).verify(delivery, [credentials]);

        equals('the verdict with the key that signed the URL', verdict([KEY]), 'valid');
        equals('the verdict with a key in front of it', verdict([ANOTHER_KEY, KEY]), 'valid');
        equals('the verdict with another key alone', verdict([ANOTHER_KEY]), 'invalid');
        equals('the verdict without keys', verdict([]), 'invalid');
      },
    },
    {
      id: 'webhook.changed-url',
      promise: 'The adapter turns away what comes to a URL without its signature, or with another one',
      advice: 'Believe nothing of the query that `signedReference` does not give.',
      async run(harness) {
        const delivery = await paidDelivery(harness);
        const { provider, credentials } = harness;
        const { query } = delivery;

        const changed = query.map(([name, text]) => [name, flipLast(text)] as const);
        for (const spoilt of [[], changed, [...query, ...query]])
          equals(
            `the verdict with the query ${JSON.stringify(spoilt)}`,
            provider.verify({ ...delivery, query: spoilt }, [credentials]),
            'invalid',
          );
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

function verify({ provider, signedWith }: Harness, delivery: Delivery, ...secrets: readonly (readonly string[])[]) {
  return provider.verify(
    delivery,
    secrets.map(signedWith).filter((account) => account !== null),
  );
}

function after(delivery: Delivery, ms: number): Delivery {
  return { ...delivery, receivedAt: new Date(delivery.receivedAt.getTime() + ms) };
}

/** @throws Error when the delivery has no such header. */
function spoiltHeaders({ headers }: Delivery, name: string): Delivery['headers'][] {
  const rest = headers.filter(([header]) => header.toLowerCase() !== name);
  const signature = headers.find(([header]) => header.toLowerCase() === name)?.[1] ?? '';
  if (signature === '') throw new Error(`what the provider sent has no header ${name}`);
  const changed = [signature.slice(0, -1), flipLast(signature), `${signature}é\u{1f600}`];
  const values = ['', ' ', 'v1=', ...changed, 'x'.repeat(100_000)];
  return [
    rest,
    [...rest, [name, signature], [name, signature]],
    [...rest, [name, signature], [name.toUpperCase(), 'v1=']],
    ...values.map((text) => [...rest, [name, text] as const]),
  ];
}

function headersIn(headers: Delivery['headers'], { signatureHeader }: Harness): string {
  const values = headers.filter(([name]) => name.toLowerCase() === signatureHeader).map(([, text]) => text);
  return `${values.length} signature headers: ${JSON.stringify(values).slice(0, 100)}`;
}

function flipLast(signature: string): string {
  return `${signature.slice(0, -1)}${signature.endsWith('0') ? '1' : '0'}`;
}
