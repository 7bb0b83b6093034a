import { describe, expect, test } from 'vitest';
import type { Payment } from '../../../src/domain/payment/payment.ts';
import { EMPTY_REPORT } from '../../../src/domain/payment/report.ts';
import type { Parent } from '../../../src/ports/payment-provider/requests.ts';
import { aReceipt, withTheDesk } from '../at-the-desk.ts';
import { sweepFor, useDatabase } from '../database.ts';
import { answering, type Method, unknown } from '../fake-twists.ts';
import { anOrderInput, CUSTOMER, createGateway, type Gateway, OPERATOR, parentIdOf } from '../gateway.ts';
import { anOpenCheckout, anOpenIntent, PLATFORM, present } from '../notifications/open-payments.ts';

const database = useDatabase();
const store = () => database().store;
const COMPLETES = { provider: { capabilities: { completes: true } } } as const;

/** What is left of a parent that this account does not have, or not any more. */
const MISSING = answering(() => null);
const ENDED = answering<Parent>(({ parentId, ...parent }) => {
  const fact = { kind: 'cancelled', occurredAt: parent.report.fact?.occurredAt ?? null } as const;
  return { ...parent, parentId, report: { ...EMPTY_REPORT, parentId, fact, source: 'observation' } };
});

const WAYS = [
  ['a sync', 'close', ({ app }, { id }) => expect(app.syncPayment(CUSTOMER, id)).rejects.toMatchObject(UNKNOWN)],
  ['the worker that takes the money', 'complete', (gateway, { id }) => sweepFor(database(), gateway, 'completion', id)],
  ['the worker that closes it', 'close', closeLate],
  [
    'its owner, who cancels it',
    'close',
    ({ app }, { id }) => expect(app.cancelPayment(CUSTOMER, id)).rejects.toMatchObject(UNKNOWN),
  ],
] as const satisfies readonly [string, Method, (gateway: Gateway, payment: Payment) => Promise<void>][];

const UNKNOWN = { code: 'provider_unavailable' };

async function closeLate(gateway: Gateway, { id }: Payment): Promise<void> {
  await store().rememberCheck('closing', id);
  await sweepFor(database(), gateway, 'closing', id);
}

/** The buyer has agreed on the provider's page, and the provider has said so. */
async function anAgreed() {
  const opened = await anOpenIntent(store(), COMPLETES);
  const { gateway, parentId } = opened;
  gateway.provider.agreeToPay(parentId);
  await agreementArrives(gateway, parentId);
  return opened;
}

/**
 * The buyer has agreed to pay an order with the provider, after the order's first payment, at the desk, was cancelled.
 * `receive`: an operator takes the money of that first one all the same, so that the other is surplus.
 */
async function anAgreedAfterTheDesk() {
  const gateway = withTheDesk(createGateway(store(), COMPLETES));
  const { app, provider, clock } = gateway;
  const terms = anOrderInput({ provider: 'desk' });
  await app.putOrder(OPERATOR, terms);
  const input = { userId: terms.userId, orderId: terms.orderId, customerEmail: null };
  const { payment: first } = await app.openIntent(input);
  await app.cancelPayment(OPERATOR, first.id);
  await app.putOrder(OPERATOR, { ...terms, provider: provider.name });
  const { payment } = await app.openIntent(input);
  clock.advance(1_000);
  provider.agreeToPay(parentIdOf(payment));
  await agreementArrives(gateway, parentIdOf(payment));
  const receive = async () => {
    await app.receivePayment(OPERATOR, aReceipt(first.id));
    expect(await store().findOrder(terms.orderId)).toMatchObject({ status: 'paid' });
  };
  return { gateway, payment, receive };
}

function agreementArrives({ app, provider, platform }: Gateway, parentId: string) {
  return app.receiveNotification(PLATFORM, provider.signed(provider.reported(parentId), platform));
}

describe('a payment that the service has to complete', () => {
  test('a payment is pending when the buyer has agreed, and succeeds when the worker has asked for the money', async () => {
    const { gateway, payment, order } = await anAgreed();
    expect(await present(store(), payment)).toMatchObject({ status: 'pending' });

    await sweepFor(database(), gateway, 'completion', payment.id);

    expect(await present(store(), payment)).toMatchObject({ status: 'succeeded' });
    expect(await store().findOrder(order.id)).toMatchObject({ status: 'paid' });
    expect(await database().waits('completion', payment.id)).toBe('forgotten');
  });

  test('a payment whose money was asked for without an answer is asked for again under the same key, and paid once', async () => {
    const { gateway, payment } = await anAgreed();
    gateway.provider.next('complete', unknown('after the effect'));

    await sweepFor(database(), gateway, 'completion', payment.id);
    expect(await present(store(), payment)).toMatchObject({ status: 'pending' });
    await sweepFor(database(), gateway, 'completion', payment.id);

    expect(await present(store(), payment)).toMatchObject({ status: 'succeeded' });
    const keys = gateway.provider
      .calls('complete')
      .map(({ about }) => (about as { idempotencyKey: string }).idempotencyKey);
    expect(new Set(keys).size).toBe(1);
  });

  test('a payment to which the buyer agreed without a webhook is completed after a sync', async () => {
    const { gateway, payment, parentId } = await anOpenIntent(store(), COMPLETES);
    gateway.provider.agreeToPay(parentId);

    await gateway.app.syncPayment(CUSTOMER, payment.id);
    await sweepFor(database(), gateway, 'completion', payment.id);

    expect(await present(store(), payment)).toMatchObject({ status: 'succeeded' });
  });

  test('a payment that was cancelled is not completed, though the buyer had agreed', async () => {
    const { gateway, payment } = await anAgreed();

    await gateway.app.cancelPayment(OPERATOR, payment.id);
    await sweepFor(database(), gateway, 'completion', payment.id);

    expect(gateway.provider.calls('complete')).toEqual([]);
    expect(await present(store(), payment)).toMatchObject({ status: 'cancelled' });
  });

  test.each(WAYS)(
    'a payment whose buyer has agreed stays open when its parent is not shown any more to %s',
    async (_who, call, ask) => {
      const { gateway, payment } = await anAgreed();
      gateway.provider.next('fetch', MISSING);
      gateway.provider.next(call, ENDED);

      await ask(gateway, payment);

      expect(await present(store(), payment)).toMatchObject({ status: 'pending' });
      expect(await store().listAnomalies(payment.id)).toEqual([]);
      expect(await database().waits('completion', payment.id)).not.toBe('forgotten');
    },
  );

  test('a payment whose buyer has agreed stays open when its order is paid by another, which an operator confirms, and its parent is not shown any more', async () => {
    const { gateway, payment, receive } = await anAgreedAfterTheDesk();
    gateway.provider.next('close', ENDED);

    await receive();

    expect(gateway.provider.calls('close')).toHaveLength(1);
    expect(await present(store(), payment)).toMatchObject({ status: 'pending' });
  });

  test('a payment whose money was asked for without an answer is neither asked for nor forgotten once its order is paid by another', async () => {
    const { gateway, payment, receive } = await anAgreedAfterTheDesk();
    const { provider } = gateway;
    provider.next('complete', unknown('after the effect'));
    await sweepFor(database(), gateway, 'completion', payment.id);
    provider.next('close', ENDED);
    await receive();

    await sweepFor(database(), gateway, 'completion', payment.id);
    provider.next('close', ENDED);
    await sweepFor(database(), gateway, 'closing', payment.id);

    expect(provider.calls('complete')).toHaveLength(1);
    expect(await present(store(), payment)).toMatchObject({ status: 'pending' });
    expect(await database().waits('completion', payment.id)).not.toBe('forgotten');
    await sweepFor(database(), gateway, 'closing', payment.id);
    expect(await present(store(), payment)).toMatchObject({ status: 'succeeded' });
    expect(await database().waits('completion', payment.id)).toBe('forgotten');
  });

  test('a payment whose buyer has agreed is cancelled by an operator, though its parent is not shown any more', async () => {
    const { gateway, payment } = await anAgreed();
    gateway.provider.next('close', ENDED);

    await gateway.app.cancelPayment(OPERATOR, payment.id);

    expect(await present(store(), payment)).toMatchObject({ status: 'cancelled' });
    expect(await database().waits('completion', payment.id)).toBe('forgotten');
  });

  test('a checkout of a gym is completed likewise', async () => {
    const { gateway, channel, credentials, payment, parentId } = await anOpenCheckout(store(), {}, COMPLETES);
    const { app, provider } = gateway;
    provider.agreeToPay(parentId);
    await app.receiveNotification(channel, provider.signed(provider.reported(parentId), credentials));

    await sweepFor(database(), gateway, 'completion', payment.id);

    expect(await present(store(), payment)).toMatchObject({ status: 'succeeded' });
  });
});
