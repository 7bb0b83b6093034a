import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money/money.ts';
import { type Problem, type ProblemKind, REFUND_OVERDUE_MS } from '../../../src/domain/operator/problem.ts';
import type { CheckKind } from '../../../src/ports/store/checks.ts';
import type { ProblemFilter } from '../../../src/ports/store/problems.ts';
import { EVERY_PAYMENT } from '../../../src/ports/store/queries.ts';
import { announceGym, type StoreAndCommands as Store } from '../../stores.ts';
import {
  aDelivery,
  aGym,
  anAttempt,
  anOpened,
  anOrder,
  aPaymentOf,
  at,
  credentials,
  facts,
  LEASE_MS,
} from './builders.ts';
import type { CheckClock } from './checks.ts';
import { MOST } from './endpoints.ts';
import { aRefund, reported } from './purchases/refunds.ts';

/** How a test lets time pass for a refund. */
export type RefundClock = {
  makeOlder(refundId: string, milliseconds: number): Promise<void>;
};

const SAID = { by: 'operator-1', reason: 'Settled by hand' };

export function describeProblems(given: () => CheckClock & RefundClock & { readonly store: Store }): void {
  const store = () => given().store;
  const list = async (filter: Partial<ProblemFilter>, limit = 100) =>
    (await store().listProblems({ kind: null, gymSlug: null, paymentId: null, ...filter }, { limit, cursor: null }))
      .items;

  async function onlyOf(filter: Partial<ProblemFilter>): Promise<Problem> {
    const [only, ...more] = await list(filter);
    if (only === undefined || more.length > 0) throw new Error('there is not one problem');
    expect(await store().findProblem(only.id)).toEqual(only);
    return only;
  }

  /** A payment at a gym of its own that was paid, and twice. */
  async function paidTwice() {
    const { value: gym } = await store().putGym(aGym({ credentials: credentials() }));
    const purpose = { kind: 'checkout', gymSlug: gym.slug } as const;
    const accountId = gym.accountId ?? '';
    const { payment } = await store().openPayment(aPaymentOf(anOrder(), accountId, { purpose }), LEASE_MS);
    const attempt = anAttempt('succeeded', 2);
    for (const one of [anAttempt('succeeded', 1), attempt])
      await store().recordFacts(facts(payment.id, { fact: one.fact, attempt: one }));
    return { gym, payment, attempt };
  }

  /** A check after its last try. */
  async function abandon(kind: CheckKind, subject: string): Promise<void> {
    for (let isLast = false; !isLast; ) {
      const check = await store().takeCheck(kind, subject, LEASE_MS);
      if (check === null) throw new Error('the check could not be taken');
      isLast = check.isLast;
      await store().endCheck(check, 'again');
    }
    expect(await given().waits(kind, subject)).toBeNull();
  }

  /** An endpoint that its answers disabled. */
  async function aDisabledEndpoint(gymSlug: string | null, disabledReason: 'gone' | 'by_operator') {
    const times = { createdAt: at(0), updatedAt: at(0), failingSince: null };
    const endpoint = {
      id: randomUUID(),
      ...{ url: 'https://hooks.example/x', eventTypes: ['order.paid'] as const, description: 'Books', gymSlug },
      ...{ status: 'disabled' as const, disabledReason, ...times },
      secrets: { madeBy: randomUUID(), sealed: 'sealed', previous: [] },
    };
    expect(await store().addEndpoint(endpoint, MOST)).toBe(true);
    return endpoint;
  }

  describe('a problem', () => {
    test('a problem is an anomaly until an operator resolves it', async () => {
      const { gym, payment, attempt } = await paidTwice();
      const [anomaly] = (await store().findDetails(payment.id))?.anomalies ?? [];

      expect(await onlyOf({ paymentId: payment.id })).toEqual({
        id: `paid_twice:${anomaly?.id}`,
        kind: 'paid_twice',
        subject: anomaly?.id,
        since: anomaly?.recordedAt,
        gymSlug: gym.slug,
        paymentId: payment.id,
        about: attempt.providerPaymentId,
        detail: { provider: payment.provider, left: 1_000 },
      });
      await store().resolveAnomaly(payment.id, anomaly?.id ?? '', SAID);
      expect(await list({ paymentId: payment.id })).toEqual([]);
    });

    test('a problem is an anomaly until its cause is gone, and another problem once that is back', async () => {
      const { payment, attempt } = await paidTwice();
      const { providerPaymentId } = attempt;
      const problem = await onlyOf({ paymentId: payment.id });
      const { refund } = await store().openRefund(aRefund(payment.id, { providerPaymentId }), LEASE_MS);
      expect(await list({ paymentId: payment.id })).toEqual([]);
      expect(await store().findProblem(problem.id)).toBeNull();

      const failed = reported(providerPaymentId, { reference: refund.id, status: 'failed' });
      await store().recordFacts(facts(payment.id, { reversals: [failed] }));

      const again = await onlyOf({ paymentId: payment.id });
      expect(again).toMatchObject({ kind: 'paid_twice', about: providerPaymentId });
      expect(again.id).not.toBe(problem.id);
    });

    test('a problem says what is left of the money that it is about: all but refunds that have not failed', async () => {
      const { payment, attempt } = await paidTwice();
      const { providerPaymentId } = attempt;
      const failed = reported(providerPaymentId, { amount: money(400, 'JPY'), status: 'failed' });
      await store().recordFacts(facts(payment.id, { reversals: [failed] }));
      await store().openRefund(aRefund(payment.id, { providerPaymentId, amountMinor: 300 }), LEASE_MS);

      expect((await onlyOf({ paymentId: payment.id })).detail).toEqual({ provider: payment.provider, left: 700 });
    });

    test('a problem of a payment shows in the list of payments that have any', async () => {
      const { gym, payment } = await paidTwice();
      const { payment: other } = await anOpened(store());
      const withProblems = async (filter: object) =>
        (await store().listPayments({ ...EVERY_PAYMENT, hasProblems: true, ...filter }, { limit: 100, cursor: null }))
          .items;

      expect((await withProblems({ gymSlug: gym.slug })).map(({ id }) => id)).toEqual([payment.id]);
      expect((await withProblems({})).map(({ id }) => id)).not.toContain(other.id);
    });

    test.each<[CheckKind, (id: string) => string]>([
      ['closing', (id) => id],
      ['parent', (id) => `${id}/pref-1/2`],
    ])('a problem is a check that the schedule has given up: %s', async (kind, subjectOf) => {
      const { payment } = await anOpened(store());
      const subject = subjectOf(payment.id);
      await store().rememberCheck(kind, subject);
      expect(await list({ paymentId: payment.id })).toEqual([]);
      await abandon(kind, subject);

      expect(await onlyOf({ paymentId: payment.id })).toMatchObject({
        id: `check_abandoned:${kind}/${subject}`,
        kind: 'check_abandoned',
        gymSlug: null,
        about: `${kind} ${subject}`,
      });
    });

    test('a problem of an abandoned check is over when an operator says so, once', async () => {
      const { payment } = await anOpened(store());
      await store().rememberCheck('closing', payment.id);
      expect(await store().resolveCheck('closing', payment.id, SAID)).toBe(false);
      await abandon('closing', payment.id);

      expect(await store().resolveCheck('closing', payment.id, SAID)).toBe(true);
      expect(await store().resolveCheck('closing', payment.id, SAID)).toBe(false);
      expect(await list({ paymentId: payment.id })).toEqual([]);
    });

    test('a problem of an abandoned check is over while it is looked at again, and comes back with its last try', async () => {
      const { payment } = await anOpened(store());
      await store().rememberCheck('closing', payment.id);
      await abandon('closing', payment.id);
      await store().resolveCheck('closing', payment.id, SAID);

      const again = await store().takeCheck('closing', payment.id, LEASE_MS);

      expect(again).toMatchObject({ tries: 1, isLast: false });
      expect(await store().takeCheck('closing', payment.id, LEASE_MS)).toBeNull();
      expect(await list({ paymentId: payment.id })).toEqual([]);
      if (again !== null) await store().endCheck(again, 'again');
      await abandon('closing', payment.id);
      expect(await onlyOf({ paymentId: payment.id })).toMatchObject({ kind: 'check_abandoned' });
    });

    test('a problem is a webhook that could not be processed, and none that matched no payment', async () => {
      const { value: gym } = await store().putGym(aGym({ credentials: credentials() }));
      const [waiting, ignored] = [aDelivery(gym.accountId ?? ''), aDelivery(gym.accountId ?? '')];
      for (const record of [waiting, ignored]) {
        await store().keepDelivery(record, 'waiting');
        await abandon('delivery', `${record.accountId}/${record.key}`);
      }
      await store().keepDelivery(ignored, 'ignored');

      expect(await onlyOf({ gymSlug: gym.slug })).toMatchObject({
        kind: 'delivery_abandoned',
        subject: `${waiting.accountId}/${waiting.key}`,
        paymentId: null,
        about: 'payment.changed event-1',
      });
    });

    test('a problem is a refund that has been pending for a week', async () => {
      const { payment, attempt } = await paidTwice();
      const { providerPaymentId } = attempt;
      const { refund: opened } = await store().openRefund(aRefund(payment.id, { providerPaymentId }), LEASE_MS);
      const { id } = opened;
      await given().makeOlder(id, REFUND_OVERDUE_MS - 60_000);
      expect(await list({ paymentId: payment.id, kind: 'refund_overdue' })).toEqual([]);
      await given().makeOlder(id, 60_000);

      const refund = await store().findRefund(id);
      expect(await onlyOf({ paymentId: payment.id, kind: 'refund_overdue' })).toMatchObject({
        subject: id,
        since: new Date((refund?.createdAt.getTime() ?? 0) + REFUND_OVERDUE_MS),
        gymSlug: payment.purpose.kind === 'checkout' ? payment.purpose.gymSlug : '',
      });
    });

    test.each<['refused' | 'not_renewed', ProblemKind]>([
      ['refused', 'gym_credentials_refused'],
      ['not_renewed', 'gym_needs_reconnect'],
    ])('a problem is a gym whose credentials were %s, until it gets others', async (why, kind) => {
      const own = credentials();
      const put = aGym({ credentials: own });
      await store().putGym(put);
      await store().needReconnect({ accountId: own.accountId, read: own.sealed }, why, announceGym);

      const problem = await onlyOf({ gymSlug: put.slug });
      expect(problem).toMatchObject({ id: `${kind}:${put.slug}`, kind, subject: put.slug, paymentId: null });
      expect(problem.detail).toEqual({
        ...{ name: put.name, payments_enabled: true, provider: put.provider, currency: 'ARS' },
        ...{ return_url: null, signature: 'required' },
      });
      await store().putGym({ ...put, credentials: credentials() });
      expect(await list({ gymSlug: put.slug })).toEqual([]);
    });

    test('a problem of refused credentials is over when the provider takes them after all', async () => {
      const own = credentials();
      const { value: gym } = await store().putGym(aGym({ credentials: own }));
      const user = { accountId: own.accountId, read: own.sealed };
      await store().needReconnect(user, 'refused', announceGym);
      await store().acceptCredentials({ ...user, read: 'others' });
      expect(await list({ gymSlug: gym.slug })).toHaveLength(1);

      await store().acceptCredentials(user);

      expect(await store().findGym(gym.slug)).toMatchObject({ needsReconnect: false, credentialsRefusedAt: null });
    });

    test('a problem of a grant that was not renewed stays, though the provider still takes it', async () => {
      const own = credentials();
      const { value: gym } = await store().putGym(aGym({ credentials: own }));
      const user = { accountId: own.accountId, read: own.sealed };
      await store().needReconnect(user, 'not_renewed', announceGym);

      await store().acceptCredentials(user);

      expect(await store().findGym(gym.slug)).toMatchObject({ needsReconnect: true });
    });

    test('a problem is an endpoint that its answers disabled, and none that an operator did', async () => {
      const { value: gym } = await store().putGym(aGym());
      const gone = await aDisabledEndpoint(gym.slug, 'gone');
      const other = await aDisabledEndpoint(gym.slug, 'by_operator');

      expect(await onlyOf({ gymSlug: gym.slug })).toEqual({
        id: `endpoint_disabled:${gone.id}`,
        kind: 'endpoint_disabled',
        subject: gone.id,
        since: gone.updatedAt,
        gymSlug: gym.slug,
        paymentId: null,
        about: gone.url,
        detail: { url: gone.url, event_types: ['order.paid'], description: 'Books' },
      });
      for (const { id } of [gone, other]) await store().removeEndpoint(id);
    });

    test('a problem is listed after older ones, in pages that leave none out, and counted by its kind', async () => {
      await paidTwice();
      const { payment } = await anOpened(store());
      await store().rememberCheck('closing', payment.id);
      await abandon('closing', payment.id);
      const all = await list({}, 1_000);
      const seen: Problem[] = [];
      let cursor: string | null = null;
      do {
        const filter = { kind: null, gymSlug: null, paymentId: null };
        const page = await store().listProblems(filter, { limit: 3, cursor });
        seen.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);

      expect(seen).toEqual(all);
      expect(all.map(({ since }) => since.getTime())).toEqual(
        all.map(({ since }) => since.getTime()).toSorted((a, b) => a - b),
      );
      const counted = await store().countProblems();
      expect(counted).toEqual(
        [...Map.groupBy(all, ({ kind }) => kind)]
          .map(([kind, of]) => ({ kind, count: of.length }))
          .toSorted((a, b) => (a.kind < b.kind ? -1 : 1)),
      );
      expect(counted.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['paid_twice', 'check_abandoned']));
    });

    test('a problem is not listed from a cursor of another list, nor found by an id that no problem has', async () => {
      const filter = { kind: null, gymSlug: null, paymentId: null };
      const { nextCursor } = await store().listPayments(EVERY_PAYMENT, { limit: 1, cursor: null });

      await expect(store().listProblems(filter, { limit: 1, cursor: nextCursor })).rejects.toMatchObject({
        code: 'invalid',
        field: 'cursor',
      });
      for (const id of ['', 'rubbish', `paid_twice:${randomUUID()}`, 'check_abandoned:closing/\0'])
        expect(await store().findProblem(id)).toBeNull();
    });
  });
}
