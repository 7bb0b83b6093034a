import { expect, it } from 'vitest';
import type { Status } from '../../../src/domain/payment/fact.ts';
import type { Delivery, Notification } from '../../../src/ports/payment-provider.ts';
import { stopwatch } from '../../cpu-time.ts';
import { aDelivery, failedKind, type Harness, isGenuine, open, requestFor, type Use, value } from './harness.ts';

export function describeNotifications(use: Use): void {
  it.each([
    ['succeed', 'succeeded'],
    ['fail', null],
    ['process', 'processing'],
  ] satisfies ['succeed' | 'fail' | 'process', Status | null][])(
    'the adapter turns a notification about %s into a fact',
    async (how, kind) => {
      for (const flow of use().provider.capabilities.flows) {
        const request = requestFor(use(), { flow });
        const parent = await open(use(), request);
        await use().settle(parent.parentId, how);

        const { report } = await translated(use(), use().lastDelivery());

        const fact = { kind: kind ?? failedKind(use()) };
        expect(report).toMatchObject({ reference: request.reference, accountMatches: true, fact });
        expect(report?.attempt?.authorized).toEqual(use().amount);
        expect(report?.attempt?.capturedMinor).toBe(how === 'succeed' ? use().amount.minor : 0);
      }
    },
  );

  it('the adapter asks no provider whether a delivery is signed, what is in it and what of it may be kept', async () => {
    const delivery = await aDelivery(use());
    const { provider, credentials, requests } = use();
    const before = requests();

    provider.verify(delivery, [credentials]);
    for (const notification of provider.split(delivery) ?? []) provider.redacted(delivery, notification);

    expect(requests()).toBe(before);
  });

  it('the adapter gives the same happening the same key', async () => {
    const delivery = await aDelivery(use());

    const first = await translated(use(), delivery);
    const again = await translated(use(), delivery);

    expect(first.key).not.toBe('');
    expect(again.key).toBe(first.key);
  });

  it('the adapter keeps nothing of a delivery that a payment can be opened with, and all that it means', async () => {
    for (const flow of use().provider.capabilities.flows) {
      const { parentId, handover } = await open(use(), requestFor(use(), { flow }));
      await use().settle(parentId, 'succeed');
      const delivery = use().lastDelivery();
      const headers = [...delivery.headers, ['Authorization', 'Basic x'], ['cookie', 'y=z']] as const;
      const kept = use().provider.redacted({ ...delivery, headers }, notificationIn(use(), delivery));

      expect(kept.headers.map(([name]) => name.toLowerCase())).toContain(use().signatureHeader);
      expect(JSON.stringify(kept.headers)).not.toMatch(/authorization|cookie/i);
      expect(JSON.stringify([Buffer.from(kept.body).toString(), kept.headers, kept.query])).not.toContain(handover);
      expect(await meaningOf(use(), kept)).toEqual(await meaningOf(use(), delivery));
    }
  });

  it('the adapter verifies whatever a stranger sends for less than 10 ms of the processor, also against several accounts', async () => {
    const { headers } = await aDelivery(use());
    const junk = Buffer.from(`{"data":{"id":"1"},"more":[${'{},'.repeat(349_000)}0]}`);
    const query = [['data.id', '1']] as const;
    const signatures = [headers, headers.filter(([name]) => name.toLowerCase() !== use().signatureHeader)];

    for (const shape of signatures.flatMap((sent) => [
      { headers: sent, query },
      { headers: sent, query: [] },
    ])) {
      const least = Math.min(...[1, 2, 3, 4, 5].map(() => verifyingMs(use(), { ...shape, body: junk })));
      expect(least).toBeLessThan(10);
    }
  });

  it('the adapter keeps a delivery of 1 MiB without thinking about it for long, whatever its texts look like', async () => {
    const delivery = await aDelivery(use());
    const notification = notificationIn(use(), delivery);
    const texts = ['_secret_', '"', '\\', 'client_secret', '_', ' '].map((text) =>
      text.repeat(Math.floor(500_000 / text.length)),
    );

    for (const text of texts) {
      const reported = { ...JSON.parse(Buffer.from(delivery.body).toString()), text, more: { client_secret: text } };
      const long = { ...delivery, body: Buffer.from(JSON.stringify(reported)) };
      const again = use().provider.split(long)?.[0] ?? notification;
      const workedMs = stopwatch();
      use().provider.redacted(long, again);
      expect(workedMs()).toBeLessThan(200);
    }
  });

  it('the adapter reads no notification from a body that can’t be read', async () => {
    const delivery = await aDelivery(use());

    for (const body of ['', 'no json', '[', 'null', '[]', '"text"', '\u{fffd}'])
      expect(() => use().provider.split({ ...delivery, body: Buffer.from(body) })).not.toThrow();
    expect(use().provider.split({ ...delivery, body: Buffer.from('no json') })).toBeNull();
  });
}

/** Three accounts that share no secret, as a gym has whose credentials were replaced. */
function verifyingMs(
  { provider, credentials }: Harness,
  request: Pick<Delivery, 'body' | 'headers' | 'query'>,
): number {
  const delivery = { ...request, receivedAt: new Date() };
  const workedMs = stopwatch();
  for (const secret of ['one', 'another', 'yet another'])
    provider.verify(delivery, [{ ...credentials, webhookSecrets: [secret] }]);
  return workedMs();
}

async function translated(harness: Harness, delivery: Delivery) {
  expect(await isGenuine(harness, delivery)).toBe(true);
  return meaningOf(harness, delivery);
}

async function meaningOf(harness: Harness, delivery: Delivery) {
  return value(await harness.provider.translate(harness.credentials, notificationIn(harness, delivery)));
}

function notificationIn({ provider }: Harness, delivery: Delivery): Notification {
  const [notification] = provider.split(delivery) ?? [];
  if (notification === undefined) throw new Error('expected a notification');
  return notification;
}
