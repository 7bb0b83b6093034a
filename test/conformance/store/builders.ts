import { randomUUID } from 'node:crypto';
import type { FactsRecord } from '../../../src/app/purchases.ts';
import { NOTHING } from '../../../src/app/recording/record-facts.ts';
import { money } from '../../../src/domain/money/money.ts';
import type { Fact, Status } from '../../../src/domain/payment/fact.ts';
import type { Payment } from '../../../src/domain/payment/payment.ts';
import type { Attempt } from '../../../src/domain/payment/report.ts';
import type { Lease } from '../../../src/domain/purchase/calls.ts';
import type { NewPayment, Opened } from '../../../src/domain/purchase/openings.ts';
import type { OrderChange } from '../../../src/domain/purchase/orders.ts';
import type { DeliveryRecord } from '../../../src/ports/store/deliveries.ts';
import type { GymChange } from '../../../src/ports/store/store.ts';
import type { StoreAndCommands as Store } from '../../stores.ts';

// Everything that a test doesn't care about, so that it shows what it does.

export const PROVIDER = 'acme';
export const LEASE_MS = 60_000;

/** A moment on the provider's clock, in seconds after some noon. */
export function at(seconds: number): Date {
  return new Date(Date.UTC(2026, 0, 15, 12) + seconds * 1000);
}

export function fact(kind: Status, seconds: number): Fact {
  return { kind, occurredAt: at(seconds) };
}

export function anOrder(overrides: Partial<OrderChange> = {}): OrderChange {
  return {
    id: randomUUID(),
    userId: 'user-1',
    amount: money(1_000, 'JPY'),
    customerEmail: 'payer@example.com',
    description: 'A mat',
    provider: PROVIDER,
    captureMethod: 'automatic',
    returnUrl: null,
    status: 'pending',
    ...overrides,
  };
}

export function aGym(overrides: Partial<GymChange> = {}): GymChange {
  return {
    slug: `gym-${randomUUID()}`,
    name: 'Iron Temple',
    paymentsEnabled: true,
    provider: PROVIDER,
    currency: money(0, 'ARS').currency,
    returnUrl: null,
    statementDescriptor: null,
    signature: 'required',
    credentials: null,
    ...overrides,
  };
}

export function credentials(overrides: Partial<NonNullable<GymChange['credentials']>> = {}) {
  return { accountId: randomUUID(), sealed: `sealed-${randomUUID()}`, providerUserId: null, ...overrides };
}

/** A payment of this order into this account. */
export function aPaymentOf(order: OrderChange, accountId: string, overrides: Partial<NewPayment> = {}): NewPayment {
  return {
    id: randomUUID(),
    userId: order.userId,
    purpose: { kind: 'order', orderId: order.id },
    accountId,
    provider: PROVIDER,
    amount: order.amount,
    title: 'A mat',
    customerEmail: order.customerEmail,
    captureMethod: order.captureMethod,
    returnUrl: order.returnUrl,
    statementDescriptor: null,
    expiresAt: at(86_400),
    ...overrides,
  };
}

export function anAttempt(kind: Status, seconds: number, overrides: Partial<Attempt> = {}): Attempt {
  return {
    providerPaymentId: `pay-${randomUUID()}`,
    fact: fact(kind, seconds),
    authorized: money(1_000, 'JPY'),
    capturedMinor: kind === 'succeeded' ? 1_000 : 0,
    decline: null,
    method: null,
    charges: [],
    ...overrides,
  };
}

/** What comes with money: the status and the attempt that it moved on. */
export function success(seconds: number) {
  const attempt = anAttempt('succeeded', seconds);
  return { fact: attempt.fact, attempt } satisfies Partial<FactsRecord>;
}

/** Something said about this payment; by itself it says nothing. */
export function facts(paymentId: string, overrides: Partial<FactsRecord> = {}): FactsRecord {
  return { ...NOTHING, paymentId, cause: { kind: 'webhook', id: 'event-1' }, ...overrides };
}

export function aDelivery(accountId: string, overrides: Partial<DeliveryRecord> = {}): DeliveryRecord {
  const delivery = { body: Buffer.from('{}'), headers: [], query: [], receivedAt: at(0) };
  return { accountId, key: randomUUID(), eventId: 'event-1', eventType: 'payment.changed', delivery, ...overrides };
}

/** A payment that was just opened, its order, and its lease. */
export async function anOpened(
  store: Store,
  leaseMs = LEASE_MS,
): Promise<{ order: OrderChange; payment: Payment; lease: Lease }> {
  const order = anOrder();
  await store.putOrder(order);
  const { payment, lease } = await openedAgain(store, order, leaseMs);
  return { order, payment, lease: held(lease) };
}

/** What opening a payment of this order gives now. */
export async function openedAgain(store: Store, order: OrderChange, leaseMs = LEASE_MS): Promise<Opened> {
  const account = await store.platformAccount(PROVIDER);
  return store.openPayment(aPaymentOf(order, account.id), leaseMs);
}

/** A lease that must be ours now. */
export function held(lease: Lease | null): Lease {
  if (lease === null) throw new Error('Another caller holds the lease');
  return lease;
}
