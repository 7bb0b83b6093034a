import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money/money.ts';
import type { DisputeReport } from '../../../src/domain/payment/dispute.ts';
import { sweepFor, TRIES, useDatabase } from '../database.ts';
import {
  aGym,
  anOrder,
  CUSTOMER,
  createGateway,
  DAY_MS,
  type Gateway,
  OPERATOR,
  parentIdOf,
  useStore,
} from '../gateway.ts';

const HOUR_MS = 3_600_000;
const CHANNEL = { kind: 'platform', provider: 'somepay' } as const;

/** An order's payment of 1000 JPY, paid at the provider, which the provider has not reported. */
async function aPaid(store: Gateway['store']) {
  const gateway = createGateway(store);
  const { input } = await anOrder(gateway);
  const { payment } = await gateway.app.openIntent(input);
  const parentId = parentIdOf(payment);
  gateway.provider.settle(parentId, 'succeeded');
  gateway.clock.advance(HOUR_MS);
  const disputes = async () => (await gateway.app.findDetails(CUSTOMER, payment.id)).disputes;
  return { gateway, ...gateway, payment, parentId, disputes };
}

function notify({ app, provider, platform }: Gateway, body: unknown) {
  return app.receiveNotification(CHANNEL, provider.signed(body, platform));
}

describe('a dispute that its provider reports', () => {
  const given = useStore();

  test('a dispute that its provider reports is shown with its amount and reason, and the payment stays succeeded', async () => {
    const { gateway, app, provider, payment, parentId, disputes } = await aPaid(given());
    await notify(gateway, provider.reported(parentId));
    const dispute = provider.dispute(parentId, { amount: money(400, 'JPY'), reason: 'product_not_received' });

    await notify(gateway, provider.disputed(dispute));

    const { providerDisputeId, providerPaymentId, amount, reason, occurredAt: statusAt } = dispute;
    const shown = { providerDisputeId, providerPaymentId, amount, reason, status: 'open', statusAt };
    expect(await disputes()).toMatchObject([shown]);
    expect((await app.findPayment(CUSTOMER, payment.id)).status).toBe('succeeded');
    expect(await gateway.store.listAnomalies(payment.id)).toEqual([]);
  });

  test('a dispute that its provider reports before we know of the money is kept, and counts nothing as paid', async () => {
    const { gateway, app, provider, payment, parentId, disputes } = await aPaid(given());

    await notify(gateway, provider.disputed(provider.dispute(parentId)));

    expect((await app.findPayment(CUSTOMER, payment.id)).status).toBe('pending');
    expect(await disputes()).toMatchObject([{ status: 'open' }]);
  });

  test('a dispute that its provider reports stands the same in whatever order, and however often, it is reported', async () => {
    const onDay = (day: number) => ({ occurredAt: new Date(Date.UTC(2026, 3, day)) });
    const words = [
      { closesOnly: true, status: 'won', ...onDay(1) },
      { status: 'open', ...onDay(2) },
      { closesOnly: true, status: 'won', ...onDay(3) },
      { closesOnly: true, status: 'lost', ...onDay(4) },
    ] as const;
    for (const order of permutations(words)) {
      const { gateway, provider, parentId, disputes } = await aPaid(given());

      for (const word of [...order, ...order.slice(0, 2)])
        await notify(gateway, provider.disputed(provider.dispute(parentId, word)));

      expect(await disputes()).toMatchObject([{ status: 'won', statusAt: onDay(3).occurredAt, reason: 'fraudulent' }]);
    }
  });

  test('a dispute of another account’s payment that its provider reports is none', async () => {
    const { gateway, app, provider, parentId, disputes } = await aPaid(given());
    const { channel, credentials } = await aGym(gateway);

    await app.receiveNotification(channel, provider.signed(provider.disputed(provider.dispute(parentId)), credentials));

    expect(await disputes()).toEqual([]);
  });
});

describe('a dispute that was never reported', () => {
  const database = useDatabase();

  test.each([CUSTOMER, OPERATOR])(
    'a dispute that was never reported is known after a sync, and so is its end ($userId)',
    async (actor) => {
      const { app, provider, clock, payment, parentId, disputes } = await aPaid(database().store);
      provider.dispute(parentId);
      await app.syncPayment(actor, payment.id);
      expect(await disputes()).toMatchObject([{ status: 'open', amount: payment.amount, reason: 'fraudulent' }]);

      clock.advance(HOUR_MS);
      provider.dispute(parentId, { status: 'lost' });
      await app.syncPayment(actor, payment.id);

      expect(await disputes()).toMatchObject([{ status: 'lost', statusAt: clock.now() }]);
    },
  );

  test.each([
    ['in its time', 0, ['payment']],
    ['past its time', DAY_MS, ['payment', 'closing']],
  ] as const)(
    'a dispute that was never reported is found by the schedule together with the money, %s',
    async (_when, laterMs, checks) => {
      const { gateway, provider, clock, payment, parentId, disputes } = await aPaid(database().store);
      provider.dispute(parentId);
      clock.advance(laterMs);

      for (const check of checks) await sweepFor(database(), gateway, check, payment.id);

      expect(await disputes()).toMatchObject([{ status: 'open' }]);
      expect(await gateway.store.findPayment(payment.id)).toMatchObject({ status: 'succeeded' });
    },
  );
});

describe('an open dispute', () => {
  const database = useDatabase();

  async function anOpen() {
    const paid = await aPaid(database().store);
    await notify(paid.gateway, paid.provider.reported(paid.parentId));
    await notify(paid.gateway, paid.provider.disputed(paid.provider.dispute(paid.parentId)));
    paid.clock.advance(HOUR_MS);
    return { ...paid, sweep: () => sweepFor(database(), paid.gateway, 'dispute', paid.payment.id) };
  }

  test('an open dispute is asked about until it has ended', async () => {
    const { provider, payment, parentId, disputes, sweep } = await anOpen();

    await sweep();
    expect(await disputes()).toMatchObject([{ status: 'open' }]);
    expect(await database().waits('dispute', payment.id)).toBeGreaterThan(0);
    provider.dispute(parentId, { status: 'won' });
    await sweep();

    expect(await disputes()).toMatchObject([{ status: 'won' }]);
    expect(await database().waits('dispute', payment.id)).toBe('forgotten');
  });

  test('an open dispute that was reported to have ended is not asked about any more', async () => {
    const { gateway, provider, payment, parentId, sweep } = await anOpen();
    await notify(gateway, provider.disputed(provider.dispute(parentId, { status: 'lost' })));

    await sweep();

    expect(provider.calls('fetch')).toEqual([]);
    expect(await database().waits('dispute', payment.id)).toBe('forgotten');
  });

  test('an open dispute that never ends is left to operators', async () => {
    const { payment, disputes, sweep } = await anOpen();

    for (let tries = 1; tries <= TRIES; tries += 1) await sweep();

    expect(await disputes()).toMatchObject([{ status: 'open' }]);
    expect(await database().waits('dispute', payment.id)).toBeNull();
  });
});

function permutations(words: readonly Partial<DisputeReport>[]): Partial<DisputeReport>[][] {
  if (words.length === 0) return [[]];
  return words.flatMap((word, index) => permutations(words.toSpliced(index, 1)).map((rest) => [word, ...rest]));
}
