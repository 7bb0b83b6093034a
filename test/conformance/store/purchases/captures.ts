import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { money } from '../../../../src/domain/money/money.ts';
import type { NewCapture } from '../../../../src/domain/purchase/captures.ts';
import type { StoreAndCommands as Store } from '../../../stores.ts';
import { anAttempt, anOrder, facts, held, LEASE_MS, openedAgain } from '../builders.ts';
import type { CheckClock } from '../checks.ts';

/** Short enough to run out within a test. */
const BRIEF_MS = 30;

/** A payment of 1000 JPY that was agreed to and waits to be captured. */
export async function anAuthorized(
  store: Store,
  captureMethod: 'manual' | 'automatic' = 'manual',
  kind: 'processing' | 'pending' = 'processing',
) {
  const order = anOrder({ captureMethod });
  await store.putOrder(order);
  const { payment } = await openedAgain(store, order);
  const attempt = anAttempt(kind, 1);
  await store.recordFacts(facts(payment.id, { fact: attempt.fact, attempt }));
  const end = (kind: 'succeeded' | 'cancelled', capturedMinor: number) => {
    const fact = { kind, occurredAt: new Date() };
    return store.recordFacts(facts(payment.id, { fact, attempt: { ...attempt, fact, capturedMinor } }));
  };
  return { payment, attempt, end };
}

export function aCapture(paymentId: string, overrides: Partial<NewCapture> = {}): NewCapture {
  return { id: randomUUID(), paymentId, amountMinor: null, requestedBy: 'operator-1', ...overrides };
}

export function describeCaptures(tested: () => CheckClock & { readonly store: Store }): void {
  const given = () => tested().store;

  describe('a capture', () => {
    test('a capture is of all that was authorized unless an amount is named', async () => {
      const { payment, attempt } = await anAuthorized(given());
      const wanted = aCapture(payment.id);

      const { capture } = await given().openCapture(wanted, LEASE_MS);

      const { providerPaymentId } = attempt;
      expect(capture).toMatchObject({
        ...{ id: wanted.id, providerPaymentId },
        amount: money(1_000, 'JPY'),
        status: 'pending',
      });
      expect(await given().listCaptures(payment.id)).toEqual([capture]);
      expect(await given().findCapture(wanted.id)).toEqual(capture);
    });

    test('a capture is one: the same amount again is that one, and another amount is refused', async () => {
      const { payment } = await anAuthorized(given());
      const first = await given().openCapture(aCapture(payment.id, { amountMinor: 400 }), LEASE_MS);

      expect(await given().openCapture(aCapture(payment.id, { amountMinor: 400 }), LEASE_MS)).toEqual({
        capture: first.capture,
        lease: null,
      });
      await expect(given().openCapture(aCapture(payment.id), LEASE_MS)).rejects.toMatchObject({
        code: 'conflict',
        message: 'A capture of 400 in minor units was asked for before',
      });
    });

    test('a capture is one, however many requests name different amounts at once', async () => {
      const { payment } = await anAuthorized(given());

      const asked = await Promise.allSettled(
        Array.from({ length: 20 }, (_, at) =>
          given().openCapture(aCapture(payment.id, { amountMinor: at + 1 }), LEASE_MS),
        ),
      );

      expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await given().listCaptures(payment.id)).toHaveLength(1);
    });

    test('a capture of more than was authorized, or of what waits for none, is refused', async () => {
      const { payment } = await anAuthorized(given());
      const automatic = await anAuthorized(given(), 'automatic');
      const ended = await anAuthorized(given());
      await ended.end('cancelled', 0);

      for (const [wanted, message] of [
        [aCapture(payment.id, { amountMinor: 1_001 }), 'At most 1000 can be captured, in minor units'],
        [aCapture(automatic.payment.id), 'The payment is captured automatically'],
        [aCapture(ended.payment.id), 'The payment is cancelled'],
      ] as const)
        await expect(given().openCapture(wanted, LEASE_MS)).rejects.toMatchObject({ code: 'conflict', message });
      await expect(given().openCapture(aCapture(randomUUID()), LEASE_MS)).rejects.toMatchObject({
        code: 'payment_not_found',
      });
    });

    test('a capture of what was captured elsewhere is of just that, whatever the payment was before', async () => {
      for (const kind of ['processing', 'pending'] as const) {
        const { payment, attempt } = await anAuthorized(given(), 'manual', kind);
        const taken = { ...attempt, fact: { kind: 'succeeded', occurredAt: new Date() }, capturedMinor: 400 } as const;
        await given().recordFacts(facts(payment.id, { attempt: taken }));

        for (const amountMinor of [399, 401, 1_000, null])
          await expect(given().openCapture(aCapture(payment.id, { amountMinor }), LEASE_MS)).rejects.toMatchObject({
            code: 'conflict',
          });
        const { capture } = await given().openCapture(aCapture(payment.id, { amountMinor: 400 }), LEASE_MS);
        expect(capture).toMatchObject({ amount: money(400, 'JPY'), status: 'pending' });
      }
    });

    test.each([
      ['succeeded', 'succeeded', 400],
      ['cancelled', 'failed', 0],
    ] as const)('a capture ends when its payment is %s: it has %s', async (kind, status, captured) => {
      const { payment, end } = await anAuthorized(given());
      await given().openCapture(aCapture(payment.id, { amountMinor: 400 }), LEASE_MS);

      await end(kind, captured);

      expect(await given().listCaptures(payment.id)).toMatchObject([{ status }]);
    });

    test('a capture may be made by one caller, who has the lease until it ends or runs out', async () => {
      const { payment } = await anAuthorized(given());
      const { capture, lease } = await given().openCapture(aCapture(payment.id), BRIEF_MS);
      expect(lease).toMatchObject({ round: 1, unknown: null });
      await sleep(2 * BRIEF_MS);

      const taken = held((await given().leaseCapture(capture.id, LEASE_MS)).lease);
      expect(taken).toMatchObject({ round: 1, unknown: { calls: 1 } });
      expect(await given().leaseCapture(capture.id, LEASE_MS)).toEqual({ capture, lease: null });
      await given().endCapture(capture.id, held(lease), 'failed');
      expect(await given().findCapture(capture.id)).toMatchObject({ status: 'pending' });

      await given().endCapture(capture.id, taken, 'unknown');
      expect((await given().leaseCapture(capture.id, LEASE_MS)).lease).toMatchObject({ unknown: { calls: 2 } });
    });

    test('a capture that was refused for now gets a new round, and one that has failed no lease', async () => {
      const { payment } = await anAuthorized(given());
      const { capture, lease } = await given().openCapture(aCapture(payment.id), LEASE_MS);
      await given().endCapture(capture.id, held(lease), 'refused');

      const next = held((await given().leaseCapture(capture.id, LEASE_MS)).lease);
      expect(next).toMatchObject({ round: 2, unknown: null });
      await given().endCapture(capture.id, next, 'failed');

      expect(await given().leaseCapture(capture.id, LEASE_MS)).toMatchObject({
        capture: { status: 'failed' },
        lease: null,
      });
      await expect(given().leaseCapture(randomUUID(), LEASE_MS)).rejects.toMatchObject({ code: 'conflict' });
    });

    test.each([randomUUID(), 'no uuid'])('a capture is found by its id alone: %s has none', async (id) => {
      expect(await given().findCapture(id)).toBeNull();
    });

    test('a capture has to be come back to, and again when it is asked for after the schedule is over', async () => {
      const { payment } = await anAuthorized(given());
      const wanted = aCapture(payment.id, { amountMinor: 400 });
      expect(await tested().waits('capture', wanted.id)).toBe('forgotten');

      await given().openCapture(wanted, LEASE_MS);
      expect(await tested().waits('capture', wanted.id)).toBeGreaterThan(0);
      while ((await tested().waits('capture', wanted.id)) !== null) {
        await tested().makeDue('capture', wanted.id);
        const checks = await given().takeChecks(['capture'], 1_000, LEASE_MS);
        for (const check of checks) if (check.subject === wanted.id) await given().endCheck(check, 'again');
      }
      await given().openCapture(wanted, LEASE_MS);

      expect(await tested().waits('capture', wanted.id)).toBeGreaterThan(0);
    });

    test('a capture that is refused needs no look', async () => {
      const { payment } = await anAuthorized(given());
      const wanted = aCapture(payment.id, { amountMinor: 1_001 });

      await expect(given().openCapture(wanted, LEASE_MS)).rejects.toMatchObject({ code: 'conflict' });

      expect(await tested().waits('capture', wanted.id)).toBe('forgotten');
    });

    test('a capture that was refused is not begun again, whatever else was asked for meanwhile', async () => {
      const { payment } = await anAuthorized(given());
      const wanted = aCapture(payment.id, { amountMinor: 400 });
      const { lease } = await given().openCapture(wanted, LEASE_MS);
      await given().endCapture(wanted.id, held(lease), 'failed');

      await expect(given().openCapture(wanted, LEASE_MS)).rejects.toMatchObject({ code: 'conflict' });
      const other = await given().openCapture(aCapture(payment.id, { amountMinor: 400 }), LEASE_MS);
      await expect(given().openCapture(wanted, LEASE_MS)).rejects.toMatchObject({ code: 'conflict' });

      expect(await given().listCaptures(payment.id)).toMatchObject([
        { id: wanted.id, status: 'failed' },
        other.capture,
      ]);
    });

    test('a capture that was refused makes room for another, and one that has ended stays as it is', async () => {
      const { payment, end } = await anAuthorized(given());
      const first = await given().openCapture(aCapture(payment.id, { amountMinor: 400 }), LEASE_MS);
      await given().endCapture(first.capture.id, held(first.lease), 'failed');
      const second = await given().openCapture(aCapture(payment.id, { amountMinor: 500 }), LEASE_MS);
      await end('succeeded', 500);
      await given().endCapture(second.capture.id, held(second.lease), 'failed');

      const captures = await given().listCaptures(payment.id);
      expect(captures.map(({ id, status }) => [id, status])).toEqual([
        [first.capture.id, 'failed'],
        [second.capture.id, 'succeeded'],
      ]);
    });
  });
}
