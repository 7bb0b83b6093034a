import type { StripeContext } from '../context.ts';
import { intentOf } from '../payables/intents.ts';
import { inMajorUnits, inMinorUnits } from '../requests/amount.ts';
import { invalidRequest } from '../requests/fault.ts';
import { LIST, ofIntent, toPage } from '../requests/list.ts';
import {
  EXPAND,
  type Form,
  integer,
  metadataOf,
  oneOf,
  type Parameters,
  readParams,
  text,
} from '../requests/params.ts';
import { newId, type WireIntent, type WireRefund } from '../state.ts';
import { refundable, refundsOf } from './charges.ts';
import { isChargedBack } from './disputes.ts';
import { makeRefund } from './refund-objects.ts';

const CREATE: Parameters = {
  payment_intent: { check: text(255), required: true },
  amount: { check: integer },
  reason: { check: oneOf('duplicate', 'fraudulent', 'requested_by_customer') },
  'metadata[*]': { check: text(500) },
  ...EXPAND,
};

/** `takesTime`: it is pending, as refunds of some methods are for days (https://docs.stripe.com/api/refunds/object#refund_object-status, 2026-11-29). */
export function createRefund(context: StripeContext, body: string, takesTime = false): WireRefund {
  const form = readParams(body, CREATE);
  const intent = intentOf(context.state, form.get('payment_intent') ?? '');
  if (intent.status !== 'succeeded')
    throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`);
  if (isChargedBack(context.state, intent))
    throw invalidRequest(`Charge ${intent.latest_charge} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  const left = refundable(context.state, intent);
  if (left === 0) throw invalidRequest('The charge has already been refunded.', { code: 'charge_already_refunded' });
  const amount = form.has('amount') ? Number(form.get('amount')) : left;
  if (amount <= 0)
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  if (amount > left)
    throw invalidRequest(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, {
      param: 'amount',
    });
  return giveBack(context, intent, amount, form, takesTime ? 'pending' : 'succeeded');
}

export function listRefunds({ state }: StripeContext, query: string) {
  const form = readParams(query, LIST);
  return toPage('/v1/refunds', form, ofIntent(form, state.refunds));
}

/** In the dashboard: `amount` is decimal text in major units, or all that is left. @throws Error */
export function refundInDashboard(context: StripeContext, intent: WireIntent, amount: string | null): void {
  if (isChargedBack(context.state, intent)) throw new Error(`${intent.id} was charged back, so it can't be refunded`);
  const left = refundable(context.state, intent);
  const wanted = amount === null ? left : inMinorUnits(amount, intent.currency);
  if (intent.status !== 'succeeded' || wanted <= 0 || wanted > left)
    throw new Error(`Of ${intent.id} at most ${inMajorUnits(left, intent.currency)} can be refunded`);
  giveBack(context, intent, wanted, new Map(), 'succeeded');
}

/** What is under way arrives. @throws Error */
export function approveRefund({ state, notify }: StripeContext, intent: WireIntent): void {
  const refund = refundsOf(state, intent).findLast(({ status }) => status === 'pending');
  if (refund === undefined) throw new Error(`${intent.id} has no refund that is under way`);
  refund.status = 'succeeded';
  notify('charge.refund.updated', refund);
  notify('refund.updated', refund);
}

/** The bank sends the newest refund back, which can happen weeks after it succeeded. @throws Error */
export function failRefund({ state, notify }: StripeContext, intent: WireIntent): void {
  const refund = refundsOf(state, intent).findLast(
    (one) => one.status !== 'failed' && one.balance_transaction !== null,
  );
  if (refund === undefined) throw new Error(`${intent.id} has no refund that could fail`);
  Object.assign(refund, { status: 'failed', failure_reason: 'expired_or_canceled_card' });
  notify('charge.refund.updated', refund);
  notify('refund.updated', refund);
  notify('refund.failed', refund);
}

function giveBack(
  context: StripeContext,
  intent: WireIntent,
  amount: number,
  form: Form,
  status: WireRefund['status'],
): WireRefund {
  const [metadata, reason] = [Object.fromEntries(metadataOf(form)), form.get('reason') ?? null];
  return makeRefund(context, intent, { amount, metadata, reason, balance_transaction: newId('txn') }, status);
}
