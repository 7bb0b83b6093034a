import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money/money.ts';
import { searchOf } from '../../../src/domain/operator/search.ts';
import type { Status } from '../../../src/domain/payment/fact.ts';
import type { Payment } from '../../../src/domain/payment/payment.ts';
import { EVERY_PAYMENT, type PaymentFilter } from '../../../src/ports/store/queries.ts';
import type { StoreAndCommands as Store } from '../../stores.ts';
import {
  aGym,
  anAttempt,
  anOpened,
  anOrder,
  aPaymentOf,
  at,
  credentials,
  fact,
  facts,
  LEASE_MS,
  openedAgain,
  PROVIDER,
} from './builders.ts';

export function describePaymentLists(given: () => Store): void {
  /** Payments of this user, in the order they were opened. */
  async function open(userId: string, count: number): Promise<Payment[]> {
    const payments: Payment[] = [];
    for (let opened = 0; opened < count; opened += 1) {
      const order = anOrder({ userId });
      await given().putOrder(order);
      const { id } = await given().platformAccount(PROVIDER);
      payments.push((await given().openPayment(aPaymentOf(order, id), LEASE_MS)).payment);
    }
    return payments;
  }

  async function openAtGym(userId: string): Promise<Payment> {
    const { value: gym } = await given().putGym(aGym({ credentials: credentials() }));
    const purpose = { kind: 'checkout', gymSlug: gym.slug } as const;
    const payment = aPaymentOf(anOrder({ userId }), gym.accountId ?? '', { purpose });
    return (await given().openPayment(payment, LEASE_MS)).payment;
  }

  const list = (filter: Partial<PaymentFilter>, limit = 100, cursor: string | null = null) =>
    given().listPayments({ ...EVERY_PAYMENT, ...filter }, { limit, cursor });

  const idsFound = async (text: string) => (await list({ search: searchOf(text) })).items.map(({ id }) => id);

  describe('lists of payments', () => {
    test('payments are listed newest first, those of one moment too, in pages that leave none out', async () => {
      const userId = `user-${randomUUID()}`;
      const opened = await open(userId, 7);
      const seen: Payment[] = [];
      let cursor: string | null = null;
      do {
        const page = await list({ userId }, 3, cursor);
        expect(page.items.length).toBeLessThanOrEqual(3);
        seen.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);

      expect(seen).toEqual(opened.toSorted(newestFirst));
    });

    test('payments are listed without a further page when the last one is full', async () => {
      const userId = `user-${randomUUID()}`;
      await open(userId, 2);

      expect((await list({ userId }, 2)).nextCursor).toBeNull();
      expect((await list({ userId }, 1)).nextCursor).not.toBeNull();
    });

    test('payments are listed without those that were opened since the first page', async () => {
      const userId = `user-${randomUUID()}`;
      const older = await open(userId, 4);
      const first = await list({ userId }, 2);
      await open(userId, 3);

      const second = await list({ userId }, 2, first.nextCursor);

      expect([...first.items, ...second.items]).toEqual(older.toSorted(newestFirst));
      expect(second.nextCursor).toBeNull();
    });

    test('payments are listed of one user, of one order, at one gym, and all of these together', async () => {
      const userId = `user-${randomUUID()}`;
      const [payment] = await open(userId, 2);
      const checkout = await openAtGym(userId);
      const orderId = payment?.purpose.kind === 'order' ? payment.purpose.orderId : '';
      const gymSlug = checkout.purpose.kind === 'checkout' ? checkout.purpose.gymSlug : '';

      expect((await list({ userId })).items).toHaveLength(3);
      expect((await list({ orderId })).items).toEqual([payment]);
      expect((await list({ gymSlug })).items).toEqual([checkout]);
      expect((await list({ userId, gymSlug })).items).toEqual([checkout]);
      expect((await list({ orderId, gymSlug })).items).toEqual([]);
      expect((await list({ userId: `${userId}\0` })).items).toEqual([]);
    });

    test('payments are listed of all users where none is named', async () => {
      const [one] = await open(`user-${randomUUID()}`, 1);
      const [other] = await open(`user-${randomUUID()}`, 1);

      expect((await list({})).items.map(({ id }) => id)).toEqual(expect.arrayContaining([one?.id, other?.id]));
    });

    test('payments are listed by the status that they have now', async () => {
      const userId = `user-${randomUUID()}`;
      const [one, other] = await open(userId, 2);
      await given().recordFacts(facts(one?.id ?? '', { fact: fact('failed', 1) }));

      const idsOf = async (status: Status) => (await list({ userId, status })).items.map(({ id }) => id);

      expect(await idsOf('failed')).toEqual([one?.id]);
      expect(await idsOf('pending')).toEqual([other?.id]);
      expect(await idsOf('succeeded')).toEqual([]);
    });

    test('payments are found by each id that is theirs, and only by the whole of it', async () => {
      const { payment, order } = await anOpened(given());
      const [parentId, intentId] = [`parent-${randomUUID()}`, `intent_${randomUUID()}`];
      const attempt = anAttempt('succeeded', 1);
      const { providerPaymentId } = attempt;
      const amount = money(1, 'JPY');
      const ofRefund = {
        reference: null,
        isAnonymous: false,
        madeAt: null,
        amount,
        status: 'succeeded',
        reason: null,
      } as const;
      const back = { kind: 'refund', providerRefundId: `re_${randomUUID()}`, providerPaymentId, ...ofRefund } as const;
      const ofDispute = { amount: null, reason: null, status: 'open', occurredAt: at(2), closesOnly: false } as const;
      const claim = {
        kind: 'dispute',
        providerDisputeId: `dp_${randomUUID()}`,
        providerPaymentId,
        ...ofDispute,
      } as const;
      const paid = { parentId, intentId, fact: attempt.fact, attempt };
      await given().recordFacts(facts(payment.id, { ...paid, reversals: [back, claim] }));
      const [refund] = await given().listRefunds(payment.id);
      const theirs = [parentId, intentId, providerPaymentId, back.providerRefundId, claim.providerDisputeId];
      const ids = [payment.id, payment.id.toUpperCase(), order.id, refund?.id ?? '', ...theirs];

      for (const id of ids) expect(await idsFound(id)).toEqual([payment.id]);
      for (const id of theirs) expect(await idsFound(id.slice(0, -1))).toEqual([]);
      expect(await idsFound(randomUUID())).toEqual([]);
      expect(await idsFound('what has no known form')).toEqual([]);
    });

    test('payments are found by the address of their customer, in either case', async () => {
      const name = randomUUID();
      const order = anOrder({ customerEmail: `Ana.${name}@Example.com` });
      await given().putOrder(order);
      const { payment } = await openedAgain(given(), order);

      expect(await idsFound(`ANA.${name}@example.COM`)).toEqual([payment.id]);
      expect(await idsFound(`ana.${name}@example.org`)).toEqual([]);
    });

    test('payments are found by the gym that they were opened at, as by an id of the same form, newest first', async () => {
      const checkout = await openAtGym('user-1');
      const slug = checkout.purpose.kind === 'checkout' ? checkout.purpose.gymSlug : '';
      const { payment } = await anOpened(given());
      await given().recordFacts(facts(payment.id, { parentId: slug }));

      expect(await idsFound(slug)).toEqual([payment.id, checkout.id]);
      const first = await list({ search: searchOf(slug) }, 1);
      expect((await list({ search: searchOf(slug) }, 1, first.nextCursor)).items.map(({ id }) => id)).toEqual([
        checkout.id,
      ]);
    });

    test('payments are listed by provider, currency, amount, time and all of these together', async () => {
      const userId = `user-${randomUUID()}`;
      const [one, other] = await open(userId, 2);
      const provider = PROVIDER;
      const { currency, minor: amountMinor } = money(1_000, 'JPY');
      const [createdFrom, later] = [one?.createdAt ?? at(0), new Date((other?.createdAt.getTime() ?? 0) + 1)];
      const count = async (filter: Partial<PaymentFilter>) => (await list({ userId, ...filter })).items.length;

      expect(await count({ provider, currency, amountMinor, createdFrom, createdTo: later })).toBe(2);
      expect(await count({ provider: 'another' })).toBe(0);
      expect(await count({ currency: money(0, 'ARS').currency })).toBe(0);
      expect(await count({ amountMinor: 1_001 })).toBe(0);
      expect(await count({ createdFrom: later })).toBe(0);
      expect(await count({ createdTo: createdFrom })).toBe(0);
      expect(await count({ search: searchOf(one?.id ?? '') })).toBe(1);
    });

    test('payments are summed up in the order of the list: what went back, the attempt that counts, and problems', async () => {
      const userId = `user-${randomUUID()}`;
      const [untried, paid] = await open(userId, 2);
      const decline = { code: 'contact_issuer', providerCode: 'do_not_honor' } as const;
      const method = { type: 'card', brand: 'visa', last4: '4242', installments: null } as const;
      const declined = anAttempt('failed', 1, { decline, method });
      await given().recordFacts(facts(paid?.id ?? '', { fact: declined.fact, attempt: declined }));
      const summaries = () =>
        given()
          .listSummaries({ ...EVERY_PAYMENT, userId }, { limit: 100, cursor: null })
          .then(({ items }) => items);
      const bare = { refundedMinor: 0, providerPaymentId: null, declineCode: null, methodType: null, problems: [] };
      expect(await summaries()).toMatchObject([
        {
          payment: { id: paid?.id },
          ...bare,
          declineCode: 'contact_issuer',
          methodType: 'card',
          providerPaymentId: declined.providerPaymentId,
        },
        { payment: { id: untried?.id }, ...bare },
      ]);

      const attempt = anAttempt('succeeded', 2);
      const { providerPaymentId } = attempt;
      const back = { kind: 'refund', providerRefundId: randomUUID(), providerPaymentId, reference: null } as const;
      const of400 = {
        isAnonymous: false,
        madeAt: null,
        amount: money(400, 'JPY'),
        status: 'succeeded',
        reason: null,
      } as const;
      const anomalies = ['unknown_status', 'paid_twice', 'paid_twice'] as const;
      await given().recordFacts(
        facts(paid?.id ?? '', {
          ...{ fact: attempt.fact, attempt, reversals: [{ ...back, ...of400 }] },
          anomalies: anomalies.map((kind, index) => ({ kind, subject: `${index}`, detail: {} })),
        }),
      );
      expect((await summaries())[0]).toMatchObject({
        ...{ payment: { id: paid?.id }, refundedMinor: 400, providerPaymentId, declineCode: null },
        problems: ['paid_twice', 'unknown_status'],
      });
      const page = { limit: 1, cursor: null };
      const first = await given().listSummaries({ ...EVERY_PAYMENT, userId }, page);
      expect(first.nextCursor).toBe((await given().listPayments({ ...EVERY_PAYMENT, userId }, page)).nextCursor);
    });

    test('payments are not listed from a cursor that we never gave', async () => {
      const userId = `user-${randomUUID()}`;
      await open(userId, 2);
      const { nextCursor } = await list({ userId }, 1);

      for (const cursor of ['', 'rubbish!', `${nextCursor}=`, ` ${nextCursor}`, `${nextCursor}`.slice(0, -4)])
        await expect(list({ userId }, 1, cursor)).rejects.toMatchObject({ code: 'invalid', field: 'cursor' });
    });
  });
}

function newestFirst(a: Payment, b: Payment): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1);
}
