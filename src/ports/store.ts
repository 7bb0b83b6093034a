import type { Account, AccountOwner } from '../domain/account.ts';
import type { Anomaly } from '../domain/anomaly.ts';
import type { Fact } from '../domain/fact.ts';
import type { Gym } from '../domain/gym.ts';
import type { GymChange } from '../domain/gym-change.ts';
import type { Money } from '../domain/money.ts';
import type { Order } from '../domain/order.ts';
import type { Payment } from '../domain/payment.ts';
import type { Attempt, Reversal } from '../domain/report.ts';
import type { Anomalies } from './anomalies.ts';
import type { Captures } from './captures.ts';
import type { Checks } from './checks.ts';
import type { Claim, OpeningEnd } from './claim.ts';
import type { Connections } from './connections.ts';
import type { Disputes } from './disputes.ts';
import type { Journal } from './journal.ts';
import type { Operations } from './operations.ts';
import type { Delivery } from './payment-provider.ts';
import type { Page, PageRequest, Readings } from './readings.ts';
import type { Refunds } from './refunds.ts';

/** A payment that is about to be opened; the caller chose its id. */
export type NewPayment = Omit<Payment, 'status' | 'statusAt' | 'parentId' | 'intentId' | 'createdAt' | 'updatedAt'>;

/** `claim` is null when somebody else holds it, or the parent is there already. */
export type Opened = { readonly payment: Payment; readonly claim: Claim | null };

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

/** Once processed it stays so. */
export type KeptDelivery = {
  readonly record: DeliveryRecord;
  readonly state: 'ignored' | 'waiting' | 'processed';
};

export type FactsRecord = {
  readonly paymentId: string;
  readonly cause: Cause;
  readonly fact: Fact | null;
  /** Since when no buyer can pay the parent any more, and nothing of it is undecided; null where the provider doesn't say. */
  readonly overAt: Date | null;
  /** Whether several attempts may add up to the amount: what the fact says then counts as they come to together. */
  readonly splits: boolean;
  readonly attempt: Attempt | null;
  readonly others: readonly Attempt[];
  readonly reversals: readonly Reversal[];
  readonly anomalies: readonly Anomaly[];
  /** Written once: they are ignored when the payment already has others. */
  readonly parentId: string | null;
  readonly intentId: string | null;
  readonly delivery: DeliveryRecord | null;
  /** The amount of a payment that was not looked at before: it has to be this, and the account the delivery's. */
  readonly unseen: Money | null;
  /** When the payment ends by this, its order is cancelled in the same moment. */
  readonly cancelsOrder: boolean;
  /** Nothing is recorded of a payment that has a parent. */
  readonly ifUnopened: boolean;
};

export type Recorded = {
  readonly payment: Payment;
  /** Those that were not known before, whoever found them. */
  readonly newAnomalies: readonly Anomaly[];
  /** Open payments of an order that is paid, this one included: to be closed at their provider. */
  readonly surplus: readonly string[];
  /** By this, and not before. */
  readonly hasSucceeded: boolean;
};

/** A status of `pending` leaves it as it is; only payments make an order `paid`. */
export type OrderChange = Omit<Order, 'status' | 'createdAt' | 'updatedAt'> & {
  readonly status: 'pending' | 'cancelled';
};

export type { GymChange };
export type Put<T> = { readonly value: T; readonly created: boolean };

export type Transition = {
  readonly from: Payment['status'];
  readonly to: Payment['status'];
  readonly cause: Cause;
  /** The provider's clock. */
  readonly occurredAt: Date | null;
  /** Ours. */
  readonly recordedAt: Date;
};

type Records = {
  /** Makes or changes an order. @throws `conflict` for a change that its state forbids (contract of PUT orders). */
  putOrder(change: OrderChange): Promise<Put<Order>>;
  findOrder(id: string): Promise<Order | null>;

  putGym(change: GymChange): Promise<Put<Gym>>;
  findGym(slug: string): Promise<Gym | null>;
  /** By slug. @throws `invalid` with field `cursor`. */
  listGyms(page: PageRequest): Promise<Page<Gym>>;

  /** The platform's account at a provider, made when first asked for. */
  platformAccount(provider: string): Promise<Account>;
  /** All accounts an owner ever had, newest first. */
  listAccounts(owner: AccountOwner): Promise<readonly Account[]>;
  findAccount(id: string): Promise<Account | null>;

  /**
   * Makes a payment and gives its caller the claim. For an order: only while the order is pending and
   * equal in amount (`order_not_payable` otherwise), and at most one open payment: when there is one, it
   * is returned instead, with the claim if that was free and the parent is missing.
   */
  openPayment(payment: NewPayment, leaseMs: number): Promise<Opened>;
  /** Claims a payment without a parent, when nobody holds it or their time ran out: a call of theirs may have arrived. */
  claimOpening(paymentId: string, leaseMs: number): Promise<Opened>;
  /** Gives a claim back. A claim that was lost meanwhile changes nothing. */
  endOpening(paymentId: string, claim: Claim, end: OpeningEnd): Promise<void>;

  /**
   * Remembers the delivery, joins the fact, keeps the attempts, the reversals, the anomalies and the history, ids
   * that were missing, and marks the order: all or nothing. Anomalies that only the present state shows
   * (`paid_after_cancel`, `paid_twice`, `order_paid_twice`, `order_differs`) are found here.
   * A delivery that was processed before changes nothing.
   * @throws `payment_not_found`, also for one of another account than the delivery's, and for one that is `unseen` and
   * has another amount or other ids.
   */
  recordFacts(record: FactsRecord): Promise<Recorded>;
  /** Keeps a delivery that led to no payment: `ignored` is final, `waiting` is tried again (`delivery`). */
  keepDelivery(record: DeliveryRecord, state: 'ignored' | 'waiting'): Promise<void>;
  findDelivery(accountId: string, key: string): Promise<KeptDelivery | null>;

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

/**
 * Where the gateway remembers. Each method is atomic: it happens wholly or not at all, also when the
 * process dies, and what it returns is committed. Locks are taken order first, then payment. Nothing here
 * is ever called while a provider is waited for.
 * Every method throws DomainError `store_unavailable` when the database can't be reached or is too slow.
 * test/conformance/store.ts defines this port.
 */
export type Store = Checks &
  Connections &
  Operations &
  Readings &
  Journal &
  Anomalies &
  Records &
  Refunds &
  Captures &
  Disputes;
