/** What the simulator remembers, as plain JSON: times are ISO text, ids of sellers are text. */
export type Seller = {
  readonly accessToken: string;
  readonly userId: string;
  readonly webhookSecret: string;
  /** What buyers read. */
  readonly name?: string;
};

export type PreferenceRecord = {
  readonly id: string;
  readonly sellerId: string;
  readonly createdAt: string;
  updatedAt: string;
  /** What was sent; an update replaces the fields it names. */
  readonly body: Record<string, unknown>;
};

export type PaymentRecord = {
  readonly id: number;
  readonly sellerId: string;
  readonly preferenceId: string;
  readonly createdAt: string;
  updatedAt: string;
  status: 'pending' | 'in_process' | 'approved' | 'rejected' | 'cancelled' | 'refunded' | 'charged_back';
  /** What of the price it pays, as refunds write it; left out it is all of it. */
  readonly hundredths?: string;
  /** What the status leaves open. */
  statusDetail: string | null;
  /** What the buyer pays with. */
  readonly method: 'card' | 'voucher';
};

export type RefundRecord = {
  readonly id: number;
  readonly paymentId: number;
  /** An integer as text: hundredths of the major unit. */
  readonly hundredths: string;
  readonly createdAt: string;
  status: 'approved' | 'in_process' | 'rejected';
};

export type Code = {
  readonly sellerId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly expiresAt: string;
};

export type Records = {
  readonly sellers: Seller[];
  readonly preferences: Record<string, PreferenceRecord>;
  readonly payments: Record<string, PaymentRecord>;
  readonly refunds: Record<string, RefundRecord>;
  /** Ids of preferences and refunds by seller and `X-Idempotency-Key`. */
  readonly keys: Record<string, string>;
  /** Consents that were not redeemed yet, by code. */
  readonly codes: Record<string, Code>;
  /** By seller's id. */
  readonly refreshTokens: Record<string, string>;
  lastPaymentId: number;
  lastRefundId: number;
  lastNotificationId: number;
};

/** As long as the ids of real traffic, so that code can't rely on small numbers. */
const FIRST = { payment: 143_845_427_326, refund: 2_101_845_331, notification: 128_483_944_749 } as const;

/** The records inside the sandbox's state, made on first use. */
export function recordsIn(state: Record<string, unknown>): Records {
  state['records'] ??= {
    ...nothing(),
    lastPaymentId: FIRST.payment,
    lastRefundId: FIRST.refund,
    lastNotificationId: FIRST.notification,
  } satisfies Records;
  return state['records'] as Records;
}

/** Forgets everything, but gives no id a second time. */
export function clear(records: Records): void {
  Object.assign(records, nothing());
}

function nothing() {
  return { sellers: [], preferences: {}, payments: {}, refunds: {}, keys: {}, codes: {}, refreshTokens: {} };
}

export function paymentsOf({ payments }: Records, preferenceId: string): PaymentRecord[] {
  return Object.values(payments).filter((payment) => payment.preferenceId === preferenceId);
}

/** Whether it can still become money, or lapse: a voucher that waits to be paid, or a review. */
export function isUndecided({ status }: PaymentRecord): boolean {
  return status === 'pending' || status === 'in_process';
}

/** A time as Mercado Pago writes it: milliseconds, and Buenos Aires' old offset. */
export function wireTime(iso: string): string {
  const shifted = new Date(Date.parse(iso) - 4 * 3_600_000).toISOString();
  return shifted.replace('Z', '-04:00');
}
