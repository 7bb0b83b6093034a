/** A merchant's REST app, with the one webhook that it has registered. */
export type Merchant = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly webhookId: string;
  /** Null: events are sent nowhere. */
  readonly webhookUrl: string | null;
  /** What buyers read. */
  readonly name?: string;
  /** Whether the app may read disputes. */
  readonly seesDisputes?: boolean;
};

export type Money = { readonly currency_code: string; readonly value: string };

/** What the simulator remembers, as plain JSON: times are ISO text. */
export type OrderRecord = {
  readonly id: string;
  readonly clientId: string;
  readonly createdAt: string;
  updatedAt: string | null;
  status: 'CREATED' | 'APPROVED' | 'COMPLETED';
  intent: 'CAPTURE' | 'AUTHORIZE';
  /** The purchase unit as it was sent. */
  readonly unit: Readonly<Record<string, unknown>> & { readonly amount: Money };
  readonly context: Readonly<Record<string, unknown>>;
  readonly email: string | null;
  /** What the buyer pays with, once the order is approved. */
  source: 'card' | 'paypal' | null;
  /** What becomes of the money when the merchant takes it. */
  fate: Fate | null;
};

/** A capture that is refused with an `issue` is not made. */
export type Fate = {
  readonly status: CaptureRecord['status'];
  readonly word: string | null;
  readonly isRefused?: boolean;
};

export type CaptureRecord = {
  readonly id: string;
  readonly orderId: string;
  readonly createdAt: string;
  updatedAt: string;
  status: 'COMPLETED' | 'PENDING' | 'DECLINED' | 'REFUNDED' | 'PARTIALLY_REFUNDED';
  /** The processor's response code of one that was declined. */
  code: string | null;
};

export type RefundRecord = {
  readonly id: string;
  readonly captureId: string;
  readonly createdAt: string;
  updatedAt: string;
  status: 'COMPLETED' | 'PENDING' | 'FAILED';
  readonly amount: Money;
  readonly customId: string | null;
  readonly note: string | null;
};

export type DisputeRecord = {
  readonly id: string;
  readonly captureId: string;
  readonly createdAt: string;
  updatedAt: string;
  status: 'OPEN' | 'RESOLVED';
  outcome: 'RESOLVED_BUYER_FAVOUR' | 'RESOLVED_SELLER_FAVOUR' | null;
};

export type Records = {
  readonly merchants: Merchant[];
  readonly orders: Record<string, OrderRecord>;
  readonly captures: Record<string, CaptureRecord>;
  readonly refunds: Record<string, RefundRecord>;
  readonly disputes: Record<string, DisputeRecord>;
  /** What was made under each `PayPal-Request-Id`, by app, path and id. */
  readonly keys: Record<string, { readonly id: string; readonly at: string }>;
  /** What tokens and events are signed with. */
  readonly secret: string;
  lastId: number;
};

/** The records inside the sandbox's state, made on first use. */
export function recordsIn(state: Record<string, unknown>, secret: string): Records {
  state['records'] ??= { merchants: [], ...nothing(), secret, lastId: 0 } satisfies Records;
  return state['records'] as Records;
}

/** Forgets all but these merchants, and gives no id a second time. */
export function clear(records: Records, merchants: readonly Merchant[]): void {
  Object.assign(records, nothing(), { merchants: [...merchants] });
}

function nothing() {
  return { orders: {}, captures: {}, refunds: {}, disputes: {}, keys: {} };
}

/** 17 letters and digits, as the real ones have, and in the order in which they were given. */
export function newId(records: Records): string {
  records.lastId += 1;
  return `${records.lastId.toString(36).toUpperCase().padStart(8, '0')}SANDBOX0X`;
}

export function capturesOf({ captures }: Records, orderId: string): CaptureRecord[] {
  return Object.values(captures).filter((capture) => capture.orderId === orderId);
}

export function refundsOf({ refunds }: Records, captureId: string): RefundRecord[] {
  return Object.values(refunds).filter((refund) => refund.captureId === captureId);
}

export function disputesOf({ disputes }: Records, captureId: string): DisputeRecord[] {
  return Object.values(disputes).filter((dispute) => dispute.captureId === captureId);
}

/** @throws Error when there is no such order, which is a fault of the simulator. */
export function orderOf({ orders }: Records, { orderId }: CaptureRecord): OrderRecord {
  const order = orders[orderId];
  if (order === undefined) throw new Error(`There is no order ${orderId}`);
  return order;
}
