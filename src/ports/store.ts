import type { Account, AccountOwner } from '../domain/account.ts';
import type { Anomaly } from '../domain/anomaly.ts';
import type { Currency } from '../domain/currency.ts';
import type { Fact } from '../domain/fact.ts';
import type { Gym, SignaturePolicy } from '../domain/gym.ts';
import type { Order } from '../domain/order.ts';
import type { Payment } from '../domain/payment.ts';
import type { Attempt } from '../domain/report.ts';
import type { Delivery } from './payment-provider.ts';

/** A payment that is about to be opened; the caller chose its id. */
export type NewPayment = Omit<Payment, 'status' | 'statusAt' | 'parentId' | 'intentId' | 'createdAt' | 'updatedAt'>;

/**
 * Who may call the provider for a payment that has no parent yet. A lease is held by one caller until it
 * ends; `attempt` is part of the provider's idempotency key.
 */
export type Opening = {
  readonly attempt: number;
  /** `unknown`: an earlier call may have made a parent, so search before calling again. */
  readonly before: 'nothing' | 'refused' | 'unknown';
  /** When the last call began whose outcome is unknown; null when there is none. */
  readonly unknownSince: Date | null;
};

/** How a call ended that made no parent we know of. */
export type OpeningEnd = 'refused' | 'unknown';

/** `claimed` is null when somebody else holds the lease, or the parent is there already. */
export type Opened = { readonly payment: Payment; readonly claimed: Opening | null };

/** Why a status changed, in the history. */
export type Cause = {
  readonly kind: 'webhook' | 'sync' | 'request' | 'operator';
  /** Which delivery, request or user. */
  readonly id: string;
};

/** A raw delivery to be kept beside what it led to. */
export type DeliveryRecord = {
  readonly accountId: string;
  /** Unique per account. */
  readonly key: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly delivery: Delivery;
};

export type FactsRecord = {
  readonly paymentId: string;
  readonly cause: Cause;
  readonly fact: Fact | null;
  readonly attempt: Attempt | null;
  readonly anomalies: readonly Anomaly[];
  /** Written once: they are ignored when the payment already has others. */
  readonly parentId: string | null;
  readonly intentId: string | null;
  readonly delivery: DeliveryRecord | null;
};

export type Recorded = {
  readonly payment: Payment;
  /** False when the status stayed, or the same delivery had been processed before. */
  readonly changed: boolean;
  /** Other open payments of an order that is now paid: to be closed at their provider. */
  readonly surplus: readonly string[];
};

export type OrderChange = Omit<Order, 'createdAt' | 'updatedAt'>;
export type Put<T> = { readonly value: T; readonly created: boolean };

export type GymChange = {
  readonly slug: string;
  readonly name: string;
  readonly paymentsEnabled: boolean;
  readonly provider: string;
  readonly currency: Currency;
  readonly returnUrl: string | null;
  readonly signature: SignaturePolicy;
  /** Left out: what is stored stays. */
  readonly credentials: NewCredentials | null;
};

export type NewCredentials = {
  /** One of the gym's accounts, whose credentials are renewed, or a new id, which makes a new account. */
  readonly accountId: string;
  readonly sealed: string;
  readonly providerUserId: string | null;
};

/** An account together with its sealed credentials; null for the platform's, which are configuration. */
export type StoredAccount = Account & { readonly sealed: string | null };

export type Transition = {
  readonly from: Payment['status'];
  readonly to: Payment['status'];
  readonly cause: Cause;
  /** The provider's clock. */
  readonly occurredAt: Date | null;
  /** Ours. */
  readonly recordedAt: Date;
};

export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };

/**
 * Where the gateway remembers. Each method is atomic: it happens wholly or not at all, also when the
 * process dies, and what it returns is committed. Locks are taken order first, then payment. Nothing here
 * is ever called while a provider is waited for.
 * Every method throws DomainError `store_unavailable` when the database can't be reached or is too slow.
 * test/conformance/store.ts defines this port.
 */
export type Store = {
  /** Makes or changes an order. @throws `conflict` for a change that its state forbids (contract of PUT orders). */
  putOrder(change: OrderChange): Promise<Put<Order>>;
  findOrder(id: string): Promise<Order | null>;

  putGym(change: GymChange): Promise<Put<Gym>>;
  findGym(slug: string): Promise<Gym | null>;
  /** By slug. @throws `invalid` with field `cursor`. */
  listGyms(page: { limit: number; cursor: string | null }): Promise<Page<Gym>>;

  /** The platform's account at a provider, made when first asked for. */
  platformAccount(provider: string): Promise<Account>;
  /** All accounts an owner ever had, newest first. */
  listAccounts(owner: AccountOwner): Promise<readonly StoredAccount[]>;
  findAccount(id: string): Promise<StoredAccount | null>;

  /**
   * Makes a payment and gives its caller the lease. For an order: only while the order is pending and
   * equal in amount (`order_not_payable` otherwise), and at most one open payment: when there is one, it
   * is returned instead, with the lease if that was free and the parent is missing.
   */
  openPayment(payment: NewPayment, leaseMs: number): Promise<Opened>;
  /** Takes the lease of a payment without a parent, when it is free or ran out. */
  claimOpening(paymentId: string, leaseMs: number): Promise<Opened>;
  /** Gives the lease back. `refused` raises the attempt; `unknown` remembers since when, and keeps it. */
  endOpening(paymentId: string, end: OpeningEnd): Promise<void>;
  /** After a search found nothing for long enough: the attempt rises, nothing is unknown any more. The lease stays. */
  renewOpening(paymentId: string): Promise<Opening>;

  /**
   * Remembers the delivery, joins the fact, keeps the attempt, the anomalies and the history, ids that
   * were missing, and marks the order: all or nothing. Anomalies that only the present state shows
   * (`paid_after_cancel`, `paid_twice`, `order_paid_twice`, `order_differs`) are found here.
   * A delivery that was processed before changes nothing.
   */
  recordFacts(record: FactsRecord): Promise<Recorded>;
  /** Keeps a delivery that led to no payment: `ignored` is final, `waiting` is to be tried again. */
  keepDelivery(record: DeliveryRecord, state: 'ignored' | 'waiting'): Promise<void>;

  findPayment(id: string): Promise<Payment | null>;
  /** The one payment of the order that is still open. */
  findOpenPayment(orderId: string): Promise<Payment | null>;
  findPaymentByIntent(accountIds: readonly string[], intentId: string): Promise<Payment | null>;
  listTransitions(paymentId: string): Promise<readonly Transition[]>;
  listAnomalies(paymentId: string): Promise<readonly Anomaly[]>;
  listAttempts(paymentId: string): Promise<readonly Attempt[]>;

  /** Resolves when the database answers and all migrations are applied. */
  ready(): Promise<void>;
  close(): Promise<void>;
};
