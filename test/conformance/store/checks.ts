import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Check, CheckKind } from '../../../src/ports/store/checks.ts';
import type { DeliveryRecord } from '../../../src/ports/store/deliveries.ts';
import { BESIDE, type StoreAndCommands as Store } from '../../stores.ts';
import {
  aDelivery,
  aGym,
  anOpened,
  anOrder,
  aPaymentOf,
  at,
  credentials,
  facts,
  held,
  LEASE_MS,
  openedAgain,
  success,
} from './builders.ts';

/** What the database's clock says of a check, and how to move it. */
export type CheckClock = {
  makeDue(kind: CheckKind, subject: string): Promise<void>;
  /** In how many milliseconds it is due; null: it waits for an operator. */
  waits(kind: CheckKind, subject: string): Promise<number | null | 'forgotten'>;
};

type Named = Pick<Check, 'kind' | 'subject'>;

const KINDS = ['opening', 'payment', 'closing', 'parent', 'delivery'] as const satisfies readonly CheckKind[];
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** From what is known of one try to the next. */
const SCHEDULE_MS = [30_000, 2 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, DAY_MS, DAY_MS, DAY_MS] as const;

export function describeChecks(given: () => CheckClock & { readonly store: Store }): void {
  const aCheck = async (): Promise<{ kind: 'closing'; subject: string }> => {
    const check = { kind: 'closing', subject: randomUUID() } as const;
    await given().store.rememberCheck(check.kind, check.subject);
    return check;
  };
  const take = async (wanted: Named, leaseMs = LEASE_MS): Promise<Check | undefined> => {
    const checks = await given().store.takeChecks(KINDS, 1_000, leaseMs);
    return checks.find(({ kind, subject }) => kind === wanted.kind && subject === wanted.subject);
  };
  const taken = async ({ kind, subject }: Named, leaseMs = LEASE_MS): Promise<Check> => {
    await given().makeDue(kind, subject);
    const check = await take({ kind, subject }, leaseMs);
    if (check === undefined) throw new Error('the check was not due');
    return check;
  };
  const expectWait = async ({ kind, subject }: Named, ms: number): Promise<void> => {
    const wait = await given().waits(kind, subject);
    // The column counts whole milliseconds.
    expect(wait).toBeLessThanOrEqual(ms + 1);
    // However long this test took.
    expect(wait).toBeGreaterThan(ms - 10_000);
  };

  describe('a check', () => {
    test('a check is taken by no worker before it is due, and by one when it is', async () => {
      const { kind, subject } = await aCheck();
      expect(await take({ kind, subject })).toBeUndefined();
      await given().makeDue(kind, subject);

      const check = await take({ kind, subject });

      expect(check).toEqual({ kind, subject, token: expect.any(String), tries: 1, isLast: false });
      expect(await take({ kind, subject })).toBeUndefined();
    });

    test('a check is there from when it is remembered until it is done, also while a worker has it, while it waits for an operator, and after an operator resolved it', async () => {
      const { kind, subject } = await aCheck();
      const isThere = () => given().store.hasCheck(kind, subject);
      expect(await isThere()).toBe(true);
      expect(await given().store.hasCheck(kind, randomUUID())).toBe(false);

      for (let last = false; !last; ) {
        const check = await taken({ kind, subject });
        last = check.isLast;
        await given().store.endCheck(check, 'again');
      }
      expect(await isThere()).toBe(true);

      await given().store.resolveCheck(kind, subject, { by: 'operator-1', reason: 'Seen to' });
      expect(await isThere()).toBe(true);

      const held = await given().store.takeCheck(kind, subject, LEASE_MS);
      expect(await isThere()).toBe(true);
      if (held === null) throw new Error('no worker has the check');
      await given().store.endCheck(held, 'done');
      expect(await isThere()).toBe(false);
    });

    test('a check that is done is forgotten', async () => {
      const check = await taken(await aCheck());

      await given().store.endCheck(check, 'done');

      expect(await given().waits(check.kind, check.subject)).toBe('forgotten');
    });

    test('a check that is not done waits longer after each try, and after the last for an operator', async () => {
      const check = await aCheck();

      const seen = [];
      for (const waitMs of SCHEDULE_MS) {
        await expectWait(check, waitMs);
        const again = await taken(check);
        seen.push([again.tries, again.isLast]);
        await given().store.endCheck(again, 'again');
      }

      expect(seen).toEqual(SCHEDULE_MS.map((_, index) => [index + 1, index + 1 === SCHEDULE_MS.length]));
      expect(await given().waits(check.kind, check.subject)).toBeNull();
    });

    test('a check that waits for an operator begins again when it becomes necessary again', async () => {
      const { kind, subject } = await aCheck();
      for (const _ of SCHEDULE_MS) await given().store.endCheck(await taken({ kind, subject }), 'again');

      await given().store.rememberCheck(kind, subject);

      await expectWait({ kind, subject }, 30_000);
      expect(await taken({ kind, subject })).toMatchObject({ tries: 1, isLast: false });
    });

    test('a check keeps its schedule when it becomes necessary once more', async () => {
      const check = await aCheck();
      await given().store.endCheck(await taken(check), 'again');

      await given().store.rememberCheck(check.kind, check.subject);

      await expectWait(check, 2 * MINUTE_MS);
    });

    test('a check may have to be made by some time, also when its schedule is over', async () => {
      const check = await aCheck();
      const [soon, late] = [new Date(Date.now() + 20_000), new Date(Date.now() + DAY_MS)];

      await given().store.endCheck(await taken(check), { by: soon });
      await expectWait(check, 20_000 + MINUTE_MS / 60);
      await given().store.endCheck(await taken(check), { by: late });
      await expectWait(check, 10 * MINUTE_MS);
      for (let tries = 3; tries <= SCHEDULE_MS.length; tries += 1)
        await given().store.endCheck(await taken(check), { by: late });

      await expectWait(check, DAY_MS);
    });

    test('a check that has to be made by a time that is over is due a moment later, not at once again and again', async () => {
      const check = await taken(await aCheck());

      await given().store.endCheck(check, { by: at(0) });

      expect(await given().waits(check.kind, check.subject)).toBeGreaterThan(0);
    });

    test('a check whose holder died is due again after the lease, and its holder can’t end it any more', async () => {
      const lost = await taken(await aCheck(), 30);
      await sleep(60);

      const check = await take(lost);
      await given().store.endCheck(lost, 'done');

      expect(check).toMatchObject({ tries: 2 });
      expect(check?.token).not.toBe(lost.token);
      await expectWait(lost, LEASE_MS);
    });

    test('a check of a kind that no worker asked for stays where it is', async () => {
      const { kind, subject } = await aCheck();
      await given().makeDue(kind, subject);

      const checks = await given().store.takeChecks(['payment'], 1_000, LEASE_MS);

      expect(checks.filter((check) => check.subject === subject)).toEqual([]);
      expect(await take({ kind, subject })).toBeDefined();
    });

    test('checks are taken as many as were asked for, the longest due first', async () => {
      await given().store.takeChecks(KINDS, 1_000, LEASE_MS);
      const [first, second] = [await aCheck(), await aCheck()];
      await given().makeDue(first.kind, first.subject);
      await given().makeDue(second.kind, second.subject);

      expect(await given().store.takeChecks(KINDS, 1, LEASE_MS)).toMatchObject([first]);
      expect(await given().store.takeChecks(KINDS, 1, LEASE_MS)).toMatchObject([second]);
    });

    test('a check that could not be made yet comes again at that time, and was no try', async () => {
      const { kind, subject } = await aCheck();
      const first = await taken({ kind, subject });
      const at = new Date(Date.now() + 3 * DAY_MS);

      await given().store.endCheck(first, { at });

      await expectWait({ kind, subject }, 3 * DAY_MS);
      expect(await taken({ kind, subject })).toMatchObject({ tries: first.tries, isLast: first.isLast });
    });

    test('a check may be about whatever strangers named', async () => {
      const subject = `a\0\uD800'"${randomUUID()}`;

      await given().store.rememberCheck('closing', subject);

      expect(await given().waits('closing', subject.replace('\0', '\uFFFD').toWellFormed())).toBeGreaterThan(0);
    });
  });

  describe('changes that have to be come back to', () => {
    test('a payment that was opened has to be come back to, by its end at the latest', async () => {
      const { store } = given();
      const { payment } = await anOpened(store);
      // The builders' payments are over by now.
      expect(await given().waits('payment', payment.id)).toBeLessThan(0);

      const order = anOrder();
      await store.putOrder(order);
      const account = await store.platformAccount(order.provider);
      const expiresAt = new Date(Date.now() + DAY_MS);
      const later = await store.openPayment(aPaymentOf(order, account.id, { expiresAt }), LEASE_MS);

      await expectWait({ kind: 'payment', subject: later.payment.id }, 10 * MINUTE_MS);
    });

    test.each([
      ['refused', 'forgotten'],
      ['unchanged', 'forgotten'],
      ['unknown', 'kept'],
    ] as const)('a call for a parent has to be come back to until it ended; %s, it is %s', async (end, then) => {
      const { store, waits } = given();
      const { payment, lease } = await anOpened(store);
      const check = { kind: 'opening', subject: payment.id } as const;
      await expectWait(check, 30_000);

      await store.endOpening(payment.id, lease, end);

      const wait = await waits(check.kind, check.subject);
      expect(wait === 'forgotten' ? 'forgotten' : 'kept').toBe(then);
    });

    test('an unknown call has to be come back to, whatever a later lease did not find out', async () => {
      const { store } = given();
      const { payment, lease } = await anOpened(store);
      await store.endOpening(payment.id, lease, 'unknown');
      const check = { kind: 'opening', subject: payment.id } as const;
      await store.endCheck(await taken(check), 'again');

      const second = held((await store.leaseOpening(payment.id, LEASE_MS)).lease);
      await store.endOpening(payment.id, second, 'unchanged');
      await expectWait(check, 2 * MINUTE_MS);
      const third = held((await store.leaseOpening(payment.id, LEASE_MS)).lease);
      await store.endOpening(payment.id, third, 'refused');

      expect(await given().waits(check.kind, check.subject)).toBe('forgotten');
    });

    test('a call that began while an earlier one was just being looked at has to be come back to', async () => {
      const { store } = given();
      const { payment, lease } = await anOpened(store);
      const check = await taken({ kind: 'opening', subject: payment.id });
      await store.endOpening(payment.id, lease, 'refused');
      await store.leaseOpening(payment.id, LEASE_MS);

      await store.endCheck(check, 'done');

      await expectWait(check, 30_000);
    });

    test('no call has to be come back to any more once there is a parent', async () => {
      const { store } = given();
      const { payment, lease } = await anOpened(store);
      await store.endOpening(payment.id, lease, 'unknown');

      await store.recordFacts(facts(payment.id, { parentId: `parent-${payment.id}` }));

      expect(await given().waits('opening', payment.id)).toBe('forgotten');
    });

    test('a delivery that waits has to be come back to, as long as it does', async () => {
      const { store } = given();
      const { payment } = await anOpened(store);
      const [waiting, ignored] = [aDelivery(payment.accountId), aDelivery(payment.accountId)];
      await store.keepDelivery(waiting, 'waiting');
      await store.keepDelivery(ignored, 'ignored');
      const about = ({ accountId, key }: DeliveryRecord) => `${accountId}/${key}`;

      await expectWait({ kind: 'delivery', subject: about(waiting) }, 30_000);
      expect(await given().waits('delivery', about(ignored))).toBe('forgotten');
    });

    test('no delivery that was ignored or processed has to be come back to, though it comes again', async () => {
      const { store } = given();
      const { payment } = await anOpened(store);
      const [ignored, processed] = [aDelivery(payment.accountId), aDelivery(payment.accountId)];
      await store.keepDelivery(ignored, 'ignored');
      await store.recordFacts(facts(payment.id, { delivery: processed }));

      for (const { accountId, key, ...rest } of [ignored, processed]) {
        await store.keepDelivery({ accountId, key, ...rest }, 'waiting');
        expect(await given().waits('delivery', `${accountId}/${key}`)).toBe('forgotten');
      }

      expect(await store.findDelivery(ignored.accountId, ignored.key)).toMatchObject({ state: 'ignored' });
      expect(await store.findDelivery(processed.accountId, processed.key)).toMatchObject({ state: 'processed' });
    });

    test('a grant that runs out has to be come back to, each by itself', async () => {
      const { store } = given();
      const [gym, granted] = [aGym(), credentials()];
      await store.putGym(gym);
      const connect = async (renewAt: Date | null) => {
        const link = randomUUID();
        const invitation = { gymSlug: gym.slug, provider: gym.provider, sealed: 'x', begunBy: 'operator-1' };
        await store.keepConnection(link, { ...invitation, replaces: false }, LEASE_MS);
        await store.takeConnection(link);
        await store.connectGym(link, granted, renewAt, BESIDE);
      };
      const check = { kind: 'grant', subject: granted.accountId } as const;

      await connect(new Date(Date.now() + DAY_MS));
      await expectWait(check, DAY_MS);
      await given().makeDue(check.kind, check.subject);
      const due = await store.takeChecks(['grant'], 1_000, LEASE_MS);
      const first = due.find(({ subject }) => subject === check.subject);
      await connect(new Date(Date.now() + 2 * DAY_MS));
      if (first !== undefined) await store.endCheck(first, 'done');

      expect(first).toMatchObject(check);
      await expectWait(check, 2 * DAY_MS);
      await connect(null);
      expect(await given().waits(check.kind, check.subject)).toBe('forgotten');
    });

    test('a payment of an order that another one paid has to be come back to', async () => {
      const { store } = given();
      const { order, payment } = await anOpened(store);
      await store.recordFacts(facts(payment.id, { fact: { kind: 'cancelled', occurredAt: at(1) } }));
      const { payment: next } = await openedAgain(store, order);
      expect(await given().waits('closing', next.id)).toBe('forgotten');

      const { surplus } = await store.recordFacts(facts(payment.id, success(2)));

      expect(surplus).toEqual([next.id]);
      await expectWait({ kind: 'closing', subject: next.id }, 30_000);
    });
  });
}
