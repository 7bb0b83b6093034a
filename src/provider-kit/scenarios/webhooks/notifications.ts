import type { Status } from '../../../domain/payment/fact.ts';
import type { Delivery } from '../../../ports/payment-provider/deliveries.ts';
import type { Harness, Settlement } from '../../harness.ts';
import { declared, notDeclared, type Scenario } from '../../scenario.ts';
import {
  eachFlow,
  failedKind,
  isGenuine,
  lastReport,
  meaningOf,
  notificationIn,
  open,
  paidDelivery,
  pay,
} from '../../tools/builders.ts';
import { stopwatch } from '../../tools/cpu-time.ts';
import { equals, must, shows } from '../../tools/expect.ts';

/** Of the processor, for what a stranger sends. */
const VERIFYING_MS = 10;
/** For what is verified, and comes once. */
const REDACTING_MS = 200;

const OF_TRIES: readonly Scenario[] = notDeclared('quiet tries', 'webhooks', [
  becomesFact('fail', failedKind),
  becomesFact('process', () => 'processing'),
]);

const OF_ALL: readonly Scenario[] = declared('webhooks', 'webhooks', [
  becomesFact('succeed', () => 'succeeded'),
  {
    id: 'notification.no-requests',
    promise: 'The adapter asks no provider whether a delivery is signed, what is in it and what of it may be kept',
    advice: 'Ask in `confirm` and `translate` alone.',
    async run(harness) {
      const delivery = await paidDelivery(harness);
      const { provider, credentials, requests } = harness;
      const before = requests();

      provider.verify(delivery, [credentials]);
      for (const notification of provider.split(delivery) ?? []) provider.redacted(delivery, notification);

      equals('requests meanwhile', requests() - before, 0);
    },
  },
  {
    id: 'notification.same-key',
    promise: 'The adapter gives the same happening the same key',
    advice: 'Make the key of authenticated bytes or of what was fetched, and not of the time or of chance.',
    async run(harness) {
      const delivery = await paidDelivery(harness);

      const first = await meaningOf(harness, delivery);
      const again = await meaningOf(harness, delivery);

      must('the key is not empty', first.key !== '');
      equals('the key of the same delivery', again.key, first.key);
    },
  },
  {
    id: 'notification.redacted',
    promise: 'The adapter keeps nothing of a delivery that a payment can be opened with, and all that it means',
    advice: 'Take handovers out of the body, and keep no header but the provider’s own.',
    run: (harness) =>
      eachFlow(harness, async (flow) => {
        const { provider, signatureHeader } = harness;
        const { parentId, handover } = await open(harness, { flow });
        await pay(harness, parentId);
        const delivery = harness.lastDelivery();
        const headers = [...delivery.headers, ['Authorization', 'Basic x'], ['cookie', 'y=z']] as const;

        const kept = provider.redacted({ ...delivery, headers }, notificationIn(harness, delivery));

        const names = kept.headers.map(([name]) => name.toLowerCase());
        must('the signature header is kept', signatureHeader === '' || names.includes(signatureHeader));
        must('no other headers are kept', !names.some((name) => ['authorization', 'cookie'].includes(name)));
        const text = JSON.stringify([Buffer.from(kept.body).toString(), kept.headers, kept.query]);
        must('the handover is not in it', handover === '' || !text.includes(handover));
        equals('what is kept means', await meaningOf(harness, kept), await meaningOf(harness, delivery));
      }),
  },
  {
    id: 'notification.cheap-to-refuse',
    promise:
      'The adapter verifies whatever a stranger sends for less than 10 ms of the processor, also against several accounts',
    advice: 'Verify on the bytes, and parse nothing before.',
    async run(harness) {
      const { headers } = await paidDelivery(harness);
      const body = Buffer.from(`{"data":{"id":"1"},"more":[${'{},'.repeat(349_000)}0]}`);
      const unsigned = headers.filter(([name]) => name.toLowerCase() !== harness.signatureHeader);

      for (const sent of [headers, unsigned])
        for (const query of [[['data.id', '1']] as const, []]) {
          const delivery = { headers: sent, query, body, receivedAt: new Date() };
          const leastMs = Math.min(...[1, 2, 3, 4, 5].map(() => verifyingMs(harness, delivery)));
          must(`${leastMs} ms are less than ${VERIFYING_MS}`, leastMs < VERIFYING_MS);
        }
    },
  },
  {
    id: 'notification.cheap-to-keep',
    promise: 'The adapter keeps a delivery of 1 MiB without thinking about it for long, whatever its texts look like',
    advice: 'Redact the parsed value, or use expressions whose work grows with the length alone.',
    async run(harness) {
      const delivery = await paidDelivery(harness);
      const notification = notificationIn(harness, delivery);

      for (const word of ['_secret_', '"', '\\', 'client_secret', '_', ' ']) {
        const text = word.repeat(Math.floor(500_000 / word.length));
        const long = { ...delivery, body: withTexts(delivery.body, text) };
        const again = harness.provider.split(long)?.[0] ?? notification;
        const workedMs = stopwatch();
        harness.provider.redacted(long, again);
        const ms = workedMs();
        must(`${ms} ms are less than ${REDACTING_MS}`, ms < REDACTING_MS);
      }
    },
  },
  {
    id: 'notification.unreadable',
    promise: 'The adapter reads no notification from a body that can’t be read',
    advice: 'Return null from `split` for what is not in the provider’s form; never throw.',
    async run(harness) {
      const delivery = await paidDelivery(harness);
      const split = (body: string) => harness.provider.split({ ...delivery, body: Buffer.from(body) });

      for (const body of ['', 'no json', '[', 'null', '[]', '"text"', '\u{fffd}']) split(body);
      equals('what split gives of "no json"', split('no json'), null);
    },
  },
]);

export const NOTIFICATIONS: readonly Scenario[] = [...OF_ALL, ...OF_TRIES];

function becomesFact(how: Settlement, kindIn: (harness: Harness) => Status) {
  return {
    id: `notification.${how}`,
    promise: `The adapter turns a notification about ${how} into a fact`,
    advice: 'Translate each status word that the provider documents by one table, for webhooks and answers alike.',
    run: (harness: Harness) =>
      eachFlow(harness, async (flow) => {
        const reference = crypto.randomUUID();
        const { parentId } = await open(harness, { flow, reference });
        await (how === 'succeed' ? pay(harness, parentId) : harness.settle(parentId, how));

        must('the provider’s own delivery is genuine', await isGenuine(harness, harness.lastDelivery()));
        const report = await lastReport(harness);

        const capturedMinor = how === 'succeed' ? harness.amount.minor : 0;
        const fact = { kind: kindIn(harness) };
        const attempt = { authorized: harness.amount, capturedMinor };
        shows('the report', report, { reference, accountMatches: true, fact, attempt });
      }),
  };
}

/** Against several accounts, as a gym has whose credentials were replaced. */
function verifyingMs(harness: Harness, delivery: Delivery): number {
  const workedMs = stopwatch();
  for (const account of [harness.otherAccount, harness.wrongCredentials, harness.credentials])
    harness.provider.verify(delivery, [account]);
  return workedMs();
}

/** The same JSON with a long text in it; another form gets the text behind it. */
function withTexts(body: Uint8Array, text: string): Uint8Array {
  const before = Buffer.from(body).toString();
  try {
    return Buffer.from(JSON.stringify({ ...JSON.parse(before), text, more: { client_secret: text } }));
  } catch {
    return Buffer.from(`${before}&text=${encodeURIComponent(text)}`);
  }
}
