import type { SellerAction, SellerActionOptions, SimulatorContext } from '../simulator.ts';
import { paymentsOf, type Records } from './records.ts';
import { approveRefund, failRefund, type Paid, refundInDashboard } from './refunds.ts';
import { changed } from './webhooks.ts';

type Act = (records: Records, context: SimulatorContext, paid: Paid, options: SellerActionOptions) => void;

/** What happens to money that was paid, without an API call. */
const ACTS = {
  refund: (records, context, paid, { amount }) => refundInDashboard(records, context, paid, amount),
  refund_fails: failRefund,
  refund_succeeds: approveRefund,
  dispute: (records, context, paid) => setDisputed(records, context, paid, 'charged_back', 'in_process'),
  dispute_won: (records, context, paid) => setDisputed(records, context, paid, 'charged_back', 'reimbursed'),
  dispute_lost: (records, context, paid) => setDisputed(records, context, paid, 'charged_back', 'settled'),
} as const satisfies Record<SellerAction, Act>;

/** To one payment, or to the newest of a preference that money came in by. @throws Error */
export function act(
  records: Records,
  context: SimulatorContext,
  id: string,
  action: SellerAction,
  options: SellerActionOptions,
): void {
  const named = Object.hasOwn(records.payments, id) ? records.payments[id] : undefined;
  const preference = records.preferences[named?.preferenceId ?? id];
  const payment = named ?? paymentsOf(records, id).findLast(({ status }) => MOVED.includes(status));
  if (preference === undefined || payment === undefined) throw new Error(`${id} was not paid`);
  ACTS[action](records, context, { payment, preference }, options);
  context.save();
}

const MOVED: readonly string[] = ['approved', 'refunded', 'charged_back'];

/** @throws Error */
function setDisputed(
  records: Records,
  context: SimulatorContext,
  paid: Paid,
  status: 'charged_back',
  detail: string,
): void {
  const { payment } = paid;
  const isOpen = payment.status === 'charged_back' && payment.statusDetail === 'in_process';
  if (detail === 'in_process' ? payment.status !== 'approved' : !isOpen)
    throw new Error(`payment ${payment.id} is ${payment.status}, and so not to be disputed that way`);
  Object.assign(payment, { status, statusDetail: detail });
  changed(records, context, paid);
}
