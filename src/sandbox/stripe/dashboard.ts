import type { SellerAction, SellerActionOptions } from '../simulator.ts';
import { endDispute, openDispute } from './charges/disputes.ts';
import { approveRefund, failRefund, refundInDashboard } from './charges/refunds.ts';
import type { StripeContext } from './context.ts';
import type { WireIntent } from './state.ts';

type Act = (context: StripeContext, intent: WireIntent, options: SellerActionOptions) => void;

/** What happens to money that was paid, without an API call. */
const ACTS = {
  refund: (context, intent, { amount }) => refundInDashboard(context, intent, amount),
  refund_fails: failRefund,
  refund_succeeds: approveRefund,
  dispute: openDispute,
  dispute_won: (context, intent) => endDispute(context, intent, 'won'),
  dispute_lost: (context, intent) => endDispute(context, intent, 'lost'),
} as const satisfies Record<SellerAction, Act>;

/** `id` is an intent's or a session's. @throws Error */
export function act(context: StripeContext, id: string, action: SellerAction, options: SellerActionOptions): void {
  const { intents, sessions } = context.state;
  const intent = intents[sessions[id]?.payment_intent ?? id];
  if (intent === undefined) throw new Error(`${id} was not paid`);
  ACTS[action](context, intent, options);
}
