import type { Gym } from '../../domain/gym/gym.ts';
import type { GymChange } from '../../domain/gym/gym-change.ts';
import type { Author } from '../../domain/operator/audit.ts';
import type { Account, AccountOwner } from '../../domain/payment/account.ts';
import type { Anomaly } from '../../domain/payment/anomaly.ts';
import type { Order } from '../../domain/payment/order.ts';
import type { Payment } from '../../domain/payment/payment.ts';
import type { Attempt } from '../../domain/payment/report.ts';
import type { Transition } from '../../domain/purchase/decision.ts';
import type { Put } from '../../domain/purchase/orders.ts';
import type { ApiKeys } from './api-keys.ts';
import type { Audit } from './audit.ts';
import type { Captures } from './captures.ts';
import type { Checks } from './checks.ts';
import type { Connections } from './connections.ts';
import type { Deliveries } from './deliveries.ts';
import type { Disputes } from './disputes.ts';
import type { Endpoints } from './endpoints.ts';
import type { EventDeliveries } from './event-deliveries.ts';
import type { Events } from './events.ts';
import type { Journal } from './journal.ts';
import type { Operations } from './operations.ts';
import type { Problems } from './problems.ts';
import type { Purchases } from './purchases.ts';
import type { Page, PageRequest, Queries } from './queries.ts';
import type { Refunds } from './refunds.ts';
import type { Statistics } from './statistics.ts';

export type { GymChange };

type Records = {
  findOrder(id: string): Promise<Order | null>;

  /** `by`: the person or key whose request this is. */
  putGym(change: GymChange, by?: Author | null): Promise<Put<Gym>>;
  findGym(slug: string): Promise<Gym | null>;
  /** By slug. @throws `invalid` with field `cursor`. */
  listGyms(page: PageRequest): Promise<Page<Gym>>;

  /** The platform's account at a provider, created on first use. */
  platformAccount(provider: string): Promise<Account>;
  /** All accounts that an owner ever had, newest first. */
  listAccounts(owner: AccountOwner): Promise<readonly Account[]>;
  findAccount(id: string): Promise<Account | null>;

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
 * The database. Each method is atomic, also when the process dies, and what it returns is committed. No method decides
 * anything: the domain decides on a change of a purchase, and the store commits it if no other commit came first
 * (`Purchases`).
 * Every method throws DomainError `store_unavailable` when the database can't be reached or is too slow.
 * test/conformance/store.ts defines this port.
 */
export type Store = Purchases &
  Checks &
  Connections &
  Deliveries &
  Endpoints &
  EventDeliveries &
  ApiKeys &
  Audit &
  Events &
  Operations &
  Problems &
  Queries &
  Statistics &
  Journal &
  Records &
  Refunds &
  Captures &
  Disputes;
