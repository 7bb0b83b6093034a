import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { EndpointHealth, NextStep } from '../../../src/domain/event/delivery.ts';
import type { KeptEndpoint } from '../../../src/ports/store/endpoints.ts';
import type { DueDelivery, EventTry, TryEnd, TryEnded } from '../../../src/ports/store/event-deliveries.ts';
import type { StoreAndCommands as Store } from '../../stores.ts';
import { aGym, anAttempt, anOrder, aPaymentOf, at, credentials, facts, LEASE_MS, success } from './builders.ts';
import { anEndpoint, MOST } from './endpoints.ts';

const LIMITS = { perEndpoint: 4, perFailing: 2, inAll: 1_000 };
const AGAIN = { status: 'pending', waitMs: 0 } as const satisfies NextStep;
const LATER = { status: 'pending', waitMs: 3_600_000 } as const satisfies NextStep;
const FAILED = { status: 'failed', waitMs: null } as const satisfies NextStep;
const SUCCEEDED = { status: 'succeeded', waitMs: null } as const satisfies NextStep;

/** What a try came to; its endpoint stays as it was. */
export function aTryEnd({ endpoint }: DueDelivery, next: NextStep, to: EndpointHealth = endpoint): TryEnd {
  const isDelivered = next.status === 'succeeded';
  const responseStatus = isDelivered ? 200 : 500;
  const answer = { responseBody: 'said', error: isDelivered ? null : 'The response was 500', durationMs: 12 };
  const made = { isDelivered, responseStatus, retryAfterMs: null, at: at(5), ...answer };
  return { made, next, endpoint: { known: endpoint, next: to } };
}

export function describeEventDeliveries(given: () => Store): void {
  /** A gym with an endpoint for its events: no other test's payments are sent to it. */
  async function aReceiver(changes: Partial<KeptEndpoint> = {}) {
    const gymSlug = changes.gymSlug ?? (await aGymWithAccount(given())).slug;
    const endpoint = anEndpoint({ ...changes, gymSlug });
    await given().addEndpoint(endpoint, MOST);
    onTestFinished(async () => void (await given().removeEndpoint(endpoint.id)));
    return { ...endpoint, gymSlug };
  }

  /** The events of a new payment at the gym, in their order: it is opened, declined that often, and paid. */
  async function aPayment(gymSlug: string, declined = 0): Promise<readonly string[]> {
    const payment = await aCheckout(given(), gymSlug);
    for (let seconds = 1; seconds <= declined; seconds += 1) {
      const attempt = anAttempt('failed', seconds);
      await given().recordFacts(facts(payment.id, { fact: attempt.fact, attempt }));
    }
    await given().recordFacts(facts(payment.id, success(100)));
    const filter = { type: null, orderId: null, gymSlug: null, since: null, until: null };
    const { items } = await given().listEvents({ ...filter, paymentId: payment.id }, { limit: 100, cursor: null });
    return items.toSorted((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0)).map(({ id }) => id);
  }

  async function take(endpointId: string, leaseMs = LEASE_MS, limits = LIMITS): Promise<readonly DueDelivery[]> {
    const due = await given().takeDeliveries(limits, leaseMs);
    return due.filter(({ endpoint }) => endpoint.id === endpointId);
  }

  async function takeOne(endpointId: string, leaseMs = LEASE_MS): Promise<DueDelivery> {
    const [due, ...more] = await take(endpointId, leaseMs);
    if (due === undefined || more.length > 0) throw new Error(`${more.length + (due ? 1 : 0)} deliveries are due`);
    return due;
  }

  const end = (due: DueDelivery, next: NextStep, to?: EndpointHealth): Promise<TryEnded> =>
    given().endTry(due, aTryEnd(due, next, to));

  const idsOf = (due: readonly DueDelivery[]) => due.map(({ event }) => event.id);

  async function triesOf(eventId: string | undefined, endpointId: string): Promise<readonly EventTry[]> {
    const { items } = await given().listTries(eventId ?? '', { limit: 100, cursor: null });
    return items.filter((one) => one.endpointId === endpointId);
  }

  describe('deliveries of events', () => {
    test('a delivery is taken with the bytes of its event, its endpoint and a new token', async () => {
      const { gymSlug, ...endpoint } = await aReceiver({ secrets: secretsOf('now', 'before') });
      const [created] = await aPayment(gymSlug);

      const due = await takeOne(endpoint.id);

      const event = await given().findEvent(created ?? '');
      expect(due).toMatchObject({ event: { id: created, body: event?.body }, tries: 0, token: expect.any(String) });
      const { id, url, secrets, status, disabledReason, failingSince } = endpoint;
      expect(due.endpoint).toMatchObject({ id, url, secrets, status, disabledReason, failingSince });
    });

    test('a delivery that is held is not taken again before its lease is over, and then with another token', async () => {
      const { id, gymSlug } = await aReceiver();
      await aPayment(gymSlug);
      const first = await takeOne(id, 200);

      expect(await take(id)).toEqual([]);
      await sleep(250);
      const second = await takeOne(id);

      expect(second.event).toEqual(first.event);
      expect(second.token).not.toBe(first.token);
      expect(await end(first, SUCCEEDED)).toBe('lost');
      expect(await end(second, SUCCEEDED)).toBe('ended');
    });

    test('the events of a payment are taken in their order, each when the one before it is delivered', async () => {
      const { id, gymSlug } = await aReceiver();
      const events = await aPayment(gymSlug, 2);
      const taken: string[] = [];

      for (let due = await take(id); due.length > 0; due = await take(id)) {
        taken.push(...idsOf(due));
        for (const one of due) await end(one, SUCCEEDED);
      }

      expect(events).toHaveLength(4);
      expect(taken).toEqual(events);
    });

    test('an event with a failed try does not keep the next one waiting, but one that is being tried does', async () => {
      const { id, gymSlug } = await aReceiver();
      const [first, second] = await aPayment(gymSlug);

      await end(await takeOne(id), AGAIN);
      const again = await take(id);

      expect(idsOf(again).toSorted()).toEqual([first, second].toSorted());
      for (const due of again) if (due.event.id === second) await end(due, AGAIN);
      expect(await take(id)).toEqual([]);
    });

    test('payments do not wait for each other, and an endpoint has no more tries at once than the limit', async () => {
      const { id, gymSlug } = await aReceiver();
      for (let payments = 0; payments < 6; payments += 1) await aPayment(gymSlug);

      const first = await take(id);
      expect(first).toHaveLength(4);
      expect(await take(id)).toEqual([]);
      await end(first[0] as DueDelivery, SUCCEEDED);

      expect(await take(id)).toHaveLength(1);
    });

    test('an endpoint that fails has fewer tries at once', async () => {
      const { id, gymSlug } = await aReceiver({ failingSince: at(0) });
      for (let payments = 0; payments < 3; payments += 1) await aPayment(gymSlug);

      expect(await take(id)).toHaveLength(2);
      expect(await take(id)).toEqual([]);
    });

    test('no more are taken than the process has room for', async () => {
      const { gymSlug } = await aReceiver();
      for (let payments = 0; payments < 3; payments += 1) await aPayment(gymSlug);

      expect(await given().takeDeliveries({ ...LIMITS, inAll: 2 }, 1)).toHaveLength(2);
      expect(await given().takeDeliveries({ ...LIMITS, inAll: 0 }, 1)).toEqual([]);
    });

    test('every try is on record, and so is the one that waits, under the id that it will have', async () => {
      const { id, gymSlug } = await aReceiver();
      const [created] = await aPayment(gymSlug);
      await end(await takeOne(id), AGAIN);
      const [, waiting] = await triesOf(created, id);
      const due = (await take(id)).find(({ event }) => event.id === created) as DueDelivery;
      expect(due.tries).toBe(1);
      await end(due, LATER);

      const tries = await triesOf(created, id);

      const shown = { endpointId: id, responseStatus: 500, responseBody: 'said', error: 'The response was 500' };
      const made = { ...shown, status: 'failed', durationMs: 12, triedAt: at(5) };
      expect(tries).toMatchObject([
        { ...made, number: 1, nextTryAt: null },
        { ...made, number: 2, id: waiting?.id, nextTryAt: expect.any(Date) },
        { number: 3, status: 'pending', responseStatus: null, triedAt: null, durationMs: null, error: null },
      ]);
      expect(tries[2]?.nextTryAt).toEqual(tries[1]?.nextTryAt);
      expect((tries[2]?.nextTryAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(LATER.waitMs - 60_000);
    });

    test('a delivery is not due before its wait is over, nor ever after its end', async () => {
      const { id, gymSlug } = await aReceiver();
      const [created, paid] = await aPayment(gymSlug);
      await end(await takeOne(id), LATER);
      const second = await takeOne(id);
      expect(second.event.id).toBe(paid);
      await end(second, FAILED);

      expect(await take(id)).toEqual([]);
      expect((await triesOf(created, id)).map(({ status }) => status)).toEqual(['failed', 'pending']);
      expect((await triesOf(paid, id)).map(({ status }) => status)).toEqual(['failed']);
    });

    test('tries are listed in pages, by endpoint and number', async () => {
      const one = await aReceiver();
      const other = await aReceiver({ gymSlug: one.gymSlug });
      const [created] = await aPayment(one.gymSlug);
      const tries: EventTry[] = [];
      let cursor: string | null = null;

      do {
        const page = await given().listTries(created ?? '', { limit: 1, cursor });
        expect(page.items).toHaveLength(1);
        tries.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);

      const ids = tries.map(({ endpointId }) => endpointId);
      expect(ids).toEqual(ids.toSorted());
      expect(ids).toEqual(expect.arrayContaining([one.id, other.id]));
    });

    test.each([randomUUID(), 'not-an-id'])('there are no tries of an event %s', async (id) => {
      expect(await given().listTries(id, { limit: 5, cursor: null })).toEqual({ items: [], nextCursor: null });
    });

    test('the listener is called soon after a commit that makes a delivery, and after one that asks for it again', async () => {
      const { id, gymSlug } = await aReceiver();
      let calls = 0;
      await given().onDeliveriesDue(() => {
        calls += 1;
      });

      const [created] = await aPayment(gymSlug);
      await vi.waitFor(() => expect(calls).toBeGreaterThan(0));
      await sleep(50);
      calls = 0;
      await given().requestDelivery(created ?? '', id);

      await vi.waitFor(() => expect(calls).toBeGreaterThan(0));
    });
  });

  describe('the health of endpoints', () => {
    const GONE = { status: 'disabled', disabledReason: 'gone', failingSince: at(5) } as const;

    test('a try that fails is kept with its endpoint, and one that succeeds ends that', async () => {
      const { id, gymSlug, updatedAt } = await aReceiver();
      await aPayment(gymSlug);
      const first = await takeOne(id);
      await end(first, SUCCEEDED, { ...first.endpoint, failingSince: at(5) });
      expect(await given().findEndpoint(id)).toMatchObject({ failingSince: at(5), updatedAt });

      const second = await takeOne(id);
      expect(second.endpoint.failingSince).toEqual(at(5));
      await end(second, SUCCEEDED, { ...second.endpoint, failingSince: null });

      expect(await given().findEndpoint(id)).toMatchObject({ failingSince: null, updatedAt });
    });

    test('a try that disables its endpoint ends all that waits for it, and operators see it changed', async () => {
      const { id, gymSlug, updatedAt } = await aReceiver();
      const [created, paid] = await aPayment(gymSlug);
      await end(await takeOne(id), FAILED, GONE);

      const endpoint = await given().findEndpoint(id);
      expect(endpoint).toMatchObject(GONE);
      expect(endpoint?.updatedAt.getTime()).toBeGreaterThan(updatedAt.getTime());
      expect(await take(id)).toEqual([]);
      expect(await triesOf(created, id)).toHaveLength(1);
      expect(await triesOf(paid, id)).toEqual([]);
    });

    test.each([
      ['leaves it as it was', (known: EndpointHealth) => known],
      ['changes it', (known: EndpointHealth) => ({ ...known, failingSince: null })],
    ])(
      'nothing is kept of a try that was decided on an endpoint that is another by now, if it %s',
      async (_how, next) => {
        const { id, gymSlug } = await aReceiver({ failingSince: at(1) });
        const [created] = await aPayment(gymSlug);
        const due = await takeOne(id);
        expect(
          await given().changeHealth(id, { known: due.endpoint, next: { ...due.endpoint, failingSince: at(2) } }),
        ).toBe(true);

        expect(await end(due, SUCCEEDED, next(due.endpoint))).toBe('changed');

        expect(await given().findEndpoint(id)).toMatchObject({ failingSince: at(2) });
        expect(await triesOf(created, id)).toMatchObject([{ status: 'pending' }]);
        const known = { ...due.endpoint, failingSince: at(2) };
        expect(await given().endTry(due, { ...aTryEnd(due, SUCCEEDED), endpoint: { known, next: known } })).toBe(
          'ended',
        );
      },
    );

    test('the health of an endpoint that is not as was known stays', async () => {
      const { id, ...endpoint } = await aReceiver();
      const known = { ...endpoint, failingSince: at(9) };

      expect(await given().changeHealth(id, { known, next: GONE })).toBe(false);
      expect(await given().findEndpoint(id)).toMatchObject({ status: 'enabled', failingSince: null });
    });

    test('an endpoint that an operator disables and enables again is sent nothing of what it missed', async () => {
      const { id, gymSlug, ...endpoint } = await aReceiver();
      await aPayment(gymSlug);
      const known = (await given().findEndpoint(id)) as KeptEndpoint;
      const disabled = { ...known, status: 'disabled', disabledReason: 'by_operator', updatedAt: at(90) } as const;
      expect(await given().replaceEndpoint(disabled, endpoint.updatedAt)).toBe(true);
      expect(await take(id)).toEqual([]);
      await aPayment(gymSlug);
      await given().replaceEndpoint({ ...known, updatedAt: at(91) }, at(90));

      expect(await take(id)).toEqual([]);
      const [next] = await aPayment(gymSlug);
      expect(idsOf(await take(id))).toEqual([next]);
    });
  });

  describe('deliveries that are requested', () => {
    test('an event that was delivered is sent again when it is requested, with a schedule of its own', async () => {
      const { id, gymSlug } = await aReceiver();
      const [created] = await aPayment(gymSlug);
      await end(await takeOne(id), SUCCEEDED);
      await end(await takeOne(id), SUCCEEDED);

      await given().requestDelivery(created ?? '', id);

      const due = await takeOne(id);
      expect(due).toMatchObject({ event: { id: created }, tries: 0 });
      await end(due, SUCCEEDED);
      expect((await triesOf(created, id)).map(({ number, status }) => [number, status])).toEqual([
        [1, 'succeeded'],
        [2, 'succeeded'],
      ]);
    });

    test('an event that is being sent is not sent twice at once when it is requested', async () => {
      const { id, gymSlug } = await aReceiver();
      const [created] = await aPayment(gymSlug);
      const due = await takeOne(id);

      await given().requestDelivery(created ?? '', id);

      expect(await take(id)).toEqual([]);
      expect(await end(due, SUCCEEDED)).toBe('ended');
    });

    test('all that an endpoint wants and was not delivered is requested, oldest first, also what is older than it', async () => {
      const { slug: gymSlug } = await aGymWithAccount(given());
      const older = await aPayment(gymSlug);
      const endpoint = await aReceiver({ gymSlug });
      const newer = await aPayment(gymSlug);
      await end(await takeOne(endpoint.id), SUCCEEDED);
      const wanted = { endpointId: endpoint.id, since: new Date(0), until: null, onlyFailed: true };

      expect(await requestAll(wanted)).toBe(3);
      const taken = [];
      for (let due = await take(endpoint.id); due.length > 0; due = await take(endpoint.id)) {
        taken.push(...idsOf(due));
        for (const one of due) await end(one, SUCCEEDED);
      }

      expect(taken.toSorted()).toEqual([...older, newer[1]].toSorted());
      expect(taken.indexOf(older[0] ?? '')).toBeLessThan(taken.indexOf(older[1] ?? ''));
      expect(await requestAll(wanted)).toBe(0);
      expect(await requestAll({ ...wanted, onlyFailed: false })).toBe(4);
    });

    test('only events of the time that was asked for are requested', async () => {
      const { id: endpointId, gymSlug } = await aReceiver();
      const [created, paid] = await aPayment(gymSlug);
      const since = (await given().findEvent(paid ?? ''))?.recordedAt ?? new Date(0);
      const first = (await given().findEvent(created ?? ''))?.recordedAt ?? new Date(0);

      expect(await requestAll({ endpointId, since, until: null, onlyFailed: false })).toBe(1);
      expect(await requestAll({ endpointId, since: first, until: since, onlyFailed: false })).toBe(1);
    });

    test('events of one moment are requested again in pages that leave none out, and taken in their sequence', async () => {
      const { id, gymSlug } = await aReceiver();
      const payment = await aCheckout(given(), gymSlug);
      const anomalies = Array.from({ length: 9 }, (_, index) => ({
        ...({ kind: 'unknown_status', subject: `word-${index}`, detail: {} } as const),
      }));
      await given().recordFacts(facts(payment.id, { ...success(20), anomalies }));

      expect(await requestAll({ endpointId: id, since: payment.createdAt, until: null, onlyFailed: true })).toBe(11);
      const sequences: number[] = [];
      for (let due = await take(id); due.length > 0; due = await take(id))
        for (const one of due) {
          sequences.push(JSON.parse(one.event.body).data.sequence);
          await end(one, SUCCEEDED);
        }

      expect(sequences).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    });

    async function requestAll(wanted: Parameters<Store['requestDeliveries']>[0]): Promise<number> {
      let sum = 0;
      let from: Parameters<Store['requestDeliveries']>[1] = null;
      do {
        const { requested, last } = await given().requestDeliveries(wanted, from, 3);
        sum += requested;
        from = last;
      } while (from !== null);
      return sum;
    }
  });
}

function secretsOf(sealed: string, previous: string) {
  return { madeBy: randomUUID(), sealed, previous: [{ sealed: previous, until: at(60) }] };
}

export async function aGymWithAccount(store: Store) {
  const gym = aGym({ credentials: credentials() });
  await store.putGym(gym);
  return gym;
}

/** A payment that was just opened at the gym. */
export async function aCheckout(store: Store, gymSlug: string) {
  const { accountId } = (await store.findGym(gymSlug)) ?? { accountId: null };
  const checkout = aPaymentOf(anOrder(), accountId ?? '', { purpose: { kind: 'checkout', gymSlug } });
  return (await store.openPayment(checkout, LEASE_MS)).payment;
}
