import { randomBytes } from 'node:crypto';
import type { SimulatorContext } from '../simulator.ts';

/** The objects as they go over the wire; without the fields that no code here uses. */
export type WireIntent = {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly amount: number;
  amount_capturable: number;
  amount_received: number;
  readonly automatic_payment_methods: { enabled: boolean } | null;
  canceled_at: number | null;
  readonly capture_method: string;
  readonly client_secret: string;
  readonly created: number;
  readonly currency: string;
  readonly description: string | null;
  last_payment_error: WirePaymentError | null;
  latest_charge: string | null;
  /** What is left to the buyer to do. */
  next_action: NextAction | null;
  readonly livemode: false;
  readonly metadata: Record<string, string>;
  readonly receipt_email: string | null;
  status: string;
};

/** What is special to a type stands under its name. */
export type WireMethod = { readonly type: string; readonly [type: string]: unknown };

/** Why the last try failed, and what it was made with. */
export type WirePaymentError = {
  readonly type: string;
  /** Of a card. */
  readonly charge?: string;
  readonly code: string;
  readonly decline_code?: string;
  readonly message: string;
  readonly payment_method: WireMethod & { readonly id: string; readonly object: 'payment_method' };
};

/** A voucher: to be paid in cash within days. */
type NextAction = {
  readonly type: 'oxxo_display_details';
  readonly oxxo_display_details: {
    readonly expires_after: number;
    readonly hosted_voucher_url: string;
    readonly number: string;
  };
};

export type WireSession = {
  readonly id: string;
  readonly object: 'checkout.session';
  readonly amount_total: number;
  readonly cancel_url: string | null;
  readonly client_reference_id: string | null;
  readonly created: number;
  readonly currency: string;
  readonly customer_email: string | null;
  readonly expires_at: number;
  readonly livemode: false;
  readonly metadata: Record<string, string>;
  readonly mode: 'payment';
  payment_intent: string | null;
  payment_status: 'paid' | 'unpaid';
  status: 'open' | 'complete' | 'expired';
  readonly success_url: string;
  readonly ui_mode: 'hosted_page';
  url: string | null;
};

export type WireRefund = {
  readonly id: string;
  readonly object: 'refund';
  readonly amount: number;
  /** Null for what was held and never taken: nothing moves on the account's balance. */
  readonly balance_transaction: string | null;
  readonly charge: string | null;
  readonly created: number;
  readonly currency: string;
  failure_reason: string | null;
  readonly metadata: Record<string, string>;
  readonly payment_intent: string;
  readonly reason: string | null;
  status: 'pending' | 'succeeded' | 'failed';
};

export type WireDispute = {
  readonly id: string;
  readonly object: 'dispute';
  readonly amount: number;
  readonly charge: string | null;
  readonly created: number;
  readonly currency: string;
  readonly payment_intent: string;
  readonly reason: string;
  status: 'needs_response' | 'won' | 'lost';
};

/** What the intent of a session will be made of, when the buyer pays. */
type Draft = {
  readonly title: string;
  readonly captureMethod: string;
  readonly statement: string | null;
  readonly metadata: Record<string, string>;
};

type StoredAnswer = {
  readonly request: string;
  readonly status: number;
  readonly body: string;
  readonly at: number;
};

export type StripeState = {
  readonly intents: Record<string, WireIntent>;
  readonly sessions: Record<string, WireSession>;
  readonly drafts: Record<string, Draft>;
  /** By intent, what the buyer's last try is made with. */
  readonly methods: Record<string, WireMethod>;
  /** By intent, where its page wanted the buyer back at the last try. */
  readonly returns: Record<string, string>;
  /** By intent, until when what is held can be captured: seconds. */
  readonly holds: Record<string, number>;
  readonly refunds: Record<string, WireRefund>;
  readonly disputes: Record<string, WireDispute>;
  readonly answers: Record<string, StoredAnswer>;
};

const SECTIONS = [
  'intents',
  'sessions',
  'drafts',
  'methods',
  'returns',
  'holds',
  'refunds',
  'disputes',
  'answers',
] as const satisfies readonly (keyof StripeState)[];

/** The state in the sandbox's own record, so that it is kept with the rest. */
export function stateIn({ state }: Pick<SimulatorContext, 'state'>): StripeState {
  for (const name of SECTIONS) state[name] ??= {};
  return state as unknown as StripeState;
}

/** Forgets everything. */
export function clear(state: StripeState): void {
  for (const name of SECTIONS) Object.assign(state, { [name]: {} });
}

export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`;
}

/** Stripe counts whole seconds. */
export function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
