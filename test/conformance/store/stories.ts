import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money/money.ts';
import type { Payment } from '../../../src/domain/payment/payment.ts';
import type { JournalEntry, Subject } from '../../../src/ports/store/journal.ts';
import type { StoreAndCommands as Store } from '../../stores.ts';
import {
  aDelivery,
  aGym,
  anAttempt,
  anOpened,
  anOrder,
  aPaymentOf,
  at,
  credentials,
  fact,
  facts,
  held,
  LEASE_MS,
  success,
} from './builders.ts';
import { aCapture, anAuthorized } from './purchases/captures.ts';
import { aPaid, aRefund, reported } from './purchases/refunds.ts';

export function anEntry(changes: Partial<JournalEntry> = {}): JournalEntry {
  return { kind: 'call', actor: 'somepay', operation: 'fetch', outcome: 'ok', reason: null, tookMs: 0, ...changes };
}

const NO_SUBJECT: Subject = { paymentId: null, parentId: null, providerPaymentId: null };

export function describeStories(given: () => Store): void {
  const story = async ({ id }: Payment) => (await given().listTimeline(id, { limit: 100, cursor: null })).items;
  const journalOf = async (payment: Payment) => {
    const entries = await story(payment);
    return entries.flatMap((entry) => (entry.kind === 'call' || entry.kind === 'request' ? [entry] : []));
  };

  describe('the details of a payment', () => {
    test('the details of a payment are all that hangs on it', async () => {
      const { payment } = await anOpened(given());
      const anomaly = { kind: 'unknown_status', subject: 'p', detail: { status: 'odd' } } as const;
      const attempt = anAttempt('failed', 1);
      await given().recordFacts(facts(payment.id, { fact: attempt.fact, attempt, anomalies: [anomaly] }));

      expect(await given().findDetails(payment.id)).toEqual({
        payment: await given().findPayment(payment.id),
        account: { id: payment.accountId, owner: { kind: 'platform' }, providerUserId: null },
        attempts: [{ ...attempt, surplusMinor: 0 }],
        missingMinor: payment.amount.minor,
        anomalies: [{ ...anomaly, id: expect.any(String), recordedAt: expect.any(Date), resolution: null }],
        inDoubt: null,
      });
    });

    test('the details of a payment have calls whose end is unknown', async () => {
      const { payment, lease } = await anOpened(given());
      await given().endOpening(payment.id, lease, 'unknown');

      const details = await given().findDetails(payment.id);

      expect(details?.inDoubt).toEqual({ calls: 1, since: expect.any(Date), operations: ['opening'] });
    });

    test('the details of a payment have refunds whose calls have an unknown end, until they are known', async () => {
      const { payment, providerPaymentId } = await aPaid(given());
      const opened = [
        await given().openRefund(aRefund(payment.id, { amountMinor: 300 }), LEASE_MS),
        await given().openRefund(aRefund(payment.id, { amountMinor: 200 }), LEASE_MS),
      ];
      for (const { refund, lease } of opened) await given().endRefund(refund.id, held(lease), 'unknown');
      const inDoubt = async () => (await given().findDetails(payment.id))?.inDoubt;

      expect(await inDoubt()).toEqual({ calls: 2, since: expect.any(Date), operations: ['refund'] });
      const reversals = opened.map(({ refund }) => reported(providerPaymentId, { reference: refund.id }));
      await given().recordFacts(facts(payment.id, { reversals }));
      expect(await inDoubt()).toBeNull();
    });

    test('the details of a payment have a capture whose calls have an unknown end, until it ends', async () => {
      const { payment, end } = await anAuthorized(given());
      const { capture, lease } = await given().openCapture(aCapture(payment.id), LEASE_MS);
      const inDoubt = async () => (await given().findDetails(payment.id))?.inDoubt;
      expect(await inDoubt()).toBeNull();

      await given().endCapture(capture.id, held(lease), 'unknown');
      expect(await inDoubt()).toEqual({ calls: 1, since: expect.any(Date), operations: ['capture'] });

      await end('succeeded', 1_000);
      expect(await inDoubt()).toBeNull();
    });

    test.each([randomUUID(), 'not-an-id'])('the details of a payment are not there for %s', async (id) => {
      expect(await given().findDetails(id)).toBeNull();
    });
  });

  describe('the journal', () => {
    test('the journal is written for the payment of that id', async () => {
      const { payment } = await anOpened(given());
      const entry = anEntry({ kind: 'request', actor: 'user-1', operation: 'open_intent', tookMs: 12 });

      await given().writeJournal(null, { ...NO_SUBJECT, paymentId: payment.id }, entry);

      expect(await journalOf(payment)).toEqual([{ ...entry, at: expect.any(Date) }]);
    });

    test('the journal is written for the payment that its account’s provider calls so', async () => {
      const { payment } = await anOpened(given());
      const { attempt, fact: said } = success(1);
      const parentId = `parent-${randomUUID()}`;
      await given().recordFacts(facts(payment.id, { fact: said, attempt, parentId }));

      await given().writeJournal(payment.accountId, { ...NO_SUBJECT, parentId }, anEntry({ operation: 'close' }));
      const { providerPaymentId } = attempt;
      await given().writeJournal(payment.accountId, { ...NO_SUBJECT, providerPaymentId }, anEntry({ reason: 'a\0b' }));

      const written = await journalOf(payment);
      expect(written.map(({ operation, reason }) => [operation, reason])).toEqual([
        ['close', null],
        ['fetch', 'a\uFFFDb'],
      ]);
    });

    test('the journal is not written for what another account says about it', async () => {
      const { payment } = await anOpened(given());
      const parentId = `parent-${randomUUID()}`;
      await given().recordFacts(facts(payment.id, { parentId }));
      const stranger = await given().platformAccount(`stranger-${randomUUID()}`);

      await given().writeJournal(stranger.id, { ...NO_SUBJECT, paymentId: payment.id }, anEntry());
      await given().writeJournal(stranger.id, { ...NO_SUBJECT, parentId }, anEntry());

      expect(await journalOf(payment)).toEqual([]);
    });

    test.each([
      { paymentId: randomUUID() },
      { paymentId: "no id'" },
      { parentId: 'no payment’s \0' },
      { providerPaymentId: 'no payment’s' },
    ])('the journal is not written for %j, which is no payment’s', async (subject) => {
      const { payment } = await anOpened(given());

      await given().writeJournal(payment.accountId, { ...NO_SUBJECT, ...subject }, anEntry());

      expect(await journalOf(payment)).toEqual([]);
    });
  });

  describe('a story', () => {
    test('a story has everything in one order, with causes and the provider’s clock', async () => {
      const { payment } = await anOpened(given());
      const delivery = aDelivery(payment.accountId, {
        delivery: { ...aDelivery('').delivery, receivedAt: new Date() },
      });
      const about = { ...NO_SUBJECT, paymentId: payment.id };
      await given().writeJournal(null, about, anEntry({ outcome: 'unknown', reason: 'timeout', tookMs: 0 }));
      const anomaly = { kind: 'unknown_status', subject: 'p', detail: {} } as const;
      await given().recordFacts(facts(payment.id, { fact: fact('failed', 1), delivery, anomalies: [anomaly] }));

      const entries = await story(payment);

      expect(entries).toEqual(entries.toSorted((a, b) => a.at.getTime() - b.at.getTime()));
      expect(entries.toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))).toEqual([
        { kind: 'opened', at: payment.createdAt, userId: payment.userId, purpose: payment.purpose },
        { ...anEntry({ outcome: 'unknown', reason: 'timeout' }), at: AT },
        {
          kind: 'delivery',
          at: delivery.delivery.receivedAt,
          provider: payment.provider,
          eventId: 'event-1',
          eventType: 'payment.changed',
          state: 'processed',
        },
        {
          kind: 'transition',
          at: AT,
          from: 'pending',
          to: 'failed',
          cause: { kind: 'webhook', id: 'event-1' },
          occurredAt: fact('failed', 1).occurredAt,
        },
        { kind: 'anomaly', at: AT, id: expect.any(String), anomaly: 'unknown_status', subject: 'p' },
      ]);
    });

    test('a story has refunds that were requested here or made elsewhere, and how they ended', async () => {
      const { payment, providerPaymentId } = await aPaid(given());
      const { provider } = payment;
      const { refund } = await given().openRefund(aRefund(payment.id, { amountMinor: 300, reason: 'torn' }), LEASE_MS);
      const elsewhere = { amount: money(200, 'JPY'), status: 'pending' } as const;
      await given().recordFacts(facts(payment.id, { reversals: [reported(providerPaymentId, elsewhere)] }));
      await given().recordFacts(
        facts(payment.id, { reversals: [reported(providerPaymentId, { reference: refund.id, status: 'failed' })] }),
      );

      const refunds = (await story(payment)).filter(({ kind }) => kind.startsWith('refund'));

      const { id, amount } = refund;
      expect(refunds).toEqual([
        { kind: 'refund', at: refund.createdAt, id, requestedBy: 'operator-1', amount, reason: 'torn' },
        {
          kind: 'refund_elsewhere',
          at: AT,
          id: expect.any(String),
          provider,
          amount: money(200, 'JPY'),
          reason: null,
        },
        { kind: 'refund_end', at: AT, id, provider, status: 'failed', currency: 'JPY' },
      ]);
    });

    test('a story has the capture that was requested', async () => {
      const { payment } = await anAuthorized(given());
      const { capture } = await given().openCapture(aCapture(payment.id, { amountMinor: 700 }), LEASE_MS);

      const { id, amount, createdAt: at } = capture;
      expect((await story(payment)).filter(({ kind }) => kind === 'capture')).toEqual([
        { kind: 'capture', at, id, amount, requestedBy: 'operator-1' },
      ]);
    });

    test('a story has disputes as they stand', async () => {
      const { payment, providerPaymentId } = await aPaid(given());
      const word = { providerDisputeId: 'dispute-1', amount: null, reason: null, status: 'lost' } as const;
      const report = { kind: 'dispute', providerPaymentId, ...word, occurredAt: at(5), closesOnly: false } as const;
      await given().recordFacts(facts(payment.id, { reversals: [report] }));

      const { provider } = payment;
      expect((await story(payment)).filter(({ kind }) => kind === 'dispute')).toEqual([
        {
          kind: 'dispute',
          at: AT,
          provider,
          providerDisputeId: 'dispute-1',
          reason: null,
          status: 'lost',
          statusAt: at(5),
        },
      ]);
    });

    test('a story of a checkout begins at its gym', async () => {
      const { value: gym } = await given().putGym(aGym({ credentials: credentials() }));
      const purpose = { kind: 'checkout', gymSlug: gym.slug } as const;
      const { payment } = await given().openPayment(aPaymentOf(anOrder(), gym.accountId ?? '', { purpose }), LEASE_MS);

      expect(await story(payment)).toEqual([
        { kind: 'opened', at: payment.createdAt, userId: payment.userId, purpose },
      ]);
    });

    test('a story puts a call where it began', async () => {
      const { payment } = await anOpened(given());
      const about = { ...NO_SUBJECT, paymentId: payment.id };
      await given().writeJournal(null, about, anEntry({ operation: 'short', tookMs: 0 }));
      await given().writeJournal(null, about, anEntry({ operation: 'long', tookMs: 60_000 }));

      const called = (await story(payment)).map((entry) => (entry.kind === 'call' ? entry.operation : entry.kind));
      expect(called).toEqual(['long', 'opened', 'short']);
    });

    test('a story is read in pages that leave nothing out, also of one moment', async () => {
      const { payment } = await anOpened(given());
      const subject = { ...NO_SUBJECT, paymentId: payment.id };
      await Promise.all(
        Array.from({ length: 9 }, (_, at) => given().writeJournal(null, subject, anEntry({ operation: `call ${at}` }))),
      );
      const seen: unknown[] = [];
      let cursor: string | null = null;
      do {
        const page = await given().listTimeline(payment.id, { limit: 3, cursor });
        seen.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);

      expect(seen).toEqual(await story(payment));
      expect(seen).toHaveLength(10);
    });

    test('a story is no other payment’s', async () => {
      const { payment } = await anOpened(given());
      await anOpened(given());

      expect(await story(payment)).toHaveLength(1);
      expect((await given().listTimeline(randomUUID(), { limit: 5, cursor: null })).items).toEqual([]);
      expect((await given().listTimeline('not-an-id', { limit: 5, cursor: null })).items).toEqual([]);
    });

    test.each(['', 'rubbish!', encoded('2026-01-01T00:00:00.000Z 11 x'), encoded('0000-01-01T00:00:00.000Z 1 x')])(
      'a story does not go on from a cursor that we never gave: %j',
      async (cursor) => {
        const { payment } = await anOpened(given());

        await expect(given().listTimeline(payment.id, { limit: 2, cursor })).rejects.toMatchObject({
          code: 'invalid',
          field: 'cursor',
        });
      },
    );
  });
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/** Some moment of ours. */
const AT = expect.any(Date);

const KINDS = ['opened', 'call', 'delivery', 'transition', 'anomaly'];
