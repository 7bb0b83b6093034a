import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { DomainError } from '../../src/domain/error.ts';
import type { StoreAndCommands as Store } from '../stores.ts';
import { notSent } from './fake-twists.ts';
import {
  anOrder,
  CUSTOMER,
  createGateway,
  type Gateway,
  OPERATOR,
  parentIdOf,
  refusedWith,
  useStore,
} from './gateway.ts';

const given = useStore();

const LEASE_MS = 60_000;
/** How long a caller is kept waiting for a provider, and so for the database. */
const PATIENCE_MS = 8_000;

type Method = (...input: never[]) => Promise<unknown>;

/** A database that can be away, for one of its methods: so often, from the moment in which it is said to be. */
function goingAway(name: keyof Store, backAfter: number) {
  const state = { isAway: false, missed: 0 };
  const store = (real: Store): Store => {
    const method = real[name] as Method;
    const cut: Method = async (...input) => {
      if (!state.isAway || state.missed >= backAfter) return method(...input);
      state.missed += 1;
      throw new DomainError('store_unavailable', 'The database is not available', { retryAfterSeconds: 2 });
    };
    return { ...real, [name]: cut };
  };
  return { state, store };
}

function aGateway(name: keyof Store, backAfter: number) {
  const { state, store } = goingAway(name, backAfter);
  const settings = { leaseMs: LEASE_MS, providerTimeoutMs: PATIENCE_MS };
  return { gateway: createGateway(given(), { store, settings }), state };
}

/** A paid payment of an order. */
async function aPaidPayment(gateway: Gateway) {
  const { order, input } = await anOrder(gateway);
  const { payment } = await gateway.app.openIntent(input);
  gateway.clock.advance(1_000);
  gateway.provider.settle(parentIdOf(payment), 'succeeded');
  await gateway.app.syncPayment(CUSTOMER, payment.id);
  return { order, payment };
}

const A_MOMENT = 3;
/** Pauses are 2 s at most, so that a caller does not wait for that many. */
const LONG = 15;

test('an opening whose commit finds no database is committed when it is back, and its caller is answered', async () => {
  const { gateway, state } = aGateway('recordFacts', A_MOMENT);
  const { input } = await anOrder(gateway);
  state.isAway = true;

  const { payment } = await gateway.app.openIntent(input);

  expect(payment.parentId).toBe(gateway.provider.parentsOf(payment.id)[0]?.id);
  expect(state.missed).toBe(A_MOMENT);
  expect(gateway.provider.opened()).toHaveLength(1);
  expect(gateway.clock.slept.length).toBe(A_MOMENT);
});

test('a caller is not kept longer than for a provider, and what was answered is committed after that', async () => {
  const { gateway, state } = aGateway('recordFacts', LONG);
  const { order, input } = await anOrder(gateway);
  state.isAway = true;
  const began = gateway.clock.now().getTime();

  await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('store_unavailable'));
  expect(gateway.clock.now().getTime() - began).toBeLessThanOrEqual(PATIENCE_MS);
  await gateway.app.drain();

  const payment = await given().findOpenPayment(order.id);
  expect(payment?.parentId).toBe(gateway.provider.parentsOf(payment?.id ?? '')[0]?.id);
  expect((await gateway.app.openIntent(input)).payment.id).toBe(payment?.id);
  expect(gateway.provider.opened()).toHaveLength(1);
});

test('nothing is tried any more when the lease is over', async () => {
  const { gateway, state } = aGateway('recordFacts', Number.POSITIVE_INFINITY);
  const { input } = await anOrder(gateway);
  state.isAway = true;
  const began = gateway.clock.now().getTime();

  await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('store_unavailable'));
  await gateway.app.drain();

  expect(gateway.clock.now().getTime() - began).toBeLessThanOrEqual(LEASE_MS);
  expect(gateway.clock.now().getTime() - began).toBeGreaterThan(LEASE_MS - 5_000);
  const { missed } = state;
  await pause(20);
  expect(state.missed).toBe(missed);
});

test('a lease whose call was refused is given back when the database is back', async () => {
  const { gateway, state } = aGateway('endOpening', LONG);
  const { input } = await anOrder(gateway);
  gateway.provider.next('open', notSent());
  state.isAway = true;

  await expect(gateway.app.openIntent(input)).rejects.toMatchObject(refusedWith('store_unavailable'));
  await gateway.app.drain();

  await gateway.app.openIntent(input);
  expect(gateway.provider.calls('find')).toEqual([]);
});

test('a bug is no reason to try again', async () => {
  let tries = 0;
  const failing = async () => {
    tries += 1;
    throw new Error('a bug');
  };
  const gateway = createGateway(given(), { store: (store) => ({ ...store, recordFacts: failing }) });
  const { input } = await anOrder(gateway);

  await expect(gateway.app.openIntent(input)).rejects.toThrow('a bug');

  expect(tries).toBe(1);
});

test('a refund is made once, and known as soon as the database is back', async () => {
  const { gateway, state } = aGateway('recordFacts', LONG);
  const { payment } = await aPaidPayment(gateway);
  const refund = { refundId: randomUUID(), paymentId: payment.id, amount: null, reason: null };
  state.isAway = true;

  await expect(gateway.app.refundPayment(OPERATOR, refund)).rejects.toMatchObject(refusedWith('store_unavailable'));
  await gateway.app.drain();

  expect(await given().findRefund(refund.refundId)).toMatchObject({ status: 'succeeded' });
  expect(await gateway.app.refundPayment(OPERATOR, refund)).toMatchObject({ status: 'succeeded' });
  expect(gateway.provider.calls('refund')).toHaveLength(1);
});

test('a capture is made once, and known as soon as the database is back', async () => {
  const { gateway, state } = aGateway('recordFacts', A_MOMENT);
  const { input } = await anOrder(gateway, { captureMethod: 'manual' });
  const { payment } = await gateway.app.openIntent(input);
  gateway.clock.advance(1_000);
  gateway.provider.settle(parentIdOf(payment), 'processing');
  await gateway.app.syncPayment(CUSTOMER, payment.id);
  const capture = { captureId: null, paymentId: payment.id, amount: null };
  const awayOnce = gateway.replica({
    providers: {
      ...gateway.providers,
      get: () => ({
        ...gateway.provider,
        async capture(_credentials, request) {
          state.isAway = true;
          return gateway.provider.capture(gateway.platform, request);
        },
      }),
    },
  });

  const captured = await awayOnce.capturePayment(OPERATOR, capture);

  expect(captured.status).toBe('succeeded');
  expect(state.missed).toBe(A_MOMENT);
  expect(gateway.provider.calls('capture')).toHaveLength(1);
});

test('the answer to an idempotency key is kept when the database is back, and given to a caller who asks again', async () => {
  const { gateway, state } = aGateway('endOperation', LONG);
  const use = { userId: CUSTOMER.userId, path: '/x', key: randomUUID(), bodyHash: 'a'.repeat(64) };
  const begun = await gateway.app.beginOperation(use);
  if (begun.kind !== 'begun') throw new Error('it is new');
  state.isAway = true;

  await expect(gateway.app.answerOperation(begun.operation, 'done')).rejects.toMatchObject(
    refusedWith('store_unavailable'),
  );
  await gateway.app.drain();

  const { id: operationId } = begun.operation;
  expect(await gateway.app.beginOperation(use)).toEqual({ kind: 'answered', answer: 'done', operationId });
});
