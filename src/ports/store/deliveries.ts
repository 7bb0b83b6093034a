import type { DeliveryState } from '../../domain/purchase/purchase.ts';
import type { Delivery } from '../payment-provider/deliveries.ts';

/** A raw delivery, stored with its result. */
export type DeliveryRecord = {
  readonly accountId: string;
  /** Unique per account. */
  readonly key: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly delivery: Delivery;
};

/** `processed` is final. */
export type KeptDelivery = { readonly record: DeliveryRecord; readonly state: DeliveryState };

/** Webhooks as they came. One that changes a purchase is kept in the commit of that change (ports/store/purchases.ts). */
export type Deliveries = {
  /** Keeps a delivery that led to no payment: `ignored` is final, `waiting` is tried again (`delivery`). */
  keepDelivery(record: DeliveryRecord, state: 'ignored' | 'waiting'): Promise<void>;
  findDelivery(accountId: string, key: string): Promise<KeptDelivery | null>;
};
