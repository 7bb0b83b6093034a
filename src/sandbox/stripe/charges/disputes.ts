import type { StripeContext } from '../context.ts';
import { LIST, ofIntent, toPage } from '../requests/list.ts';
import { readParams } from '../requests/params.ts';
import { newId, type StripeState, secondsOf, type WireDispute, type WireIntent } from '../state.ts';

export function listDisputes({ state }: StripeContext, query: string) {
  const form = readParams(query, LIST);
  return toPage('/v1/disputes', form, ofIntent(form, state.disputes));
}

/** The customer's bank takes all the money back until the dispute is decided. @throws Error */
export function openDispute({ state, now, notify }: StripeContext, intent: WireIntent): void {
  if (intent.status !== 'succeeded' || openOf(state.disputes, intent) !== undefined)
    throw new Error(`${intent.id} can't be disputed now`);
  const dispute: WireDispute = {
    id: newId('dp'),
    object: 'dispute',
    amount: intent.amount_received,
    charge: intent.latest_charge,
    created: secondsOf(now()),
    currency: intent.currency,
    payment_intent: intent.id,
    reason: 'product_not_received',
    status: 'needs_response',
  };
  state.disputes[dispute.id] = dispute;
  notify('charge.dispute.created', dispute);
  notify('charge.dispute.funds_withdrawn', dispute);
}

/** @throws Error */
export function endDispute({ state, notify }: StripeContext, intent: WireIntent, status: 'won' | 'lost'): void {
  const dispute = openOf(state.disputes, intent);
  if (dispute === undefined) throw new Error(`${intent.id} has no open dispute`);
  dispute.status = status;
  notify('charge.dispute.closed', dispute);
  if (status === 'won') notify('charge.dispute.funds_reinstated', dispute);
}

/** A bank has the money, or keeps it. Stripe refunds nothing of such a charge, until the dispute is won. */
export function isChargedBack({ disputes }: StripeState, { id }: WireIntent): boolean {
  return Object.values(disputes).some(({ payment_intent, status }) => payment_intent === id && status !== 'won');
}

function openOf(disputes: Record<string, WireDispute>, { id }: WireIntent): WireDispute | undefined {
  return Object.values(disputes).find((each) => each.payment_intent === id && each.status === 'needs_response');
}
