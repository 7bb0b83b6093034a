import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import type { NewPayment, Opened, OrderChange, Store } from '../../../src/ports/store.ts';
import { aGym, anOrder, aPaymentOf, credentials, fact, facts, LEASE_MS, PROVIDER } from './builders.ts';

const FIRST = { attempt: 1, before: 'nothing', unknownSince: null };

/** Short enough to run out within a test. */
const BRIEF_MS = 30;

export function describeOpenings(given: () => Store): void {
  describe('opening a payment', () => {
    test('makes it and gives its caller the lease', async () => {
      const order = await aPutOrder(given());
      const wanted = await paymentFor(given(), order);

      const opened = await given().openPayment(wanted, LEASE_MS);

      const born = { status: 'pending', statusAt: null, parentId: null, intentId: null };
      const moments = { createdAt: expect.any(Date), updatedAt: expect.any(Date) };
      expect(opened).toEqual({ payment: { ...wanted, ...born, ...moments }, claimed: FIRST });
      expect(await given().findPayment(wanted.id)).toEqual(opened.payment);
      expect(await given().findOpenPayment(order.id)).toEqual(opened.payment);
    });

    test('again gives the same payment, and no second lease while the first is held', async () => {
      const { order, payment } = await anOpened(given());

      const again = await given().openPayment(await paymentFor(given(), order), LEASE_MS);

      expect(again).toEqual({ payment, claimed: null });
    });

    test('many times at once makes one payment with one holder of the lease', async () => {
      const order = await aPutOrder(given());
      const wanted = await Promise.all(Array.from({ length: 20 }, () => paymentFor(given(), order)));

      const opened = await Promise.all(wanted.map((payment) => given().openPayment(payment, LEASE_MS)));

      expect(new Set(opened.map(({ payment }) => payment.id)).size).toBe(1);
      expect(opened.filter(({ claimed }) => claimed !== null)).toHaveLength(1);
    });

    test('after the first was cancelled makes a new one', async () => {
      const { order, payment } = await anOpened(given());
      await given().recordFacts(facts(payment.id, { fact: fact('cancelled', 1) }));
      expect(await given().findOpenPayment(order.id)).toBeNull();

      const again = await given().openPayment(await paymentFor(given(), order), LEASE_MS);

      expect(again.payment.id).not.toBe(payment.id);
      expect(again.claimed).toEqual(FIRST);
    });

    test('after the first failed gives the same: the customer may try again', async () => {
      const { order, payment } = await anOpened(given());
      await given().recordFacts(facts(payment.id, { fact: fact('failed', 1), parentId: randomUUID() }));

      const again = await given().openPayment(await paymentFor(given(), order), LEASE_MS);

      expect(again).toMatchObject({ payment: { id: payment.id, status: 'failed' }, claimed: null });
    });

    test.each([
      ['asks for another amount', { amount: money(1_001, 'JPY') }],
      ['asks for another currency', { amount: money(1_000, 'USD') }],
      ['is another user’s', { userId: 'user-2' }],
      ['is cancelled', { status: 'cancelled' as const }],
    ])('is refused when the order by now %s', async (_how, change) => {
      const order = anOrder();
      await given().putOrder({ ...order, ...change });
      const wanted = await paymentFor(given(), order);

      await expect(given().openPayment(wanted, LEASE_MS)).rejects.toMatchObject({ code: 'order_not_payable' });
      expect(await given().findPayment(wanted.id)).toBeNull();
    });

    test('is refused when the order is paid, or unknown', async () => {
      const { order, payment } = await anOpened(given());
      await given().recordFacts(facts(payment.id, { fact: fact('succeeded', 1) }));

      const another = await paymentFor(given(), order);
      await expect(given().openPayment(another, LEASE_MS)).rejects.toMatchObject({ code: 'order_not_payable' });
      const ofNobody = await paymentFor(given(), anOrder());
      await expect(given().openPayment(ofNobody, LEASE_MS)).rejects.toMatchObject({ code: 'order_not_found' });
    });

    test('for a gym makes as many as are asked for, and the same id once', async () => {
      const gym = aGym({ credentials: credentials() });
      const { value } = await given().putGym(gym);
      const checkout = (): NewPayment =>
        aPaymentOf(anOrder(), value.accountId ?? '', { purpose: { kind: 'checkout', gymSlug: gym.slug } });
      const [one, two] = [checkout(), checkout()];

      const first = await given().openPayment(one, LEASE_MS);
      const second = await given().openPayment(two, LEASE_MS);

      expect([first.payment.id, second.payment.id]).toEqual([one.id, two.id]);
      expect([first.claimed, second.claimed]).toEqual([FIRST, FIRST]);
      expect(await given().openPayment(one, LEASE_MS)).toEqual({ payment: first.payment, claimed: null });
      const stolen = { ...one, userId: 'user-2' };
      await expect(given().openPayment(stolen, LEASE_MS)).rejects.toMatchObject({ code: 'conflict' });
    });
  });

  describe('the lease of an opening', () => {
    test('that ended refused is free, and its next call is a new attempt', async () => {
      const { payment } = await anOpened(given());

      await given().endOpening(payment.id, 'refused');
      await given().endOpening(payment.id, 'refused'); // Ending twice is one end.

      const { claimed } = await given().claimOpening(payment.id, LEASE_MS);
      expect(claimed).toEqual({ attempt: 2, before: 'refused', unknownSince: null });
      expect((await given().claimOpening(payment.id, LEASE_MS)).claimed).toBeNull();
    });

    test('that ended unknown is free, keeps its attempt, and says since when', async () => {
      const { payment } = await anOpened(given());
      const called = await storeClock(given());

      await given().endOpening(payment.id, 'unknown');

      const { claimed } = await given().claimOpening(payment.id, LEASE_MS);
      expect(claimed).toEqual({ attempt: 1, before: 'unknown', unknownSince: expect.any(Date) });
      expectBetween(payment.createdAt, claimed?.unknownSince, called);
    });

    test('that ran out is taken over as unknown: its holder may have called', async () => {
      const { payment, order } = await anOpened(given(), BRIEF_MS);
      const called = await storeClock(given());
      await sleep(BRIEF_MS * 2);

      const { claimed } = await given().openPayment(await paymentFor(given(), order), LEASE_MS);

      expect(claimed).toEqual({ attempt: 1, before: 'unknown', unknownSince: expect.any(Date) });
      expectBetween(payment.createdAt, claimed?.unknownSince, called);
    });

    test('keeps the first unknown moment while holders only search', async () => {
      const { payment } = await anOpened(given());
      await given().endOpening(payment.id, 'unknown');
      const first = await given().claimOpening(payment.id, BRIEF_MS);
      await sleep(BRIEF_MS * 2);
      const second = await given().claimOpening(payment.id, LEASE_MS);
      await given().endOpening(payment.id, 'unknown');

      const third = await given().claimOpening(payment.id, LEASE_MS);

      expect(second.claimed).toEqual(first.claimed);
      expect(third.claimed).toEqual(first.claimed);
    });

    test('renewed after a search stays held; the next call is a new attempt with nothing unknown', async () => {
      const { payment } = await anOpened(given());
      await given().endOpening(payment.id, 'unknown');
      await given().claimOpening(payment.id, LEASE_MS);
      const searched = await storeClock(given());

      const renewed = await given().renewOpening(payment.id);

      expect(renewed).toEqual({ attempt: 2, before: 'nothing', unknownSince: null });
      expect((await given().claimOpening(payment.id, LEASE_MS)).claimed).toBeNull();
      await given().endOpening(payment.id, 'unknown');
      const { claimed } = await given().claimOpening(payment.id, LEASE_MS);
      expect(claimed).toMatchObject({ attempt: 2, before: 'unknown' });
      // Unknown since the call under the renewal, not since the first.
      expectBetween(searched, claimed?.unknownSince, await storeClock(given()));
    });

    test('cannot be renewed by nobody', async () => {
      const { payment } = await anOpened(given());
      await given().endOpening(payment.id, 'unknown');

      await expect(given().renewOpening(payment.id)).rejects.toMatchObject({ code: 'conflict' });
    });

    test('is given to nobody once there is a parent, and cannot be ended or renewed', async () => {
      const { payment } = await anOpened(given());
      await given().recordFacts(facts(payment.id, { parentId: `parent-${payment.id}` }));

      await given().endOpening(payment.id, 'unknown');

      expect((await given().claimOpening(payment.id, LEASE_MS)).claimed).toBeNull();
      await expect(given().renewOpening(payment.id)).rejects.toMatchObject({ code: 'conflict' });
    });

    test('is not there for a payment that is not', async () => {
      await expect(given().claimOpening(randomUUID(), LEASE_MS)).rejects.toMatchObject({ code: 'payment_not_found' });
      await expect(given().claimOpening('pi_1', LEASE_MS)).rejects.toMatchObject({ code: 'payment_not_found' });
    });
  });
}

async function aPutOrder(store: Store): Promise<OrderChange> {
  const order = anOrder();
  await store.putOrder(order);
  return order;
}

async function paymentFor(store: Store, order: OrderChange): Promise<NewPayment> {
  return aPaymentOf(order, (await store.platformAccount(PROVIDER)).id);
}

async function anOpened(store: Store, leaseMs = LEASE_MS): Promise<Opened & { order: OrderChange }> {
  const order = await aPutOrder(store);
  return { order, ...(await store.openPayment(await paymentFor(store, order), leaseMs)) };
}

/** The store's own clock, a little later than it was: what stands in a row that is made now. */
async function storeClock(store: Store): Promise<Date> {
  await sleep(5);
  const { value } = await store.putOrder(anOrder());
  await sleep(5);
  return value.createdAt;
}

function expectBetween(from: Date, moment: Date | null | undefined, to: Date): void {
  expect(moment?.getTime()).toBeGreaterThanOrEqual(from.getTime());
  expect(moment?.getTime()).toBeLessThan(to.getTime());
}
