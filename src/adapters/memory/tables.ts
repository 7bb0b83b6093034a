import type { Gym } from '../../domain/gym/gym.ts';
import type { BegunBefore } from '../../domain/operation.ts';
import type { ApiKey } from '../../domain/operator/api-key.ts';
import type { Account } from '../../domain/payment/account.ts';
import type { Transition } from '../../domain/purchase/decision.ts';
import type { Purchase, PurchaseOrder, PurchasePayment } from '../../domain/purchase/purchase.ts';
import type { CheckKind } from '../../domain/schedule.ts';
import type { KeptAudit } from '../../ports/store/audit.ts';
import type { Connection } from '../../ports/store/connections.ts';
import type { KeptDelivery } from '../../ports/store/deliveries.ts';
import type { KeptEndpoint } from '../../ports/store/endpoints.ts';
import type { DeliveryStatus, EventTry } from '../../ports/store/event-deliveries.ts';
import type { EventRecord } from '../../ports/store/events.ts';
import type { JournalEntry } from '../../ports/store/journal.ts';
import type { NewOperation } from '../../ports/store/operations.ts';

/** The lists that hang on a payment, each in the order in which a purchase has it. */
export type PaymentLists = Pick<Purchase, 'attempts' | 'refunds' | 'captures' | 'disputes' | 'anomalies'>;

export type OrderRow = { readonly version: number; readonly order: PurchaseOrder };

/** A payment with all that hangs on it. Its version counts where it has no order. */
export type PaymentRow = PaymentLists & {
  readonly version: number;
  readonly payment: PurchasePayment;
  readonly history: readonly Transition[];
};

export type DeliveryRow = KeptDelivery & { readonly recordedAt: Date; readonly paymentId: string | null };

export type CheckRow = {
  readonly kind: CheckKind;
  readonly subject: string;
  /** When it is due, or when the lease of the worker that has it ends; null: it waits for an operator. */
  readonly dueAt: Date | null;
  readonly tries: number;
  readonly token: string | null;
  /** Null while it is due at some time. */
  readonly abandonedAt: Date | null;
  /** How an operator closed it after that. */
  readonly resolution: { readonly by: string; readonly reason: string; readonly at: Date } | null;
};

/** What a check is while its schedule goes on. */
export const SCHEDULED: Pick<CheckRow, 'abandonedAt' | 'resolution'> = { abandonedAt: null, resolution: null };

export type OperationRow = Omit<BegunBefore, 'isAnswered'> &
  NewOperation & { readonly token: string | null; readonly answer: string | null };

export type JournalRow = JournalEntry & { readonly paymentId: string; readonly recordedAt: Date };

export type ConnectionRow = Connection & {
  readonly link: string;
  readonly taken: boolean;
  readonly expiresAt: Date;
};

/** An event that is to reach an endpoint. */
export type EventDeliveryRow = {
  readonly endpointId: string;
  readonly eventId: string;
  readonly status: DeliveryStatus;
  readonly tries: number;
  /** Those before it was requested last. */
  readonly triesBefore: number;
  /** The id of the next try. */
  readonly tryId: string;
  readonly dueAt: Date;
  readonly lease: { readonly token: string; readonly until: Date } | null;
};

export type EventTryRow = Omit<EventTry, 'nextTryAt'> & { readonly eventId: string };

export type ApiKeyRow = { readonly key: ApiKey; readonly hash: string };

/** All that is stored, as plain rows by their keys (`keyOf`). Replicas of one installation share them. */
export type Tables = ReturnType<typeof createTables>;

export function createTables() {
  return {
    orders: new Map<string, OrderRow>(),
    payments: new Map<string, PaymentRow>(),
    /** Which payment has what only one may have (`keysOf`). */
    keys: new Map<string, string>(),
    deliveries: new Map<string, DeliveryRow>(),
    checks: new Map<string, CheckRow>(),
    operations: new Map<string, OperationRow>(),
    journal: [] as JournalRow[],
    /** In the order in which they were committed. */
    events: new Map<string, EventRecord>(),
    endpoints: new Map<string, KeptEndpoint>(),
    eventDeliveries: new Map<string, EventDeliveryRow>(),
    eventTries: [] as EventTryRow[],
    /** Called when a delivery is due. */
    dueListeners: new Set<() => void>(),
    gyms: new Map<string, Gym>(),
    /** In the order in which they were committed. */
    audit: [] as KeptAudit[],
    apiKeys: new Map<string, ApiKeyRow>(),
    revokedKeys: new Set<string>(),
    accounts: new Map<string, Account>(),
    /** By gym: it has one link. */
    connections: new Map<string, ConnectionRow>(),
  };
}

/** The key of a row that several columns identify. No text that is stored has a NUL, so no two lists have the same. */
export function keyOf(...columns: readonly string[]): string {
  return columns.join('\0');
}
