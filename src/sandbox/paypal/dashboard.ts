import type { SellerAction, SellerActionOptions, SimulatorContext } from '../simulator.ts';
import { endDispute, openDispute } from './disputes.ts';
import { type CaptureRecord, capturesOf, type Records } from './records.ts';
import { failRefund, finishRefund, refundInDashboard } from './refunds.ts';

type Act = (records: Records, context: SimulatorContext, capture: CaptureRecord, options: SellerActionOptions) => void;

/** What happens to money that was taken, without an API call. */
const ACTS = {
  refund: (records, context, capture, { amount }) => refundInDashboard(records, context, capture, amount),
  refund_fails: failRefund,
  refund_succeeds: finishRefund,
  dispute: openDispute,
  dispute_won: (records, context, capture) => endDispute(records, context, capture, 'RESOLVED_SELLER_FAVOUR'),
  dispute_lost: (records, context, capture) => endDispute(records, context, capture, 'RESOLVED_BUYER_FAVOUR'),
} as const satisfies Record<SellerAction, Act>;

/** To one capture, or to that of an order. @throws Error */
export function act(
  records: Records,
  context: SimulatorContext,
  id: string,
  action: SellerAction,
  options: SellerActionOptions,
): void {
  const named = Object.hasOwn(records.captures, id) ? records.captures[id] : undefined;
  const capture = named ?? capturesOf(records, id).at(-1);
  if (capture === undefined || ['PENDING', 'DECLINED'].includes(capture.status)) throw new Error(`${id} was not paid`);
  ACTS[action](records, context, capture, options);
}
