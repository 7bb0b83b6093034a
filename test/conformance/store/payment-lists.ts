import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Status } from '../../../src/domain/fact.ts';
import type { Payment } from '../../../src/domain/payment.ts';
import type { PaymentFilter } from '../../../src/ports/queries.ts';
import type { StoreAndCommands as Store } from '../../stores.ts';
import { aGym, anOrder, aPaymentOf, credentials, fact, facts, LEASE_MS, PROVIDER } from './builders.ts';

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
    given().listPayments({ userId: null, status: null, orderId: null, gymSlug: null, ...filter }, { limit, cursor });

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
